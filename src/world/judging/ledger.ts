/**
 * What one node's traffic came to: per peer and command, what of it was useful, what was wasted and why, how long a peer
 * stood idle, and the memory held for chains that have proven nothing.
 */
import type { ChainState } from "../../chain/chain-state.ts";
import type { Observation } from "../../node/observation.ts";
import type { SimTime } from "../../sim/time.ts";
import { IdleTime } from "./idle-time.ts";

/** A header in a `headers` message: 80 bytes and the count of its transactions, always 0 (protocol.md §4). */
const HEADER_ENTRY_BYTES = 81;

/** Why bytes of headers and blocks were for nothing. */
export interface Waste {
  /** Headers and blocks known before. */
  readonly duplicate: number;
  /** Blocks that nobody had asked for, and nobody wanted. */
  readonly unrequested: number;
  /** Blocks that were refused. */
  readonly invalid: number;
  /** What arrived when the connection was over. */
  readonly late: number;
  /** Blocks that came before their parents and had to make room for others. */
  readonly evicted: number;
  /** Stored blocks that are neither on the active chain nor, where they may still wait for others, on the best header's. */
  readonly offBestChain: number;
  /** Headers of branches that are not the best header's. */
  readonly lostBranch: number;
}

export interface PeerReport {
  readonly received: number;
  readonly sent: number;
  readonly receivedByCommand: Readonly<Record<string, number>>;
  readonly sentByCommand: Readonly<Record<string, number>>;
  /** Of what was received: headers and blocks of the chain that is the best now. */
  readonly useful: number;
  readonly wasted: Waste;
  /**
   * The rest: greetings, requests, announcements, the headers of messages, blocks that still wait for a parent. Useful, wasted
   * (but for `late`, which is never received) and this are what was received, to the byte.
   */
  readonly unaccounted: number;
  /** It could have given blocks that we lacked, and was asked for nothing. Virtual seconds. */
  readonly idleSeconds: number;
}

export interface LedgerReport {
  readonly peers: Readonly<Record<string, PeerReport>>;
  /** Bytes held for chains of headers that have not shown enough work, and for blocks without a parent: at most, and now. */
  readonly unprovenBytes: { readonly peak: number; readonly now: number };
}

class Account {
  /** New headers it was the first to give. */
  headers = 0;
  /** Requested blocks it delivered. */
  blocks = 0;
  received = 0;
  sent = 0;
  readonly receivedByCommand: Record<string, number> = {};
  readonly sentByCommand: Record<string, number> = {};
  useful = 0;
  duplicate = 0;
  unrequested = 0;
  invalid = 0;
  late = 0;
  evicted = 0;
  unproven = 0;
  /** What it was the first to give: entries of headers as pairs of first and count, blocks as entry and bytes. */
  headerRuns: number[] = [];
  blockBytes = new Map<number, number>();
  /** Of these what the node gave up when it read its disk by other rules: bytes of headers, of blocks. */
  forgottenHeaders = 0;
  forgottenBlocks = 0;

  /** As `Ledger.renumber`. */
  renumber(renumbered: Int32Array): void {
    const runs: number[] = [];
    for (let run = 0; run < this.headerRuns.length; run += 2) {
      const first = this.headerRuns[run]!;
      for (const entry of renumbered.subarray(first, first + this.headerRuns[run + 1]!)) {
        const end = runs.length - 2;
        if (entry < 0) this.forgottenHeaders += HEADER_ENTRY_BYTES;
        else if (end >= 0 && runs[end]! + runs[end + 1]! === entry) runs[end + 1]! += 1;
        else runs.push(entry, 1);
      }
    }
    this.headerRuns = runs;
    const blocks = new Map<number, number>();
    for (const [was, bytes] of this.blockBytes) {
      const entry = renumbered[was]!;
      if (entry < 0) this.forgottenBlocks += bytes;
      else blocks.set(entry, bytes);
    }
    this.blockBytes = blocks;
  }
}

export class Ledger {
  received = 0;
  sent = 0;
  /** Bytes of new headers and of blocks that were stored. */
  useful = 0;
  /** Bytes of headers known before and of blocks that were not stored. */
  wasted = 0;
  readonly byCommand: Record<string, number> = {};
  readonly #accounts = new Map<string, Account>();
  readonly #idle = new IdleTime();
  /** Blocks that wait for their parents, by hash: nobody knows yet what they are good for. */
  readonly #orphans = new Map<string, { readonly account: Account; readonly bytes: number }>();
  /** Bytes of the message being handled that are not accounted for yet. No byte is given twice. */
  #left = 0;
  #unproven = 0;
  #unprovenPeak = 0;

  peer(name: string): { readonly headers: number; readonly blocks: number; readonly bytesReceived: number } {
    const { headers = 0, blocks = 0, received = 0 } = this.#accounts.get(name) ?? {};
    return { headers, blocks, bytesReceived: received };
  }

  countSent(to: string, command: string, bytes: number): void {
    const account = this.#of(to);
    this.sent += bytes;
    account.sent += bytes;
    count(account.sentByCommand, command, bytes);
  }

  countReceived(from: string, command: string, bytes: number): void {
    const account = this.#of(from);
    this.received += bytes;
    account.received += bytes;
    this.#left = bytes;
    count(this.byCommand, command, bytes);
    count(account.receivedByCommand, command, bytes);
  }

  /** It came when the connection was over. */
  countLate(from: string, bytes: number): void {
    this.#of(from).late += bytes;
  }

  /** The message that was counted last has been handled: what is observed from now on has another cause. */
  endMessage(): void {
    this.#left = 0;
  }

  observe(at: SimTime, observation: Observation): void {
    this.#idle.observe(at, observation);
    if (observation.kind === "headersReceived") this.#countHeaders(observation);
    else if (observation.kind === "blockReceived") this.#countBlock(observation);
    else if (observation.kind === "presync") {
      const account = this.#of(observation.peer);
      const now = observation.phase === "ended" ? 0 : observation.memoryBytes;
      this.#hold(now - account.unproven);
      account.unproven = now;
    } else if (observation.kind === "orphanConnected") this.#connectOrphan(observation);
    else if (observation.kind === "orphanEvicted") {
      const orphan = this.#takeOrphan(observation.hash);
      if (orphan !== undefined) this.#waste(orphan.account, "evicted", orphan.bytes);
    } else if (observation.kind === "started") {
      // What was only in memory is gone.
      for (const hash of [...this.#orphans.keys()]) this.#takeOrphan(hash);
    }
  }

  /** The entries of the block index have other numbers now; -1: it has them no more, and what brought them was for nothing. */
  renumber(renumbered: Int32Array): void {
    for (const account of this.#accounts.values()) account.renumber(renumbered);
  }

  /** How things stand at `at` with these peers, in this order, and with the chain as it is now. */
  report(at: SimTime, chain: ChainState, names: Iterable<string>): LedgerReport {
    const peers = [...names].map((name) => [
      name,
      { ...reportOf(this.#of(name), chain), idleSeconds: this.#idle.seconds(name, at) },
    ]);
    return {
      peers: Object.fromEntries(peers),
      unprovenBytes: { peak: this.#unprovenPeak, now: this.#unproven },
    };
  }

  /**
   * A header that a block brought with it is part of the block's message. What is taken in beyond this message was held
   * back before (a chain that had to show its work first) and counted as known: it has turned out to be new.
   */
  #countHeaders(seen: Observation & { kind: "headersReceived" }): void {
    const account = this.#of(seen.peer);
    const here = Math.min(seen.count, Math.floor(this.#left / HEADER_ENTRY_BYTES));
    const known = (here - seen.newCount) * HEADER_ENTRY_BYTES;
    this.#left -= here * HEADER_ENTRY_BYTES;
    this.useful += seen.newCount * HEADER_ENTRY_BYTES;
    this.wasted += known;
    account.useful += seen.newCount * HEADER_ENTRY_BYTES;
    account.duplicate += known;
    account.headers += seen.newCount;
    if (seen.entries !== undefined) account.headerRuns.push(seen.entries.first, seen.entries.count);
  }

  #countBlock(seen: Observation & { kind: "blockReceived" }): void {
    const account = this.#of(seen.peer);
    const bytes = this.#left;
    this.#left = 0;
    if (seen.verdict === "stored") this.#use(account, seen.entry, bytes);
    else if (seen.verdict === "orphan") {
      this.#takeOrphan(seen.hash);
      this.#orphans.set(seen.hash, { account, bytes });
      this.#hold(bytes);
    } else this.#waste(account, seen.verdict, bytes);
  }

  #connectOrphan(seen: Observation & { kind: "orphanConnected" }): void {
    const orphan = this.#takeOrphan(seen.hash);
    if (orphan === undefined) return;
    if (seen.entry === undefined) this.#waste(orphan.account, "invalid", orphan.bytes);
    else this.#use(orphan.account, seen.entry, orphan.bytes);
  }

  #takeOrphan(hash: string): { readonly account: Account; readonly bytes: number } | undefined {
    const orphan = this.#orphans.get(hash);
    this.#orphans.delete(hash);
    this.#hold(-(orphan?.bytes ?? 0));
    return orphan;
  }

  #hold(bytes: number): void {
    this.#unproven += bytes;
    this.#unprovenPeak = Math.max(this.#unprovenPeak, this.#unproven);
  }

  #use(account: Account, entry: number | undefined, bytes: number): void {
    this.useful += bytes;
    account.useful += bytes;
    account.blocks += 1;
    if (entry !== undefined) account.blockBytes.set(entry, bytes);
  }

  #waste(account: Account, why: "duplicate" | "unrequested" | "invalid" | "evicted", bytes: number): void {
    this.wasted += bytes;
    account[why] += bytes;
  }

  #of(name: string): Account {
    let account = this.#accounts.get(name);
    if (account === undefined) {
      account = new Account();
      this.#accounts.set(name, account);
    }
    return account;
  }
}

function count(counts: Record<string, number>, command: string, bytes: number): void {
  counts[command] = (counts[command] ?? 0) + bytes;
}

function reportOf(account: Account, chain: ChainState): Omit<PeerReport, "idleSeconds"> {
  const { index, active, bestHeader } = chain;
  let offBestChain = account.forgottenBlocks;
  // What waits for the blocks before it is on no active chain yet; where none is ever connected (L-27), nothing is.
  const isOnBest = (entry: number) => active.contains(entry) || index.isAncestor(entry, bestHeader);
  for (const [entry, bytes] of account.blockBytes) if (!isOnBest(entry)) offBestChain += bytes;
  let lostBranch = account.forgottenHeaders;
  for (let run = 0; run < account.headerRuns.length; run += 2) {
    const [first = 0, length = 0] = account.headerRuns.slice(run, run + 2);
    for (let entry = first; entry < first + length; entry++) {
      if (!index.isAncestor(entry, bestHeader)) lostBranch += HEADER_ENTRY_BYTES;
    }
  }
  const { received, sent, receivedByCommand, sentByCommand, duplicate, unrequested, invalid, late, evicted } =
    account;
  const useful = account.useful - offBestChain - lostBranch;
  const wasted = { duplicate, unrequested, invalid, late, evicted, offBestChain, lostBranch };
  const wastedInAll = duplicate + unrequested + invalid + evicted + offBestChain + lostBranch;
  return {
    received,
    sent,
    receivedByCommand: { ...receivedByCommand },
    sentByCommand: { ...sentByCommand },
    useful,
    wasted,
    unaccounted: received - useful - wastedInAll,
  };
}
