/**
 * Bitcoin 0.9 (`AddBlockToQueue`): a block is queued at one peer, the first that announced it; so many of a peer's are in
 * flight, the rest wait. A peer that goes on talking but sends no block is dropped; the time is that of its last message,
 * so one that says nothing at all is not (protocol.md §3.1, [0.9 SendMessages, nLastBlockProcess]).
 */
import { displayHash, fromHex } from "../../bitcoin/bytes.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import { type BlockRequests, sendGetData } from "./block-requests.ts";

/** The block asked for longest may be awaited so many time-outs. */
const OLDEST_TIMEOUTS = 2;

interface Debt {
  /** Announced and not asked for yet, in order. */
  readonly queued: Set<string>;
  /** Asked for, in order, and when. */
  readonly inFlight: Map<string, TimeUs>;
  /** When it last sent a block it had been asked for. */
  lastBlockAt: TimeUs;
}

export class AskByQueue implements BlockRequests {
  readonly #context: NodeContext;
  readonly #debts: Map<Peer, Debt>;
  /** At whom each is queued or in flight. */
  readonly #debtor = new Map<string, Peer>();

  constructor(context: NodeContext) {
    this.#context = context;
    this.#debts = context.memory.map("debts");
  }

  want(peer: Peer, hash: string): void {
    if (this.#debtor.has(hash)) return;
    const debt = this.#debts.get(peer) ?? { queued: new Set(), inFlight: new Map(), lastBlockAt: 0 };
    this.#debts.set(peer, debt);
    this.#debtor.set(hash, peer);
    debt.queued.add(hash);
    const max = this.#context.policy.queuedBlocksMax;
    if (max !== null && debt.queued.size > max) this.#context.punish(peer, "too many blocks announced");
  }

  pump(): void {
    for (const [peer, debt] of this.#debts) {
      if (this.#isStalling(peer, debt)) {
        this.#context.drop(peer, "blockTimeout", "stalling block download");
        continue;
      }
      const asked: string[] = [];
      for (const hash of debt.queued) {
        if (debt.inFlight.size >= this.#context.policy.inFlightPerPeer) break;
        debt.queued.delete(hash);
        debt.inFlight.set(hash, this.#context.now);
        asked.push(hash);
      }
      sendGetData(this.#context, peer, asked);
    }
  }

  onArrived(peer: Peer, hash: string): boolean {
    const debtor = this.#debtor.get(hash);
    const debt = debtor === undefined ? undefined : this.#debts.get(debtor);
    if (debt === undefined) return false;
    this.#debtor.delete(hash);
    debt.queued.delete(hash);
    const asked = debt.inFlight.delete(hash) && debtor === peer;
    if (asked) debt.lastBlockAt = this.#context.now;
    return asked;
  }

  onKept(): void {
    // Arriving was enough.
  }

  onGone(peer: Peer): void {
    const debt = this.#debts.get(peer);
    if (debt === undefined) return;
    this.#debts.delete(peer);
    const freed = [...debt.inFlight.keys()];
    for (const hash of [...freed, ...debt.queued]) this.#debtor.delete(hash);
    if (freed.length === 0) return;
    this.#context.observe({
      kind: "blockRequestsFreed",
      peer: peer.id,
      entries: [],
      hashes: freed.map((hash) => displayHash(fromHex(hash))),
      why: "the peer is gone",
    });
  }

  owed(): boolean {
    for (const { inFlight } of this.#debts.values()) if (inFlight.size > 0) return true;
    return false;
  }

  checkInvariants(): readonly string[] {
    const problems: string[] = [];
    let total = 0;
    for (const [peer, { queued, inFlight }] of this.#debts) {
      total += queued.size + inFlight.size;
      if (!this.#context.peers.has(peer.id)) problems.push(`B4 ${peer.id} is gone and owes blocks`);
      if (inFlight.size > this.#context.policy.inFlightPerPeer)
        problems.push(`B5 ${inFlight.size} blocks in flight from ${peer.id}`);
    }
    if (total !== this.#debtor.size)
      problems.push(`B6 ${total} blocks are owed, ${this.#debtor.size} are noted`);
    return problems;
  }

  #isStalling(peer: Peer, { inFlight, lastBlockAt }: Debt): boolean {
    const seconds = this.#context.policy.deliveryTimeoutSeconds;
    const oldest = inFlight.values().next().value;
    if (seconds === null || oldest === undefined) return false;
    const timeoutUs = seconds * MICROSECONDS_PER_SECOND;
    return (
      lastBlockAt < peer.lastReceivedAt - timeoutUs &&
      oldest < peer.lastReceivedAt - OLDEST_TIMEOUTS * timeoutUs
    );
  }
}
