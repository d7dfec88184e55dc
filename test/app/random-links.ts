/** Links for tests: of random runs, and of what somebody made by hand. */
import { deflateSync } from "node:zlib";
import type { Link } from "../../src/app/link.ts";
import { between, oneOf } from "../../src/fuzz/draw.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { Act, TimedAct } from "../../src/world/scenario/act.ts";

/** A link whose inside is this, as if `printLink` had made it. */
export function packed(inside: string | Uint8Array): string {
  return `1.${deflateSync(inside).toString("base64url")}`;
}

export function randomAct(prng: Prng, peers: readonly string[]): Act {
  const [peer, node] = [oneOf(prng, peers), oneOf(prng, peers)];
  return oneOf<Act>(prng, [
    { kind: "cutLink", peer },
    { kind: "setBehaviours", node, behaviours: [{ kind: "slow", factor: between(prng, 2, 30) }] },
    { kind: "mineBlock", node, blocks: between(prng, 1, 3) },
    { kind: "stopNode", node },
    { kind: "setPolicy", node: "you", policy: oneOf(prng, policyIds) },
  ]);
}

/** Of a random world, with acts and a moment that nobody has tried. */
export function randomLink(seed: number): Link {
  const prng = Prng.fromSeed(seed).split("link");
  const { scenario } = randomWorld(seed, policyIds[seed % policyIds.length]);
  const names = scenario.peers.map(({ id }) => id);
  const acts: TimedAct[] = [];
  for (let at = 0; acts.length < seed % 6; at += between(prng, 0, 5_000_000))
    acts.push({ at, act: randomAct(prng, names) });
  return {
    run: {
      version: 1,
      scenario,
      seed: between(prng, 0, 1_000_000),
      ...(seed % 2 === 0
        ? {
            policy: oneOf(
              prng,
              policyIds.filter((id) => id !== scenario.policy),
            ),
          }
        : {}),
      ...(seed % 7 === 0 ? { minimumChainWork: "85%" } : {}),
      ...(seed % 5 === 0 ? { chain: { kind: "headers", digest: `${"0".repeat(60)}beef` } } : {}),
      acts,
    },
    at: between(prng, 0, 100_000_000),
    ...(seed % 3 === 0 ? { records: between(prng, 0, 50_000) } : {}),
    ...(seed % 2 === 0 ? { selected: oneOf(prng, names) } : {}),
  };
}
