/** What of a run one wants to find again: the ticks of the time line, and where one runs until. */
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";

export const LANDMARKS = [
  "act",
  "stall",
  "drop",
  "reorganisation",
  "headersDone",
  "crash",
  "broken",
  "end",
] as const;
/**
 * `stall`: the window cannot move. `drop`: the local node drops a peer. `reorganisation`: its active chain leaves blocks.
 * `headersDone`: it has its first peers' headers, all of them. `crash`: a node is no more. `broken`: an invariant does not hold.
 */
export type LandmarkKind = (typeof LANDMARKS)[number];

export interface Landmark {
  readonly kind: LandmarkKind;
  /** Number of the record. */
  readonly record: number;
  /** Virtual µs. */
  readonly at: number;
}

export function landmarkOf(record: WorldRecord): LandmarkKind | undefined {
  switch (record.kind) {
    case "acted":
      return "act";
    case "nodeCrashed":
      return "crash";
    case "invariantBroken":
      return "broken";
    case "ended":
      return "end";
    case "observed":
      break;
    default:
      return undefined;
  }
  if (record.node !== LOCAL_NUMBER) return undefined;
  const { observation: seen } = record;
  if (seen.kind === "windowStalled") return "stall";
  if (seen.kind === "peerDropped") return "drop";
  if (seen.kind === "tipChanged" && seen.disconnected.length > 0) return "reorganisation";
  if (seen.kind === "headersPhaseChanged" && seen.to === "done") return "headersDone";
  return undefined;
}
