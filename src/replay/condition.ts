/** What a run can be let go on until: facts of its records, by name. */
import type { WorldRecord } from "../world/record.ts";
import { type LandmarkKind, landmarkOf } from "./landmark.ts";

export type Condition =
  | { readonly kind: LandmarkKind }
  /** The window stalls, a peer is dropped, or the active chain leaves blocks. */
  | { readonly kind: "trouble" }
  /** The block of this height is on the active chain. */
  | { readonly kind: "block"; readonly height: number }
  /** A message of this peer comes in, or, without one, of anybody. */
  | { readonly kind: "message"; readonly peer?: string | undefined }
  /** The local node decides something about this peer, or about anybody: every line of the log is one. */
  | { readonly kind: "decision"; readonly peer?: string | undefined };

/** Whether it becomes true with this record. `isTold`: the record has a line in the log. */
export function comesTrue(condition: Condition, record: WorldRecord, isTold: boolean): boolean {
  switch (condition.kind) {
    case "block":
      return (
        record.kind === "observed" &&
        record.node === 0 &&
        record.observation.kind === "tipChanged" &&
        record.observation.height >= condition.height
      );
    case "message":
      return (
        record.kind === "delivered" &&
        record.node === 0 &&
        (condition.peer === undefined || record.from === condition.peer)
      );
    case "decision":
      return (
        isTold && record.node === 0 && (condition.peer === undefined || peerOf(record) === condition.peer)
      );
    case "trouble": {
      const kind = landmarkOf(record);
      return kind === "stall" || kind === "drop" || kind === "reorganisation";
    }
    default:
      return landmarkOf(record) === condition.kind;
  }
}

/** The peer that a record of the local node is about. */
function peerOf(record: WorldRecord): string | undefined {
  if (record.kind === "observed") return "peer" in record.observation ? record.observation.peer : undefined;
  if ("peer" in record) return record.peer;
  if ("from" in record) return record.from;
  return undefined;
}
