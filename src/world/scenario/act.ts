/** What a user may do to a running world. Scenario + timed acts = the run. */
import type { Behaviour } from "../behaviours/catalogue.ts";
import type { PeerSpec } from "./peer-spec.ts";

export type Act =
  | { readonly kind: "setBehaviours"; readonly node: string; readonly behaviours: readonly Behaviour[] }
  /** Closes the connection between `from`, without it the local node, and this peer, and keeps it closed. */
  | { readonly kind: "cutLink"; readonly peer: string; readonly from?: string | undefined }
  /** The one that dials does so again. */
  | { readonly kind: "mendLink"; readonly peer: string; readonly from?: string | undefined }
  /** The node stops at once and keeps its disk. */
  | { readonly kind: "stopNode"; readonly node: string }
  | { readonly kind: "startNode"; readonly node: string }
  /** The node stops and starts again at once, on its old disk, as another kind of node; one that was stopped stays so. */
  | { readonly kind: "setPolicy"; readonly node: string; readonly policy: string }
  /** The node finds blocks, one by one on each other, the first on its tip or on the block so far below it. */
  | {
      readonly kind: "mineBlock";
      readonly node: string;
      /** How many; left out: 1. */
      readonly blocks?: number | undefined;
      /** Left out: 0, its tip. */
      readonly forkDepth?: number | undefined;
    }
  | { readonly kind: "addPeer"; readonly peer: PeerSpec };

export interface TimedAct {
  /** Virtual microseconds. */
  readonly at: number;
  readonly act: Act;
}
