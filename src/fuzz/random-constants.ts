/** Constants of a policy drawn small, so that a short chain shows what a long one would. */

import { policies } from "../node/policies/all.ts";
import type { Prng } from "../sim/prng.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { between, once, oneOf } from "./draw.ts";
import type { Feature } from "./features.ts";

/** Work of a block on regtest. */
const REGTEST_BLOCK_WORK = 2;

type Constants = Scenario["constants"];

export function randomConstants(
  prng: Prng,
  on: ReadonlySet<Feature>,
  policy: string,
  blocks: number,
): Constants {
  // Where all nodes have one policy its own times can be drawn, too.
  const isAlone = !on.has("peerPolicies") && !on.has("policyChanges");
  return {
    ...(on.has("smallConstants") ? smallSizes(prng) : {}),
    ...(on.has("shortTimes") ? shortTimes(prng) : {}),
    ...(on.has("shortTimes") && isAlone ? ownTimes(prng.split("own times"), policy) : {}),
    ...leastWork(prng.split("least work")),
    // On other networks the work of a block is not known before it is mined.
    ...(on.has("minimumWork") && !on.has("retargets") ? minimumWork(prng, blocks) : {}),
  };
}

function smallSizes(prng: Prng): Constants {
  const inFlightPerPeer = between(prng, 1, 8);
  return {
    headersPerMessage: oneOf(prng, [3, 2, 7, 20, 2000]),
    inFlightPerPeer,
    windowBlocks: inFlightPerPeer + prng.below(40),
    inventoryPerMessage: oneOf(prng, [5, 20, 500, 500]),
    announcedBlocksMax: oneOf(prng, [1, 2, 8]),
    unrequestedAheadBlocks: oneOf(prng, [0, 5, 288]),
  };
}

/** What is off in the policy stays off: only the length of time changes. */
function shortTimes(prng: Prng): Constants {
  return {
    handshakeTimeoutSeconds: oneOf(prng, [2, 10, 60]),
    stallTimeoutMaxSeconds: oneOf(prng, [2, 8, 64]),
    tipAgeMaxSeconds: oneOf(prng, [3600, 20_000, 86_400]),
    recentHeaderSeconds: oneOf(prng, [0, 3600, 86_400]),
    protectedPeersMax: oneOf(prng, [0, 1, 4]),
  };
}

/** What is off in the policy stays off. */
function ownTimes(prng: Prng, id: string): Constants {
  const drawn = {
    blockTimeoutBaseSeconds: oneOf(prng, [60, 600]),
    blockTimeoutPerPeerSeconds: oneOf(prng, [30, 300]),
    chainSyncTimeoutSeconds: oneOf(prng, [60, 1200]),
    pingIntervalSeconds: oneOf(prng, [30, 120]),
    pingTimeoutSeconds: oneOf(prng, [20, 1200]),
    staleTipSeconds: oneOf(prng, [100, 1800]),
    staleCheckSeconds: oneOf(prng, [60, 600]),
    extraPeerCheckSeconds: oneOf(prng, [10, 45]),
    orphanBlocksMax: oneOf(prng, [2, 5, 20, 750]),
  };
  const policy = policies.get(id);
  const on = Object.entries(drawn).filter(([name]) => policy?.[name as keyof typeof drawn] !== null);
  return Object.fromEntries(on);
}

/** The policy's, none, or another share of the main chain's. */
function leastWork(prng: Prng): Constants {
  const minimumChainWork = oneOf(prng, [undefined, undefined, "0", "0", "50%", "100%"]);
  return minimumChainWork === undefined ? {} : { minimumChainWork };
}

function minimumWork(prng: Prng, blocks: number): Constants {
  const presyncPeriodHeaders = between(prng, 1, 8);
  return {
    minimumChainWork: (REGTEST_BLOCK_WORK * between(prng, 1, blocks)).toString(16),
    workBufferBlocks: oneOf(prng, [0, 3, 144]),
    ...(once(prng, 3) ? {} : { presyncPeriodHeaders, redownloadBufferHeaders: between(prng, 1, 30) }),
  };
}
