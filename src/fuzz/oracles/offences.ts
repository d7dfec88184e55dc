/**
 * Is whoever offends punished, and nobody else (protocol.md §2.20)? Scores end in a ban when they have reached a hundred, and
 * not before; today a block whose body is not its header's ends the connection.
 */
import type { Block } from "../../bitcoin/block.ts";
import { toHex } from "../../bitcoin/bytes.ts";
import { isCoinbase } from "../../bitcoin/coinbase.ts";
import { hashHeader } from "../../bitcoin/header.ts";
import { isCommitted } from "../chain-oracle.ts";
import type { Heard, Oracle } from "./hearing.ts";

const BAN_SCORE = 100;
/** What 0.12 adds for each, by how the reason begins; for all others that add something a hundred. */
const SCORES: readonly (readonly [string, readonly number[]])[] = [
  ["headers message size", [20]],
  ["inv message size", [20]],
  ["getdata message size", [20]],
  ["non-continuous headers sequence", [20]],
  ["header with invalid proof of work", [50]],
  ["high-hash", [50]],
  ["CheckBlock() : proof of work failed", [50]],
  ["headers do not connect", [10]],
  ["too many blocks announced", [10]],
  // Its parent is not here, or is not valid.
  ["bad-prevblk", [10, 100]],
  ["AcceptBlock() : prev block not found", [10]],
  ["Duplicate version message", [1]],
  ["no version message before", [1]],
  ["bad-txns-vin-empty", [10]],
  ["bad-txns-vout-empty", [10]],
  ["bad-txns-prevout-null", [10]],
  ["bad-txns-nonfinal", [10]],
  ["CTransaction::CheckTransaction() : vin empty", [10]],
  ["CTransaction::CheckTransaction() : vout empty", [10]],
  ["CTransaction::CheckTransaction() : prevout is null", [10]],
  ["AcceptBlock() : contains a non-final transaction", [10]],
];

export class OffenceOracle implements Oracle {
  readonly problems: string[] = [];
  /** What the offences of each add up to. */
  readonly #scores = new Map<string, number>();

  restart(): void {
    this.#scores.clear();
  }

  hear(heard: Heard): void {
    const { input, outputs, policy, from } = heard;
    if (input.kind === "peerDisconnected") this.#scores.delete(input.peer);
    if (policy.strategy === "as-published") return;
    const dropped = new Map(
      outputs.flatMap((output) => (output.kind === "disconnect" ? [[output.peer, output.reason.kind]] : [])),
    );
    const offenders = new Set<string>();
    for (const output of outputs) {
      if (output.kind !== "observe" || output.observation.kind !== "scored") continue;
      const { peer, score, reason } = output.observation;
      const due = SCORES.find(([start]) => reason.startsWith(start))?.[1] ?? [BAN_SCORE];
      if (!due.includes(score))
        this.problems.push(`punishment: ${peer} gets ${score} points for ${reason}, not ${due.join(" or ")}`);
      offenders.add(peer);
      this.#scores.set(peer, (this.#scores.get(peer) ?? 0) + score);
    }
    for (const peer of policy.punishment === "scores" ? [...offenders, ...dropped.keys()] : []) {
      const isBanned = dropped.get(peer) === "misbehaving";
      const score = this.#scores.get(peer) ?? 0;
      if (isBanned !== score >= BAN_SCORE && (isBanned || offenders.has(peer)))
        this.problems.push(`punishment: ${peer} has ${score} points and is ${isBanned ? "" : "not "}banned`);
    }
    // What cannot be read is passed over, by today's Core and by the old code.
    if (
      input.kind === "unreadable" &&
      (dropped.get(input.peer) === "misbehaving" || offenders.has(input.peer))
    )
      this.problems.push(`punishment: ${input.peer} sent what cannot be read, and is punished`);
    for (const peer of dropped.keys()) this.#scores.delete(peer);
    if (from === undefined || input.kind !== "message" || input.message.command !== "block") return;
    const { block } = input.message;
    if (isMutated(block) && !dropped.has(from.peer) && !isKnownBefore(heard, block))
      this.problems.push(`punishment: ${from.peer} sent a mutated block and is not dropped`);
  }
}

/** Not the transactions of its header, or twice the same, or not one coinbase at the front. */
function isMutated(block: Block): boolean {
  const [first, ...others] = block.transactions;
  if (first === undefined || !isCoinbase(first) || others.some(isCoinbase)) return true;
  return (
    new Set(block.transactions.map(({ txid }) => toHex(txid))).size <= others.length || !isCommitted(block)
  );
}

/** It was stored before, and nobody looks at another of the same name. */
function isKnownBefore({ chain }: Heard, block: Block): boolean {
  const entry = chain.index.find(hashHeader(block.header));
  return entry !== undefined && chain.hasBlock(entry);
}
