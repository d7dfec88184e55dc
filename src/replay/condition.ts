/** What a run can be let go on until: facts of its records, by name. */
import type { DisconnectReason } from "../node/peer-id.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import { type LandmarkKind, landmarkOf } from "./landmark.ts";

export type Condition =
  | { readonly kind: Exclude<LandmarkKind, "drop"> }
  /** The local node drops a peer: anybody, or this one; whatever for, or for this. */
  | {
      readonly kind: "drop";
      readonly peer?: string | undefined;
      readonly reason?: DisconnectReason["kind"] | undefined;
    }
  /** The window stalls, a peer is dropped, or the active chain leaves blocks. */
  | { readonly kind: "trouble" }
  /** The block of this height is on the active chain. */
  | { readonly kind: "block"; readonly height: number }
  /** The best header is at this height, or above. */
  | { readonly kind: "headers"; readonly height: number }
  /** A block waits for its parent, as an orphan. */
  | { readonly kind: "orphan" }
  /** A message comes in, or goes out: of this peer and with this command, or, without them, any. */
  | {
      readonly kind: "message" | "sent";
      readonly peer?: string | undefined;
      readonly command?: string | undefined;
    }
  /** The local node decides something about this peer, or about anybody: every line of the log is one. */
  | { readonly kind: "decision"; readonly peer?: string | undefined };

/** Whether it becomes true with this record. `isTold`: the record has a line in the log. */
export function comesTrue(condition: Condition, record: WorldRecord, isTold: boolean): boolean {
  switch (condition.kind) {
    case "message":
      return (
        record.kind === "delivered" &&
        record.node === LOCAL_NUMBER &&
        isWith(condition, record.from, record.command)
      );
    case "sent":
      return (
        record.kind === "sent" && record.node === LOCAL_NUMBER && isWith(condition, record.to, record.command)
      );
    case "decision":
      return (
        isTold &&
        record.node === LOCAL_NUMBER &&
        (condition.peer === undefined || peerOf(record) === condition.peer)
      );
    case "trouble": {
      const kind = landmarkOf(record);
      return kind === "stall" || kind === "drop" || kind === "reorganisation";
    }
    case "drop":
    case "block":
    case "headers":
    case "orphan":
      return (
        record.kind === "observed" && record.node === LOCAL_NUMBER && isSeen(condition, record.observation)
      );
    default:
      return landmarkOf(record) === condition.kind;
  }
}

function isSeen(
  condition: Extract<Condition, { kind: "drop" | "block" | "headers" | "orphan" }>,
  seen: Extract<WorldRecord, { kind: "observed" }>["observation"],
): boolean {
  switch (condition.kind) {
    case "drop":
      return (
        seen.kind === "peerDropped" &&
        (condition.peer ?? seen.peer) === seen.peer &&
        (condition.reason ?? seen.reason.kind) === seen.reason.kind
      );
    case "block":
      return seen.kind === "tipChanged" && seen.height >= condition.height;
    case "headers":
      return seen.kind === "bestHeaderChanged" && seen.height >= condition.height;
    case "orphan":
      return seen.kind === "orphanStored";
  }
}

function isWith(
  { peer, command }: { readonly peer?: string | undefined; readonly command?: string | undefined },
  who: string,
  what: string,
): boolean {
  return (peer ?? who) === who && (command ?? what) === what;
}

/** The peer that a record of the local node is about. */
function peerOf(record: WorldRecord): string | undefined {
  if (record.kind === "observed") return "peer" in record.observation ? record.observation.peer : undefined;
  if ("peer" in record) return record.peer;
  if ("from" in record) return record.from;
  return undefined;
}
