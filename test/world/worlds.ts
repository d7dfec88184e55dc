/** Worlds for tests: a built-in scenario made ready, run, and looked at. */
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Scenario, ScheduledAct } from "../../src/world/scenario/scenario.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";
import { prepareWorld, type WorldOptions } from "../../src/world/setup.ts";

export function builtIn(id: string): Scenario {
  const scenario = builtInScenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

/** A scenario from the few words a test cares about. */
export function scenario(value: object): Scenario {
  const parsed = parseScenario({ version: 1, id: "test", ...value });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.scenario;
}

function withActs(base: Scenario, acts: readonly ScheduledAct[]): Scenario {
  return { ...base, acts: [...base.acts, ...acts] };
}

export function worldOf(base: Scenario, options: Partial<WorldOptions> = {}): SingleThreadWorld {
  const prepared = prepareWorld({ scenario: base, seed: 1, ...options });
  if (!prepared.ok) throw new Error(prepared.error);
  return new SingleThreadWorld(prepared.value);
}

export interface FinishedRun {
  readonly summary: RunSummary;
  readonly records: readonly WorldRecord[];
  readonly audit: readonly string[];
}

export function runToEnd(base: Scenario, options: Partial<WorldOptions> = {}): FinishedRun {
  const world = worldOf(base, options);
  world.runToEnd();
  return { summary: world.summary(), records: world.takeRecords(), audit: world.audit() };
}

/** The local node's observations of one kind, with their moments. */
export function observed<K extends string>(records: readonly WorldRecord[], kind: K) {
  return records.flatMap((record) =>
    record.kind === "observed" && record.node === 0 && record.observation.kind === kind
      ? [
          {
            at: record.at,
            observation: record.observation as Extract<typeof record.observation, { kind: K }>,
          },
        ]
      : [],
  );
}

/** Six scenarios, most of them with trouble in mid-run or before it begins, for whoever compares two ways of running them. */
export function troubledScenarios(): readonly Scenario[] {
  const slow = { kind: "setBehaviours", node: "B", behaviours: [{ kind: "slow", factor: 20 }] } as const;
  const silent = { kind: "setBehaviours", node: "C", behaviours: [{ kind: "silentOnBlocks" }] } as const;
  const mute = { kind: "setBehaviours", node: "A", behaviours: [{ kind: "silentOnHeaders" }] } as const;
  return [
    builtIn("first-visit"),
    withActs(builtIn("classroom"), [
      { atSeconds: 5, act: slow },
      { atSeconds: 9.5, act: { kind: "cutLink", peer: "D" } },
      { atSeconds: 20, act: { kind: "mendLink", peer: "D" } },
    ]),
    withActs({ ...builtIn("first-visit"), id: "first-moment" }, [
      { atSeconds: 0, act: { kind: "stopNode", node: "D" } },
      { atSeconds: 0, act: { kind: "cutLink", peer: "B" } },
      { atSeconds: 0, act: { kind: "mineBlock", node: "C" } },
      { atSeconds: 0, act: { ...slow, node: "A" } },
    ]),
    withActs(builtIn("slow-peer"), [{ atSeconds: 12, act: silent }]),
    withActs(builtIn("silent-sync-peer"), [
      { atSeconds: 61, act: { kind: "stopNode", node: "C" } },
      { atSeconds: 70, act: { kind: "startNode", node: "C" } },
    ]),
    withActs(builtIn("two-branches"), [
      { atSeconds: 0.15, act: mute },
      { atSeconds: 0.4, act: { kind: "cutLink", peer: "B" } },
      { atSeconds: 3, act: { kind: "mendLink", peer: "B" } },
    ]),
  ];
}
