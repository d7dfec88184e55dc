/**
 * Swarm testing: every seed switches some features of a world off altogether, because a world that has everything hides
 * what only shows when something is missing.
 */
import type { Prng } from "../sim/prng.ts";

/** Each feature, and in how many of ten worlds it is on. */
const chances = {
  branches: 6,
  retargets: 3,
  shortPeers: 5,
  badPeers: 6,
  combinedBehaviours: 4,
  acts: 6,
  restarts: 5,
  newcomers: 4,
  policyChanges: 2,
  peerPolicies: 3,
  peerLinks: 4,
  mining: 4,
  localDisk: 5,
  smallConstants: 8,
  shortTimes: 3,
  minimumWork: 3,
  slowLinks: 5,
  largeBlocks: 4,
  jitter: 6,
  steadyPeer: 6,
  rivals: 1,
} as const;

export type Feature = keyof typeof chances;

export function drawFeatures(prng: Prng): ReadonlySet<Feature> {
  const names = Object.keys(chances) as Feature[];
  return new Set(names.filter((name) => prng.below(10) < chances[name]));
}
