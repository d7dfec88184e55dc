/**
 * The records of a run: what happened, as plain structured-clonable data. The page, the CLI's trace and the
 * summary are pure functions of them. Total order: `(at, node, sequence)`, and the end
 * of a run after all else that happens at its instant.
 */
import type { Observation } from "../node/observation.ts";
import type { Act } from "./scenario/act.ts";

/** The id of the node that syncs; every other node is named by a letter or word of the scenario. */
export const LOCAL_NODE = "You";
/** Its number in every world. */
export const LOCAL_NUMBER = 0;

interface RecordBase {
  /** Virtual microseconds. */
  readonly at: number;
  /** Number of the node in the world: `LOCAL_NUMBER` is the local node. −1: the world itself. */
  readonly node: number;
  /** Counts this node's records from 0. */
  readonly sequence: number;
}

/** What a message carries, as far as a drawing or a sentence needs it. */
export interface MessageSummary {
  /** Headers, hashes or inventory entries in it. */
  readonly count?: number;
  /** Heights the message speaks of, where the sender's index knows them: blocks asked for, the block sent, the first and last header. */
  readonly heights?: readonly number[];
  /** Display-order hex of the block sent. */
  readonly hash?: string;
}

export type WorldRecord = RecordBase &
  (
    | { readonly kind: "nodeStarted"; readonly name: string }
    | { readonly kind: "nodeStopped"; readonly name: string }
    /** It is no more, by a defect of the program it runs; an act may start it again. */
    | { readonly kind: "nodeCrashed"; readonly name: string; readonly reason: string }
    | { readonly kind: "connected"; readonly peer: string; readonly inbound: boolean }
    | { readonly kind: "disconnected"; readonly peer: string; readonly why: string; readonly byUs: boolean }
    /** A message was made and left at once, or waits for its turn at the sender. `message` names it in the whole run. */
    | {
        readonly kind: "sent";
        readonly message: string;
        readonly to: string;
        readonly command: string;
        /** Bytes that bandwidth was charged, the 24 of the message header included. */
        readonly bytes: number;
        /** When it arrives, having left now: it is in flight until then. Undefined: it waits. */
        readonly arriveAt: number | undefined;
        readonly summary: MessageSummary;
      }
    /** One that waited leaves. */
    | { readonly kind: "departed"; readonly message: string; readonly arriveAt: number }
    /** Its connection ended before its last byte was out: it goes no further. */
    | {
        readonly kind: "unsent";
        readonly message: string;
        readonly to: string;
        readonly command: string;
      }
    /** It arrived but waits, or comes in more slowly than it arrives: our own download rate is the bottleneck. */
    | { readonly kind: "queued"; readonly message: string; readonly from: string }
    | {
        readonly kind: "delivered";
        readonly message: string;
        readonly from: string;
        readonly command: string;
        readonly bytes: number;
      }
    /** It never reached the node: the connection ended before it was let in, or the node's behaviour swallowed it. */
    | {
        readonly kind: "lost";
        readonly message: string;
        readonly from: string;
        readonly command: string;
        readonly why: string;
      }
    /** A bad peer did what `what` says, because of this behaviour. */
    | { readonly kind: "misbehaved"; readonly behaviour: string; readonly what: string }
    /** It was to find a block at this height, and that would have taken more hashes than are tried here. */
    | { readonly kind: "miningGivenUp"; readonly height: number }
    | { readonly kind: "observed"; readonly observation: Observation }
    | { readonly kind: "invariantBroken"; readonly invariant: string; readonly detail: string }
    | { readonly kind: "acted"; readonly act: Act }
    | {
        readonly kind: "ended";
        readonly ended: RunEnd;
        readonly why: string;
        /** Virtual µs since when the local node is synced; undefined: it is not. */
        readonly syncedAt?: number | undefined;
      }
  );

export type RunEnd = "synced" | "stuck" | "deadline";
