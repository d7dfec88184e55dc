/** Sweeps that come with Headway: the curves of the lessons. Data only: each survives JSON. */

import type { PolicyConstants } from "../node/policy.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { Runner } from "./race.ts";
import type { SweepSpec, Way } from "./sweep-spec.ts";

export interface Preset {
  readonly id: string;
  /** Id of the lesson whose question it answers. */
  readonly lesson: string;
  readonly sweep: SweepSpec;
}

const SEEDS = { from: 1, to: 1 } as const;

/** Core's rule, with the article's client around it: who holds up the window goes after 2 s. */
const STALLER: Partial<PolicyConstants> = { blockTimeoutSeconds: null, stallTimeoutSeconds: 2 };

/** Three answers to a peer that holds everything up, and none. */
export const rules = {
  none: { name: "no rule", constants: { blockTimeoutSeconds: null } },
  timeout: { name: "60 s time-out", constants: { blockTimeoutSeconds: 60 } },
  fixed: { name: "staller, 2 s", constants: { ...STALLER, stallTimeoutMaxSeconds: 2 } },
  adaptive: { name: "staller, 2 to 64 s", constants: { ...STALLER, stallTimeoutMaxSeconds: 64 } },
} as const satisfies Record<string, Way>;

const slowness: readonly number[] = [1, 5, 10, 20, 40];

function builtIn(id: string): Scenario {
  const found = builtInScenarios.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

const classroom = builtIn("classroom");
const slowPeer = builtIn("slow-peer");
const slowFirst: Scenario = {
  ...slowPeer,
  peers: [...slowPeer.peers.filter(({ id }) => id === "D"), ...slowPeer.peers.filter(({ id }) => id !== "D")],
};
/** Blocks of 1 MB come in at half a one a second, whoever sends them. */
const slowLine: Scenario = {
  ...classroom,
  chain: { ...classroom.chain, blocks: 100 },
  constants: { ...classroom.constants, windowBlocks: 16 },
  local: { ...classroom.local, downloadBytesPerSecond: 500_000 },
};

export const presets: readonly Preset[] = [
  {
    id: "lesson-9-peers",
    lesson: "sliding-window",
    sweep: {
      version: 1,
      scenario: classroom,
      policies: [rules.none],
      seeds: SEEDS,
      vary: [{ what: "peers", values: [1, 2, 4, 8, 16] }],
      acts: [],
    },
  },
  {
    id: "lesson-9-in-flight",
    lesson: "sliding-window",
    sweep: {
      version: 1,
      scenario: classroom,
      policies: [rules.none],
      seeds: SEEDS,
      vary: [{ what: "inFlightPerPeer", values: [1, 2, 4, 8, 16, 32] }],
      acts: [],
    },
  },
  {
    id: "lesson-10-slowness",
    lesson: "one-slow-peer",
    sweep: {
      version: 1,
      scenario: slowPeer,
      policies: [rules.none, rules.timeout, rules.adaptive],
      seeds: SEEDS,
      vary: [{ what: "slowness", peer: "D", values: slowness }],
      acts: [],
    },
  },
  {
    id: "lesson-10-window",
    lesson: "one-slow-peer",
    sweep: {
      version: 1,
      scenario: slowFirst,
      policies: [rules.none],
      seeds: SEEDS,
      vary: [{ what: "windowBlocks", values: [32, 64, 128, 256, 400] }],
      acts: [],
    },
  },
  {
    id: "lesson-11-my-link",
    lesson: "slow-is-you",
    sweep: {
      version: 1,
      scenario: slowLine,
      policies: [rules.none, rules.fixed, rules.adaptive],
      seeds: SEEDS,
      vary: [{ what: "downloadBytesPerSecond", values: [500_000, 1_000_000, 2_000_000, 4_000_000, null] }],
      acts: [],
    },
  },
];

/** Which finishes first: one good peer alone, or seven good ones and a slow one, with which rule? */
export const slowPeerRace: readonly Runner[] = [
  runner("seven good, one slow: no rule", slowPeer, rules.none),
  runner("seven good, one slow: 60 s time-out", slowPeer, rules.timeout),
  runner("seven good, one slow: staller rule", slowPeer, rules.adaptive),
  runner("one good peer alone", { ...slowPeer, peers: slowPeer.peers.slice(0, 1) }, rules.none),
];

/** Id of the lesson it is of. */
export const slowPeerRaceLesson = "one-slow-peer";

function runner(name: string, scenario: Scenario, { constants }: Way): Runner {
  const own = { ...scenario, constants: { ...scenario.constants, ...constants } };
  return { name, run: { version: 1, scenario: own, seed: 1, acts: [] } };
}
