/** A peer of a scenario, or one that is added to a running world. */
import type { DefectId } from "../../node/published/defect-ids.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";

export interface LinkSpec {
  /** One way. At least 1: the smallest latency is how far nodes may run in parallel. */
  readonly latencyMs: number;
  /** Up to this much is added to the latency of each message, drawn from the seed. */
  readonly jitterMs: number;
  /** Each direction; null = unlimited. */
  readonly bytesPerSecond: number | null;
}

export interface PeerSpec {
  readonly id: string;
  /** Id of the policy it runs; null = the scenario's `peerPolicy`. */
  readonly policy: string | null;
  /** `main` or the id of a branch. */
  readonly chain: string;
  /** It has its chain up to this height; null = all of it. */
  readonly height: number | null;
  readonly behaviours: readonly Behaviour[];
  readonly uploadBytesPerSecond: number | null;
  readonly downloadBytesPerSecond: number | null;
  readonly link: LinkSpec;
  /** The local node dials it only when it seeks one more peer, or when an act says so. */
  readonly spare?: boolean | undefined;
  /** As the scenario's, for this peer; left out or null: as the scenario says. */
  readonly defects?: readonly DefectId[] | null | undefined;
}
