/** What a user may do to a running world. Scenario + timed acts = the run. */
import type { PeerSpec } from "./scenario.ts";

/** What a bad peer does, on top of being a node like any other; several may hold at once. None = honest. */
export type Behaviour =
  /** Uploads this many times slower than its scenario says. */
  | { readonly kind: "slow"; readonly factor: number }
  /** Never answers getheaders. */
  | { readonly kind: "silentOnHeaders" }
  /** Never answers getdata for blocks. `heights` limits it to those. */
  | { readonly kind: "silentOnBlocks"; readonly heights?: readonly number[] | undefined };

export type Act =
  | { readonly kind: "setBehaviours"; readonly node: string; readonly behaviours: readonly Behaviour[] }
  /** Closes the connection between the local node and this peer, and keeps it closed. */
  | { readonly kind: "cutLink"; readonly peer: string }
  /** The local node dials this peer again. */
  | { readonly kind: "mendLink"; readonly peer: string }
  /** The node stops at once and keeps its disk. */
  | { readonly kind: "stopNode"; readonly node: string }
  | { readonly kind: "startNode"; readonly node: string }
  /** The node stops and starts again at once, on its old disk, as another kind of node. */
  | { readonly kind: "setPolicy"; readonly node: string; readonly policy: string }
  | { readonly kind: "addPeer"; readonly peer: PeerSpec };

export interface TimedAct {
  /** Virtual microseconds. */
  readonly at: number;
  readonly act: Act;
}
