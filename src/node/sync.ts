/** One way of catching up: what it does with what comes in, and what it asks for. The node holds one, by its policy. */
import type { Block } from "../bitcoin/block.ts";
import type { HeaderBatch } from "../bitcoin/header.ts";
import type { Peer } from "./peer.ts";
import type { TimerHandlers } from "./timers.ts";

export interface Sync {
  /** Asks for what can be asked for now. Called after every input. */
  pump(): void;
  onHeaders(peer: Peer, batch: HeaderBatch): void;
  /** Hashes of blocks that the peer says it has (internal order), in the order of its message. */
  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void;
  onBlock(peer: Peer, block: Block): void;
  /** The timers it sets, and what it does when one is due. */
  readonly timers: TimerHandlers;
  /** The peer is no longer among the node's peers. */
  onGone(peer: Peer): void;
  /** A request of ours is unanswered. */
  owed(): boolean;
  /** What is broken; empty = nothing. Costs as much as the last inputs did. */
  checkInvariants(): readonly string[];
}
