/** Worlds drawn from a seed in which peers sync from each other, find blocks, fork, leave and come back. */
import { policies } from "../../src/node/policies/all.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { scenario } from "./worlds.ts";

export function livingWorld(seed: number): Scenario {
  const prng = Prng.fromSeed(seed).split("living world");
  const blocks = 5 + prng.below(60);
  const names = Array.from({ length: 2 + prng.below(5) }, (_, i) => `P${i}`);
  const ids = [...policies.keys()];
  const pairs = names.flatMap((from, i) => names.slice(i + 1).map((to) => ({ from, to })));
  const links = pairs.filter(() => prng.below(2) < 1).map((pair) => ({ ...pair, link: link(prng) }));
  return scenario({
    id: `living-${seed}`,
    chain: { blocks, blockBytes: oneOf(prng, [null, 100_000, 1_000_000]) },
    policy: oneOf(prng, ids),
    peerPolicy: oneOf(prng, [null, ...ids]),
    constants: { headersPerMessage: oneOf(prng, [3, 20, 2000]) },
    peers: names.map((id, i) => ({
      id,
      height: i === 0 ? null : oneOf(prng, [null, 0, prng.below(blocks + 1)]),
      behaviours: i > 0 && prng.below(5) < 1 ? [{ kind: "slow", factor: 10 }] : [],
      uploadBytesPerSecond: oneOf(prng, [null, 500_000, 2_000_000]),
      link: link(prng),
    })),
    links,
    mining: oneOf(prng, [
      null,
      { meanSeconds: 1 + prng.below(10), blocks: 1 + prng.below(12), startSeconds: prng.below(20) },
    ]),
    acts: Array.from({ length: prng.below(8) }, () => ({
      atSeconds: prng.below(40_000) / 1000,
      act: randomAct(prng, names, links),
    })),
    deadlineSeconds: 2000,
  });
}

function link(prng: Prng): object {
  return {
    latencyMs: 1 + prng.below(150),
    jitterMs: prng.below(40),
    bytesPerSecond: oneOf(prng, [null, 1_000_000]),
  };
}

function randomAct(
  prng: Prng,
  names: readonly string[],
  links: readonly { readonly from: string; readonly to: string }[],
): Act {
  const node = oneOf(prng, names);
  const between = links.length === 0 ? undefined : oneOf(prng, links);
  const ends = between === undefined ? { peer: node } : { peer: between.to, from: between.from };
  return oneOf<Act>(prng, [
    { kind: "cutLink", peer: node },
    { kind: "mendLink", peer: node },
    { kind: "cutLink", ...ends },
    { kind: "mendLink", ...ends },
    { kind: "stopNode", node },
    { kind: "startNode", node },
    { kind: "startNode", node: oneOf(prng, names) },
    { kind: "mineBlock", node },
    { kind: "mineBlock", node, blocks: 3, forkDepth: 2 },
    { kind: "setBehaviours", node, behaviours: [{ kind: "silentOnBlocks" }] },
    { kind: "setBehaviours", node, behaviours: [] },
  ]);
}

function oneOf<T>(prng: Prng, values: readonly T[]): T {
  const value = values[prng.below(values.length)];
  if (value === undefined && values.length === 0) throw new Error("nothing to choose from");
  return value as T;
}
