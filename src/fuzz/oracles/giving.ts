/**
 * What a node gives to those who ask it for blocks and for lists of hashes, item by item (protocol.md §2.12, §3.1; Core
 * `ProcessGetBlockData`, `BlockRequestAllowed`; 0.9 "getblocks", hashContinue, setInventoryKnown): what may be given, as it
 * was asked for; the hash of the tip behind the last block of a full list; nothing else.
 */
import { equalBytes, toHex } from "../../bitcoin/bytes.ts";
import { hashHeader } from "../../bitcoin/header.ts";
import {
  INV_BLOCK,
  INV_COMPACT_BLOCK,
  INV_FILTERED_BLOCK,
  INV_TX,
  INV_WITNESS_BLOCK,
  INV_WITNESS_TX,
  INV_WTX,
  type InventoryItem,
  type Message,
  SERVICE_WITNESS,
} from "../../bitcoin/wire/message.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Policy } from "../../node/policy.ts";
import { forkHeight } from "./answers.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";

interface Account {
  /** Hash of the last block of a full list that has not been fetched yet. */
  goOnAfter: string | undefined;
  /** Hashes that the peer has told us of or was told, oldest first. */
  readonly known: Set<string>;
}

export class GivingOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #accounts = new Map<string, Account>();

  restart(): void {
    this.#accounts.clear();
  }

  hear(heard: Heard): void {
    const { input, outputs, from, policy } = heard;
    if (policy.strategy === "as-published") return;
    if (input.kind === "peerDisconnected") this.#accounts.delete(input.peer);
    for (const output of outputs) if (output.kind === "disconnect") this.#accounts.delete(output.peer);
    const asked = from !== undefined && input.kind === "message" ? input.message : undefined;
    if (from !== undefined && asked?.command === "inv") this.#learn(policy, from.peer, blocksOf(asked.items));
    // Whoever is dropped in the same turn may have been given something before.
    if (from === undefined || outputs.some((out) => out.kind === "disconnect" && out.peer === from.peer))
      this.#checkNothing(heard, from?.peer);
    else if (asked?.command === "getdata") this.#checkData(heard, from, asked.items);
    else if (asked?.command === "getblocks") this.#checkList(heard, from, asked.locator, asked.stop);
    else this.#checkNothing(heard, undefined);
  }

  /** Whom nobody asked for a block is given none. */
  #checkNothing({ outputs }: Heard, but: string | undefined): void {
    for (const output of outputs) {
      if (output.kind !== "send" || output.peer === but) continue;
      const { command } = output.message;
      if (command === "block" || command === "notfound")
        this.problems.push(`giving: a ${command} to ${output.peer}, which did not ask for it`);
    }
  }

  #checkData(heard: Heard, from: Talk, items: readonly InventoryItem[]): void {
    this.#checkNothing(heard, from.peer);
    const { policy, chain, outputs } = heard;
    const account = this.#of(from.peer);
    const due: string[] = [];
    let lacking: InventoryItem[] = [];
    for (const item of items) {
      if (isTransaction(policy, from, item.type)) {
        lacking.push(item);
        continue;
      }
      if (item.type === INV_FILTERED_BLOCK && policy.refusedCommands.includes("filterload")) {
        this.problems.push(`giving: ${from.peer} asks for a filtered block, and is not dropped`);
        return;
      }
      const block = isGiven(heard, item) ? chain.block(chain.index.find(item.hash) ?? 0) : undefined;
      if (block !== undefined) {
        const whole = item.type !== INV_BLOCK;
        const hasWitness = block.transactions.some(({ witness }) => witness !== undefined);
        due.push(`block ${toHex(item.hash)}${whole && hasWitness ? " with witnesses" : ""}`);
        if (account.goOnAfter === toHex(item.hash)) {
          account.goOnAfter = undefined;
          const tip = toHex(chain.index.hash(chain.tip));
          due.push(`inv ${tip}`);
          this.#learn(policy, from.peer, [tip]);
        }
      }
      if (lacking.length > 0) due.push(`notfound ${lacking.map(({ hash }) => toHex(hash)).join()}`);
      lacking = [];
    }
    if (lacking.length > 0) due.push(`notfound ${lacking.map(({ hash }) => toHex(hash)).join()}`);
    const given = outputs.flatMap((output) =>
      output.kind === "send" && output.peer === from.peer ? (named(output.message) ?? []) : [],
    );
    const at = Math.max(given.length, due.length);
    for (let i = 0; i < at; i++) {
      if (given[i] === due[i]) continue;
      this.problems.push(`giving: ${from.peer} is given ${given[i]}, and ${due[i]} is due`);
      return;
    }
  }

  #checkList(heard: Heard, from: Talk, locator: readonly Uint8Array[], stop: Uint8Array): void {
    this.#checkNothing(heard, undefined);
    const { policy, chain, outputs } = heard;
    const { index, active } = chain;
    if (locator.length > (policy.locatorHashesMax ?? locator.length)) {
      this.problems.push(`giving: ${from.peer} sends a locator of ${locator.length}, and is not dropped`);
      return;
    }
    const account = this.#of(from.peer);
    const due: string[] = [];
    const first = forkHeight(chain, locator) + 1;
    for (let i = 0; i < policy.inventoryPerMessage; i++) {
      const entry = active.at(first + i);
      if (entry === undefined || equalBytes(index.hash(entry), stop)) break;
      const hash = toHex(index.hash(entry));
      if (policy.knownInventoryMax === null || !account.known.has(hash)) due.push(hash);
      if (i === policy.inventoryPerMessage - 1) account.goOnAfter = hash;
    }
    const given = outputs.flatMap((output) =>
      output.kind === "send" && output.peer === from.peer && output.message.command === "inv"
        ? [output.message.items]
        : [],
    );
    const got = given.flat().map(({ type, hash }) => (type === INV_BLOCK ? toHex(hash) : `type ${type}`));
    if (given.length > 1 || got.join() !== due.join())
      this.problems.push(`giving: ${from.peer} is listed ${got.length} hashes, and ${due.length} are due`);
    this.#learn(policy, from.peer, due);
  }

  #learn({ knownInventoryMax: max }: Policy, peer: string, hashes: readonly string[]): void {
    if (max === null) return;
    const { known } = this.#of(peer);
    for (const hash of hashes) known.add(hash);
    for (const oldest of known) {
      if (known.size <= max) return;
      known.delete(oldest);
    }
  }

  #of(peer: string): Account {
    let account = this.#accounts.get(peer);
    if (account === undefined) {
      account = { goOnAfter: undefined, known: new Set() };
      this.#accounts.set(peer, account);
    }
    return account;
  }
}

function blocksOf(items: readonly InventoryItem[]): string[] {
  return items.flatMap(({ type, hash }) => (type === INV_BLOCK ? [toHex(hash)] : []));
}

/** It is said of these that we have none: to everybody up to 0.12, today to those who want to hear of them. */
function isTransaction({ fetchesWitness }: Policy, { relay }: Talk, type: number): boolean {
  if (!fetchesWitness) return type === INV_TX;
  return relay && [INV_TX, INV_WTX, INV_WITNESS_TX].includes(type);
}

/** It is here and valid, of a kind that we give, and not so old that it would tell who we are. */
function isGiven({ chain, policy }: Heard, { type, hash }: InventoryItem): boolean {
  const witnesses = (BigInt(policy.services) & SERVICE_WITNESS) !== 0n;
  if (type !== INV_BLOCK && !(witnesses && [INV_WITNESS_BLOCK, INV_COMPACT_BLOCK].includes(type)))
    return false;
  const entry = chain.index.find(hash);
  if (entry === undefined || !chain.hasBlock(entry) || chain.isFailed(entry)) return false;
  return isActive(chain, entry) || isYoung(policy, chain, entry);
}

function isActive({ index, active }: ChainState, entry: number): boolean {
  return active.at(index.height(entry)) === entry;
}

/** Off the active chain: it was on it once, and is younger than the policy says by its time and by the work done since. */
function isYoung({ staleRelaySeconds: limit }: Policy, chain: ChainState, entry: number): boolean {
  if (limit === null) return true;
  const { index, bestHeader, network } = chain;
  if (!chain.wasConnected(entry) || index.time(bestHeader) - index.time(entry) >= limit) return false;
  const since = index.work(bestHeader) - index.work(entry);
  const seconds = (since * BigInt(network.targetSpacingSeconds)) / workOf(index.bits(bestHeader));
  return seconds < BigInt(limit);
}

/** What of the answers to a getdata it is; undefined: it is none. */
function named(message: Message): string | undefined {
  if (message.command === "block") {
    const { block } = message;
    const hasWitness = block.transactions.some(({ witness }) => witness !== undefined);
    return `block ${toHex(hashHeader(block.header))}${hasWitness ? " with witnesses" : ""}`;
  }
  if (message.command === "inv") return `inv ${message.items.map(({ hash }) => toHex(hash)).join()}`;
  return message.command === "notfound"
    ? `notfound ${message.items.map(({ hash }) => toHex(hash)).join()}`
    : undefined;
}
