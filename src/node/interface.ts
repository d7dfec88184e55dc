/**
 * What goes into a node and what comes out of it.
 *
 * The node is a pure state machine: `handle(input)` returns everything it wants done. It has no clock, no
 * randomness of its own and no I/O, so the same code runs in a worker, in Node and in the fuzzer.
 */
import type { Block } from "../bitcoin/block.ts";
import type { CountedCommand, Message } from "../bitcoin/wire/message.ts";
import type { Observation } from "./observation.ts";
import type { DisconnectReason, PeerId } from "./peer-id.ts";
import type { TimeUs } from "./time.ts";

export type NodeInput =
  | { readonly kind: "start"; readonly at: TimeUs }
  | { readonly kind: "peerConnected"; readonly at: TimeUs; readonly peer: PeerId; readonly inbound: boolean }
  | { readonly kind: "peerDisconnected"; readonly at: TimeUs; readonly peer: PeerId; readonly why: string }
  | { readonly kind: "message"; readonly at: TimeUs; readonly peer: PeerId; readonly message: Message }
  /** A message of this peer could not be read. The wire layer has already said what was wrong. */
  | { readonly kind: "unreadable"; readonly at: TimeUs; readonly peer: PeerId; readonly error: string }
  /** A message of this peer has more items than we allow. */
  | ({ readonly kind: "excess"; readonly at: TimeUs; readonly peer: PeerId } & ExcessiveMessage)
  /** What this peer sends cannot be cut into messages any more. */
  | { readonly kind: "broken"; readonly at: TimeUs; readonly peer: PeerId; readonly error: string }
  /** Mined here: a block on top of one of our own. */
  | { readonly kind: "localBlock"; readonly at: TimeUs; readonly block: Block }
  | { readonly kind: "wake"; readonly at: TimeUs };

export interface ExcessiveMessage {
  readonly command: CountedCommand;
  readonly count: number;
  readonly most: number;
  readonly error: string;
}

export type NodeOutput =
  | { readonly kind: "send"; readonly peer: PeerId; readonly message: Message }
  | { readonly kind: "disconnect"; readonly peer: PeerId; readonly reason: DisconnectReason }
  /** The earliest deadline the node has; replaces the one before. `undefined` = none. */
  | { readonly kind: "wakeAt"; readonly deadline: TimeUs | undefined }
  | { readonly kind: "observe"; readonly observation: Observation }
  /** One more outbound peer is wanted: the tip may be stale. */
  | { readonly kind: "seekPeer" }
  /** The node is no more: what the published program does where a sound one would go on. Its disk remains. */
  | { readonly kind: "crash"; readonly reason: string };

/** What a node that is itself catching up answers to getheaders. */
export type WhileBehind = "nothing" | "an empty message";

export interface Node {
  /** Everything the input leads to, in order. `input.at` never goes back. */
  handle(input: NodeInput): readonly NodeOutput[];
  /** A request of ours is unanswered. */
  owed(): boolean;
  /**
   * All hands are shaken and nothing is awaited. Asked for blocks it has it then sends them, one after another: it closes no
   * connection over it, sets no deadline that is earlier than those it has, and still only serves.
   */
  onlyServes(): boolean;
  /** What it says to getheaders now instead of telling its chain; undefined: it tells it. Asking changes nothing. */
  whileBehind(): WhileBehind | undefined;
  /** What is broken; empty = nothing. Costs as much as the last inputs did. */
  checkInvariants(): readonly string[];
  /** What is kept for nobody; empty = nothing. Looks through everything that is remembered of peers. */
  audit(): readonly string[];
}
