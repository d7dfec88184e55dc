/** Peers drawn from a seed. One of them may be the steady one, that nothing ever happens to. */

import { policyIds } from "../node/policies/ids.ts";
import type { Prng } from "../sim/prng.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { ChainSpec } from "../world/scenario/scenario.ts";
import { between, once, oneOf } from "./draw.ts";
import type { Feature } from "./features.ts";
import { randomBehaviours } from "./random-behaviours.ts";

const PEERS_MAX = 6;
/** With it, every run must end on a chain of at least the work of the main chain. */
export const STEADY = "steady";

export function randomPeers(prng: Prng, on: ReadonlySet<Feature>, chain: ChainSpec): PeerSpec[] {
  const count = between(prng, 1, PEERS_MAX);
  const peers = Array.from({ length: count }, (_, i) => randomPeer(prng, on, chain, `P${i}`));
  if (on.has("steadyPeer")) {
    const steady = randomPeer(prng, on, chain, STEADY);
    peers.splice(prng.below(count + 1), 0, { ...steady, chain: "main", height: null, behaviours: [] });
  }
  return peers;
}

export function randomPeer(
  prng: Prng,
  on: ReadonlySet<Feature>,
  { blocks, branches }: ChainSpec,
  id: string,
): PeerSpec {
  const branch = branches[prng.below(branches.length + 2)];
  const isShort = on.has("shortPeers") && branch === undefined && once(prng, 3);
  const isBad = on.has("badPeers") && once(prng, 2);
  const isSlow = on.has("slowLinks");
  return {
    id,
    policy: on.has("peerPolicies") && once(prng, 2) ? oneOf(prng, policyIds) : null,
    chain: branch?.id ?? "main",
    height: isShort ? prng.below(blocks + 1) : null,
    behaviours: isBad ? randomBehaviours(prng, on.has("combinedBehaviours")) : [],
    uploadBytesPerSecond: isSlow ? oneOf(prng, [null, 200_000, 2_000_000]) : null,
    downloadBytesPerSecond: null,
    link: {
      latencyMs: between(prng, 1, 150),
      jitterMs: on.has("jitter") ? prng.below(40) : 0,
      bytesPerSecond: isSlow ? oneOf(prng, [null, 1_000_000]) : null,
    },
  };
}
