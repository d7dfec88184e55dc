/**
 * Does a node take in what it is told, and does it know then how far the teller is? Each headers message is judged here once
 * more, header by header (protocol.md §2.4, §2.14); what is valid must be in the block index afterwards, who sent what is
 * not must have been punished (§2.20), and his best block is the last that he showed (§2.7).
 */
import { toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerBits, headerPrev } from "../../bitcoin/header.ts";
import { workOf } from "../../bitcoin/work.ts";
import { headerFault, isWorked } from "../chain-oracle.ts";
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";

/** Its entry. */
const GENESIS = 0;
/** Nobody is punished for his clock. */
const FORGIVEN = ["time-too-new"];
/** Core 0.12 counts nothing against these either. */
const OLD_FORGIVEN = [...FORGIVEN, "time-too-old", "bad-version", "duplicate-invalid"];

interface Verdict {
  /** Entry of the last header that is known now; undefined: none of them. */
  readonly last: number | undefined;
  /** Reject reason of the first that may not be known. */
  readonly refused: string | undefined;
  /** Why all of it is refused. */
  readonly whole: boolean;
  /** The first that should be known and is not, by its place. */
  readonly missing: number | undefined;
}

export class TaughtOracle implements Oracle {
  readonly problems: string[] = [];
  /** Peers whose chain is being counted. */
  readonly #counted = new Set<string>();

  restart(): void {
    this.#counted.clear();
  }

  hear(heard: Heard): void {
    const { outputs, from, policy } = heard;
    const wasCounted = from !== undefined && this.#counted.has(from.peer);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#counted.delete(output.peer);
      if (output.kind !== "observe" || output.observation.kind !== "presync") continue;
      if (output.observation.phase === "ended") this.#counted.delete(output.observation.peer);
      else this.#counted.add(output.observation.peer);
    }
    if (policy.strategy !== "core" && policy.strategy !== "headers-first") return;
    // Of a chain that was counted the last header that is released is what its sender has.
    if (!wasCounted) this.#checkTold(heard);
    if (from === undefined || wasCounted || this.#counted.has(from.peer)) return;
    if (heard.input.kind !== "message" || heard.input.message.command !== "headers") return;
    this.#headers(heard, from, heard.input.message.headers);
  }

  settled(heard: Heard): void {
    if (heard.input.kind === "peerDisconnected") this.#counted.delete(heard.input.peer);
  }

  /** Nobody is believed to have what he has never said that he has; who pushes a block to Core has said nothing. */
  #checkTold({ outputs, chain, talks, policy }: Heard): void {
    if (policy.strategy !== "core") return;
    for (const output of outputs) {
      if (output.kind !== "observe" || output.observation.kind !== "peerBestKnownChanged") continue;
      const { peer, to } = output.observation;
      const talk = talks.get(peer);
      if (talk !== undefined && !talk.told.has(toHex(chain.index.hash(to))))
        this.problems.push(
          `availability: ${peer} is believed to have block ${chain.index.height(to)}, and never said so`,
        );
    }
  }

  #headers(heard: Heard, from: Talk, batch: { readonly count: number; readonly bytes: Uint8Array }): void {
    const { policy, chain, outputs } = heard;
    const { peer } = from;
    if (batch.count === 0) return;
    const { last, refused, whole, missing } = verdictOn(heard, batch);
    if (missing !== undefined)
      this.problems.push(`headers: number ${missing} of ${batch.count} from ${peer} is valid, and not kept`);
    const dropped = outputs.some((output) => output.kind === "disconnect" && output.peer === peer);
    if (refused !== undefined) {
      const scored = outputs.some(
        (output) =>
          output.kind === "observe" &&
          output.observation.kind === "scored" &&
          output.observation.peer === peer,
      );
      const forgiven = policy.punishment === "scores" ? OLD_FORGIVEN : FORGIVEN;
      const spared =
        forgiven.some((reason) => refused.startsWith(reason)) ||
        (refused === "duplicate-invalid" && from.inbound);
      const punished = policy.punishment === "scores" ? scored : dropped;
      if (punished === spared)
        this.problems.push(
          `punishment: ${peer} sent headers (${refused}) and is ${punished ? "" : "not "}punished`,
        );
    }
    const learned = outputs.some(
      (output) =>
        output.kind === "observe" &&
        output.observation.kind === "peerBestKnownChanged" &&
        output.observation.peer === peer,
    );
    if (refused !== undefined && learned)
      this.problems.push(
        `availability: ${peer} sent headers (${refused}), and is believed to have some of them`,
      );
    if (whole || refused !== undefined || last === undefined || dropped) return;
    const best = bestAfter(heard, from);
    const { index } = chain;
    const behind = best === undefined || index.work(best) < index.work(last);
    if (behind || (best !== last && index.work(best) === index.work(last)))
      this.problems.push(
        `availability: ${peer} showed block ${index.height(last)}, and is believed to have another`,
      );
  }
}

function verdictOn(
  heard: Heard,
  { count, bytes }: { readonly count: number; readonly bytes: Uint8Array },
): Verdict {
  const { policy, chain, nowSeconds } = heard;
  const { index, network } = chain;
  const wrong = (refused: string | undefined, last?: number, missing?: number, whole = false): Verdict => ({
    last,
    refused,
    whole,
    missing,
  });
  if (count > policy.headersPerMessage) return wrong("headers message size", undefined, undefined, true);
  const at = (i: number) => bytes.subarray(i * HEADER_BYTES, (i + 1) * HEADER_BYTES);
  const hashes = Array.from({ length: count }, (_, i) => hashHeader(at(i)));
  const follows = (i: number) => i === 0 || toHex(headerPrev(at(i))) === toHex(hashes[i - 1] ?? at(i));
  if (policy.headersChecked === "whole") {
    for (let i = 0; i < count; i++) {
      if (!isWorked(at(i), hashes[i] ?? at(i), network))
        return wrong("header with invalid proof of work", undefined, undefined, true);
      if (!follows(i)) return wrong("non-continuous headers sequence", undefined, undefined, true);
    }
  }
  // Unconnected, and too light to be kept: other rules say what becomes of these.
  const start = startOf(heard, bytes);
  if (start === undefined || isLight(heard, start, bytes, count))
    return wrong(undefined, undefined, undefined, true);
  let last: number | undefined;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] ?? at(i);
    if (!follows(i)) return wrong("non-continuous headers sequence", last);
    const entry = index.find(hash);
    if (entry !== undefined) {
      if (chain.isFailed(entry)) return wrong("duplicate-invalid", last);
      last = entry;
      continue;
    }
    if (!isWorked(at(i), hashes[i] ?? at(i), network)) return wrong("high-hash", last);
    const below = index.find(headerPrev(at(i)));
    if (below === undefined) return wrong(undefined, last, i);
    if (chain.isFailed(below)) return wrong("bad-prevblk", last);
    const fault = headerFault(chain, below, at(i), nowSeconds);
    return fault === undefined ? wrong(undefined, last, i) : wrong(fault, last);
  }
  return wrong(undefined, last);
}

/**
 * Entry on which these headers build; undefined: one that was not known before. Genesis builds on nothing: who looks at one
 * header after the other knows it (0.12 `AcceptBlockHeader`), who looks for the parent of the first does not.
 */
export function startOf(
  { policy, chain: { index }, sizeBefore }: Heard,
  bytes: Uint8Array,
): number | undefined {
  const first = index.find(hashHeader(bytes));
  if (first === GENESIS && policy.headersChecked === "one by one") return GENESIS;
  const parent = index.find(headerPrev(bytes));
  return parent === undefined || parent >= sizeBefore ? undefined : parent;
}

/** Core today does not keep what leads to too little work. */
export function isLight({ policy, chain }: Heard, parent: number, bytes: Uint8Array, count: number): boolean {
  if (!policy.presyncs) return false;
  const { index, tip } = chain;
  let work = index.work(parent);
  for (let i = 0; i < count; i++) work += workOf(headerBits(bytes, i * HEADER_BYTES));
  const near = index.work(tip) - BigInt(policy.workBufferBlocks) * workOf(index.bits(tip));
  return work < near || work < BigInt(`0x${policy.minimumChainWork}`);
}
