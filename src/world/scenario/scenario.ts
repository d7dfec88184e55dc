/** A scenario: one world, as data. It survives JSON; `scenario-schema.ts` reads untrusted ones. */
import type { NetworkName } from "../../bitcoin/networks.ts";
import type { PolicyConstants } from "../../node/policy.ts";
import type { DefectId } from "../../node/published/defect-ids.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";
import type { Act } from "./act.ts";

export interface LinkSpec {
  /** One way. At least 1: the smallest latency is how far nodes may run in parallel. */
  readonly latencyMs: number;
  /** Up to this much is added to the latency of each message, drawn from the seed. */
  readonly jitterMs: number;
  /** Each direction; null = unlimited. */
  readonly bytesPerSecond: number | null;
}

export interface BranchSpec {
  readonly id: string;
  /** Height of the last block shared with the main chain. */
  readonly forkHeight: number;
  readonly blocks: number;
  readonly spacingSeconds: number;
}

export interface ChainSpec {
  /** Height of the main chain's tip. */
  readonly blocks: number;
  /** Time between the timestamps of blocks; drives retargets on networks that have them. */
  readonly spacingSeconds: number;
  /** What bandwidth charges for a block's body; null = its real size. */
  readonly blockBytes: number | null;
  readonly branches: readonly BranchSpec[];
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

/** A link between two peers. Every peer has one with the local node besides. */
export interface PeerLinkSpec {
  /** Id of the peer that dials. */
  readonly from: string;
  readonly to: string;
  readonly link: LinkSpec;
}

/** Blocks that are found while the world runs. */
export interface MiningSpec {
  /** Between two blocks on average. */
  readonly meanSeconds: number;
  /** How many in all. */
  readonly blocks: number;
  /** Ids of the nodes that find them; null = all honest peers of the beginning. */
  readonly miners: readonly string[] | null;
  readonly startSeconds: number;
}

export interface ScheduledAct {
  readonly atSeconds: number;
  readonly act: Act;
}

export interface Scenario {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  /** One sentence: what to watch. */
  readonly caption: string;
  readonly network: NetworkName;
  readonly chain: ChainSpec;
  readonly policy: string;
  /** Id of the policy of peers that name none; null = the same as the local node's. */
  readonly peerPolicy: string | null;
  /** Override the policy's, for every node. */
  readonly constants: Partial<PolicyConstants>;
  /** Which defects of the policy are on; left out or null: all it has. Those that a policy does not have are never on. */
  readonly defects?: readonly DefectId[] | null | undefined;
  readonly local: {
    /** It starts with the main chain up to this height on its disk. */
    readonly height: number;
    readonly uploadBytesPerSecond: number | null;
    readonly downloadBytesPerSecond: number | null;
  };
  readonly peers: readonly PeerSpec[];
  /** Between peers of the beginning, each pair once. */
  readonly links: readonly PeerLinkSpec[];
  /** null = nobody mines, unless acts say so. */
  readonly mining: MiningSpec | null;
  readonly acts: readonly ScheduledAct[];
  /** A run that is synced does not end before nothing but pings has happened anywhere for so long. */
  readonly quietSeconds: number;
  readonly deadlineSeconds: number;
}
