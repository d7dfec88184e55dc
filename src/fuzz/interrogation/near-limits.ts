/** The node's policy with limits so small that a short talk comes to them. What is off stays off. */
import type { ChainState } from "../../chain/chain-state.ts";
import type { Policy, PolicyConstants } from "../../node/policy.ts";
import type { Prng } from "../../sim/prng.ts";
import { between, once, oneOf } from "../draw.ts";

export function nearLimits(policy: Policy, source: ChainState, prng: Prng): Policy {
  const inFlightPerPeer = between(prng, 1, 5);
  const drawn: Partial<PolicyConstants> = {
    headersPerMessage: oneOf(prng, [2, 3, 7, 2000]),
    inFlightPerPeer,
    windowBlocks: inFlightPerPeer + prng.below(9),
    inventoryPerMessage: oneOf(prng, [2, 5, 500]),
    announcedBlocksMax: oneOf(prng, [1, 2, 8]),
    unrequestedAheadBlocks: oneOf(prng, [0, 3, 288]),
    locatorHashesMax: oneOf(prng, [7, 101]),
    workBufferBlocks: oneOf(prng, [0, 3, 144]),
    protectedPeersMax: oneOf(prng, [0, 1, 4]),
    stallTimeoutMaxSeconds: oneOf(prng, [2, 8, 64]),
    staleRelaySeconds: oneOf(prng, [1800, 20_000, 2_592_000]),
    orphanBlocksMax: oneOf(prng, [0, 2, 5]),
    queuedBlocksMax: oneOf(prng, [3, 10, 5000]),
    knownInventoryMax: oneOf(prng, [2, 6, 1000]),
    syncNodeBehindBlocks: oneOf(prng, [0, 5, 144]),
    presyncPeriodHeaders: between(prng, 1, 4),
    redownloadBufferHeaders: between(prng, 1, 12),
    pingIntervalSeconds: oneOf(prng, policy.pings === "at intervals" ? [30, 120] : [120, 1800]),
    staleTipSeconds: oneOf(prng, [100, 1800]),
    staleCheckSeconds: oneOf(prng, [60, 600]),
    silenceTimeoutSeconds: oneOf(prng, [400, 5400]),
    blockTimeoutBaseSeconds: oneOf(prng, [60, 600]),
    chainSyncTimeoutSeconds: oneOf(prng, [60, 1200]),
    tipBehindBlocksMax: oneOf(prng, [2, 144]),
  };
  const isOff = (name: string) =>
    policy[name as keyof Policy] === null &&
    !["presyncPeriodHeaders", "redownloadBufferHeaders"].includes(name);
  const kept = Object.fromEntries(Object.entries(drawn).filter(([name]) => !isOff(name)));
  // Some of its chains are worth nothing, others just enough.
  const work = source.index.work(prng.below(source.index.size));
  return { ...policy, ...kept, ...(once(prng, 2) ? { minimumChainWork: work.toString(16) } : {}) };
}
