/**
 * Two chains about as long, and on each a peer that takes requests and gives no block and another that has all the rest to
 * give: with a small window two peers hold it up at once, each since a moment of its own.
 */
import type { Prng } from "../sim/prng.ts";
import type { Behaviour } from "../world/behaviours/catalogue.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { BranchSpec, ChainSpec, Scenario } from "../world/scenario/scenario.ts";
import { between, oneOf } from "./draw.ts";

const RIVAL = "rival";
const SILENT: Behaviour = { kind: "silentOnBlocks" };

/** Shares no block with the main chain that could hold up both, and ends at most two blocks before or behind it. */
export function rivalBranch(prng: Prng, blocks: number, spacingSeconds: number): BranchSpec {
  return { id: RIVAL, forkHeight: 0, blocks: Math.max(1, blocks + between(prng, -2, 2)), spacingSeconds };
}

/** None where the branch was too hard to mine. */
export function rivalPeers(prng: Prng, { branches }: ChainSpec): PeerSpec[] {
  if (branches.every(({ id }) => id !== RIVAL)) return [];
  return ["main", RIVAL].flatMap((chain) => [
    peer(prng, `${chain}-holder`, chain, [SILENT]),
    peer(prng, `${chain}-giver`, chain, []),
  ]);
}

/** The rest of a window must be more than one peer may owe. */
export function rivalConstants(prng: Prng): Scenario["constants"] {
  const inFlightPerPeer = between(prng, 1, 4);
  return {
    inFlightPerPeer,
    windowBlocks: inFlightPerPeer + between(prng, 1, 8),
    // Everybody is asked for headers, and each chain is worth its blocks.
    recentHeaderSeconds: 86_400,
    minimumChainWork: "0",
  };
}

function peer(prng: Prng, id: string, chain: string, behaviours: readonly Behaviour[]): PeerSpec {
  return {
    id,
    policy: null,
    chain,
    height: null,
    behaviours,
    uploadBytesPerSecond: oneOf(prng, [null, null, 2_000_000]),
    downloadBytesPerSecond: null,
    link: { latencyMs: between(prng, 1, 400), jitterMs: 0, bytesPerSecond: null },
  };
}
