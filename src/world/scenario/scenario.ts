/** A scenario: one world, as data. It survives JSON; `scenario-schema.ts` reads untrusted ones. */
import type { NetworkName } from "../../bitcoin/networks.ts";
import type { PolicyConstants } from "../../node/policy.ts";
import type { DefectId } from "../../node/published/defect-ids.ts";
import type { Act } from "./act.ts";
import type { LinkSpec, PeerSpec } from "./peer-spec.ts";

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
