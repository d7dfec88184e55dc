/** What one would vary in a world, with values at which something is to be seen: chosen for a person, who gives no numbers. */
import { policies } from "../node/policies/all.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { parseSweep } from "./sweep-schema.ts";
import type { SweepSpec, Value, Vary, Way } from "./sweep-spec.ts";

/** Below this many there is nothing to compare. */
const VALUES_MIN = 2;
const SLOWNESS: readonly Value[] = [1, 5, 10, 20, 40];
const RATES: readonly Value[] = [null, 4_000_000, 2_000_000, 1_000_000, 500_000];

/** How many runs a point has. */
export const SIZES = [1, 5, 20] as const;

/** In the order in which one would try them; what cannot be varied in this world is not there. */
export function sensibleVaries(run: RunSpec): readonly Vary[] {
  const { scenario, chain } = run;
  const policy = policies.get(run.policy ?? scenario.policy);
  const { windowBlocks = 1024, inFlightPerPeer = 16 } = { ...policy, ...scenario.constants };
  const slow = scenario.peers.find(({ behaviours }) => behaviours.some(({ kind }) => kind === "slow"));
  const all: readonly Vary[] = [
    { what: "peers", values: [1, 2, 4, 8, 16] },
    { what: "windowBlocks", values: [1, 2, 4, 8, 16, 64].map((times) => times * inFlightPerPeer) },
    { what: "inFlightPerPeer", values: powersUpTo(windowBlocks) },
    { what: "slowness", peer: slow?.id ?? scenario.peers.at(-1)?.id, values: SLOWNESS },
    { what: "latencyMs", values: [10, 50, 200, 1000] },
    { what: "downloadBytesPerSecond", values: RATES },
  ];
  // Of headers alone there are no blocks to ask for.
  const isIdle = ({ what }: Vary) => what === "windowBlocks" || what === "inFlightPerPeer";
  return all
    .filter((vary) => chain?.kind !== "headers" || !isIdle(vary))
    .map((vary) => ({
      ...vary,
      values: vary.values.filter((value) => isPossible(run, { ...vary, values: [value] })),
    }))
    .filter(({ values }) => values.length >= VALUES_MIN);
}

/** Of the run at hand, over its seed and those after it. `ways`: none = as the run itself. */
export function sweepOf(run: RunSpec, vary: readonly Vary[], ways: readonly Way[], seeds: number): SweepSpec {
  const { scenario, policy, minimumChainWork, seed, chain, acts } = run;
  const constants =
    minimumChainWork === undefined ? scenario.constants : { ...scenario.constants, minimumChainWork };
  return {
    version: 1,
    scenario: { ...scenario, constants },
    policies: ways.length > 0 ? ways : [{ name: policy ?? scenario.policy, policy }],
    seeds: { from: seed, to: seed + seeds - 1 },
    vary,
    ...(chain === undefined ? {} : { chain }),
    acts,
  };
}

function isPossible(run: RunSpec, vary: Vary): boolean {
  return parseSweep(sweepOf(run, [vary], [], 1)).ok;
}

/** Ids of the policies with which the local node can do something with the chain of this run. */
export function possiblePolicies({ chain }: RunSpec): readonly string[] {
  const all = [...policies.values()];
  const able = chain?.kind === "headers" ? all.filter(({ strategy }) => strategy !== "blocks-first") : all;
  return able.map(({ id }) => id);
}

/** At most six of them, up to `most`. */
function powersUpTo(most: number): readonly number[] {
  const times = most > 64 ? 4 : 2;
  return Array.from({ length: 6 }, (_, i) => times ** i).filter((value) => value <= most);
}
