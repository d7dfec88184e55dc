/** A sweep's world as it is at one point: each run of a sweep is a run's value like any other, which can be run by itself. */

import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { Point, SweepSpec, Value, Vary } from "./sweep-spec.ts";

/** The run of this point with this seed. */
export function runAt(
  { scenario, vary, chain, acts }: SweepSpec,
  { way, values }: Point,
  seed: number,
): RunSpec {
  const own = { ...scenario, constants: { ...scenario.constants, ...way.constants } };
  const varied = vary.reduce((world, each, i) => withValue(world, each, values[i] ?? null), own);
  return { version: 1, scenario: varied, seed, policy: way.policy, chain, acts };
}

/** Trusts nothing: what a value makes of the scenario is read by the schema before it is run. */
function withValue(scenario: Scenario, { what, peer }: Vary, value: Value): Scenario {
  switch (what) {
    case "peers":
      return { ...scenario, peers: peersUpTo(scenario.peers, Number(value)) };
    case "slowness":
      return {
        ...scenario,
        peers: scenario.peers.map((each) => (each.id === peer ? slowed(each, value) : each)),
      };
    case "latencyMs":
      return {
        ...scenario,
        peers: scenario.peers.map((each) => ({
          ...each,
          link: { ...each.link, latencyMs: value as number },
        })),
      };
    case "downloadBytesPerSecond":
      return { ...scenario, local: { ...scenario.local, downloadBytesPerSecond: value as number | null } };
    case "uploadBytesPerSecond":
      return {
        ...scenario,
        peers: scenario.peers.map((each) => ({ ...each, uploadBytesPerSecond: value as number | null })),
      };
    default:
      return { ...scenario, constants: { ...scenario.constants, [what]: value } };
  }
}

/** Besides all else it does; a factor of 1 is none. */
function slowed(peer: PeerSpec, value: Value): PeerSpec {
  const others = peer.behaviours.filter(({ kind }) => kind !== "slow");
  const behaviours = value === 1 ? others : [...others, { kind: "slow" as const, factor: value as number }];
  return { ...peer, behaviours };
}

/** The first `count`; beyond those there are, more of the same in their order, under names that nobody has. */
function peersUpTo(peers: readonly PeerSpec[], count: number): readonly PeerSpec[] {
  const taken = new Set(peers.map(({ id }) => id));
  const more = Array.from({ length: Math.max(0, count - peers.length) }, (_, i) => {
    const model = peers[i % peers.length] as PeerSpec;
    let number = 2;
    while (taken.has(`${model.id}${number}`)) number += 1;
    const id = `${model.id}${number}`;
    taken.add(id);
    return { ...model, id };
  });
  return [...peers.slice(0, count), ...more];
}
