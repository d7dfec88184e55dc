/**
 * Bitcoin before headers came first (up to 0.9, protocol.md §3): hashes from one peer, 500 at a time, each block asked for
 * as soon as it is announced, and kept as soon as its parent is there. No header is known before its block.
 */
import type { Block } from "../../bitcoin/block.ts";
import { fromHex, toHex } from "../../bitcoin/bytes.ts";
import { updateAvailability } from "../blocks/availability.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import type { Sync } from "../sync.ts";
import type { TimerHandlers } from "../timers.ts";
import { AskByQueue } from "./ask-by-queue.ts";
import { AskByTime } from "./ask-by-time.ts";
import type { BlockRequests } from "./block-requests.ts";
import { GetBlocks } from "./get-blocks.ts";
import { IncomingBlocks } from "./incoming-blocks.ts";
import { OrphanPool } from "./orphan-pool.ts";
import { SyncNode } from "./sync-node.ts";

export class BlocksFirst implements Sync {
  readonly timers: TimerHandlers = { ask: leaveToPump, asked: leaveToPump };
  readonly #context: NodeContext;
  readonly #getBlocks: GetBlocks;
  readonly #syncNode: SyncNode;
  readonly #orphans: OrphanPool;
  readonly #requests: BlockRequests;
  readonly #incoming: IncomingBlocks;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#getBlocks = new GetBlocks(context);
    this.#syncNode = new SyncNode(context, this.#getBlocks);
    this.#orphans = new OrphanPool(context);
    this.#requests =
      context.policy.askAgainSeconds === null
        ? new AskByQueue(context)
        : new AskByTime(context, (hash) => this.#isKnown(fromHex(hash)));
    this.#incoming = new IncomingBlocks(context, this.#orphans, this.#requests, this.#getBlocks);
  }

  pump(): void {
    // A sync node that is found to be stalling is replaced at once.
    this.#requests.pump();
    this.#syncNode.pump();
  }

  onHeaders(): void {
    // It never asks for headers, and does not know what to do with them.
  }

  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void {
    const unknown = hashes.map((hash) => !this.#isKnown(hash));
    const newCount = unknown.filter(Boolean).length;
    this.#context.observe({ kind: "inventoryReceived", peer: peer.id, count: hashes.length, newCount });
    for (const [i, hash] of hashes.entries()) {
      if (unknown[i]) this.#requests.want(peer, toHex(hash));
      else this.#onKnown(peer, hash, i === hashes.length - 1);
      if (!this.#context.peers.has(peer.id)) return;
    }
    // The last is what the peer is at, as far as it has said.
    const last = hashes.at(-1);
    if (last !== undefined) updateAvailability(this.#context, peer, last);
  }

  onBlock(peer: Peer, block: Block): void {
    this.#incoming.onBlock(peer, block);
  }

  onGone(peer: Peer): void {
    this.#syncNode.onGone(peer);
    this.#getBlocks.onGone(peer);
    this.#requests.onGone(peer);
  }

  owed(): boolean {
    return this.#requests.owed();
  }

  checkInvariants(): readonly string[] {
    return [...this.#orphans.checkInvariants(), ...this.#requests.checkInvariants()];
  }

  /** An orphan announced again says that the peer has what leads to it; 0.8 also goes on after a full list it knew. */
  #onKnown(peer: Peer, hash: Uint8Array, isLast: boolean): void {
    const { chain, policy } = this.#context;
    if (this.#orphans.has(hash)) {
      this.#getBlocks.ask(peer, chain.tip, this.#orphans.root(hash));
      return;
    }
    const entry = chain.index.find(hash);
    if (isLast && entry !== undefined && policy.asksAfterKnownHash)
      this.#getBlocks.ask(peer, entry, undefined);
  }

  /** We have the block, or it waits for its parent, or it is invalid. */
  #isKnown(hash: Uint8Array): boolean {
    return this.#orphans.has(hash) || this.#context.chain.index.find(hash) !== undefined;
  }
}

/** These timers only wake the node: what has become due is done by the pump that follows every input. */
function leaveToPump(): void {}
