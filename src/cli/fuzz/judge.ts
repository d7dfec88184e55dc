/**
 * Runs a drawn world to its end and judges it. Safety: no invariant breaks, no node fails, nobody holds for valid what is
 * not. Liveness: once all is healed the local node ends on the chain with the most work, or there is a named reason why
 * the real protocol would not either.
 */
import { hashFromDisplay } from "../../bitcoin/bytes.ts";
import { NodeFailure, SingleThreadWorld } from "../../runtime/single-thread-world.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import type { Scenario } from "../../world/scenario.ts";
import { allPeers, prepareWorld } from "../../world/setup.ts";
import type { RunSummary } from "../../world/summary.ts";
import { wrongIn } from "./chain-oracle.ts";
import { lightHeaders, wrongDrops } from "./conduct-oracle.ts";
import { excuseFor } from "./excuses.ts";
import { heal } from "./healing.ts";
import type { DrawnWorld } from "./random-world.ts";
import { Watch } from "./watch.ts";

export interface Problem {
  /** Two failures of the same kind are the same failure. */
  readonly kind: string;
  readonly detail: string;
}

export interface Judgement {
  /** What was run, healing included. */
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
  /** Name of the reason why it did not end as it should and need not. */
  readonly excuse: string | undefined;
  readonly events: number;
}

/** What a run left behind. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly summary: RunSummary;
  readonly watch: Watch;
  /** Chain work by name, the local node's first. */
  readonly works: ReadonlyMap<string, bigint>;
  /** How old the local node's best header is at the end, seconds. */
  readonly bestHeaderAge: number;
  /** Of each node's tip. */
  readonly heights: ReadonlyMap<string, number>;
  /** The local node does not have the block with this hash (display order). */
  readonly lacks: (hash: string) => boolean;
  /** How old each node's tip is at the end, seconds. */
  readonly tipAges: ReadonlyMap<string, number>;
}

const ROUNDS_PER_LOOK = 200;
/** No drawn world takes as many: this one goes round in circles. */
const EVENTS_MAX = 3_000_000;
/** Who was dropped for an old sin is dialled again, as a real node would find new peers. */
const REDIALS = [[], [2000], [2000, 8000]] as const;

export function judge(world: DrawnWorld): Judgement {
  for (const redials of REDIALS) {
    const scenario = heal(world, redials);
    const { problems, outcome, events } = run(scenario, world.seed);
    if (outcome === undefined || problems.length > 0)
      return { scenario, problems, excuse: undefined, events };
    const missed = whatIsMissed(outcome);
    if (missed === undefined) return { scenario, problems, excuse: undefined, events };
    const last = redials === REDIALS.at(-1);
    if (!last && missed.peers.some((name) => !outcome.watch.of(name).connected)) continue;
    const excuse = excuseFor(outcome, missed.peers);
    return { scenario, problems: excuse === undefined ? [missed.problem] : [], excuse, events };
  }
  throw new Error("no way of healing is left");
}

function run(
  scenario: Scenario,
  seed: number,
): { readonly problems: readonly Problem[]; readonly outcome: Outcome | undefined; readonly events: number } {
  const prepared = prepareWorld({ scenario, seed });
  if (!prepared.ok) throw new Error(`${scenario.id}: ${prepared.error}`);
  const world = new SingleThreadWorld(prepared.value);
  const watch = new Watch(scenario);
  const problems: Problem[] = [];
  try {
    for (let rounds = 1; world.advance(undefined); rounds++) {
      if (rounds % ROUNDS_PER_LOOK === 0) watch.read(world.takeRecords());
      if (world.events <= EVENTS_MAX) continue;
      return {
        problems: [{ kind: "endless", detail: `${world.events} events` }],
        outcome: undefined,
        events: world.events,
      };
    }
  } catch (error) {
    const node = error instanceof NodeFailure ? error.node : "a node";
    const text = error instanceof Error ? error.message : String(error);
    problems.push({ kind: `threw ${text.replace(/\d+/g, "n")}`, detail: `${node} threw: ${text}` });
    return { problems, outcome: undefined, events: world.events };
  }
  watch.read(world.takeRecords());
  for (const detail of watch.broken) problems.push({ kind: `invariant ${detail.split(":", 1)[0]}`, detail });
  for (const detail of watch.crashes) problems.push({ kind: "crash", detail });
  for (const detail of world.audit()) problems.push({ kind: "audit", detail });
  const outcome = outcomeOf(scenario, prepared.value.startTimeSeconds, world, watch);
  for (const [name, chain] of named(scenario, world)) {
    for (const detail of wrongIn(chain))
      problems.push({ kind: "invalid", detail: `${name} believes in ${detail}` });
  }
  for (const detail of wrongDrops(outcome)) problems.push({ kind: "honest peer dropped", detail });
  for (const detail of lightHeaders(outcome, world)) problems.push({ kind: "light header", detail });
  return { problems, outcome, events: world.events };
}

function outcomeOf(
  scenario: Scenario,
  startTimeSeconds: number,
  world: SingleThreadWorld,
  watch: Watch,
): Outcome {
  const summary = world.summary();
  const nowSeconds = startTimeSeconds + summary.atSeconds;
  const chains = named(scenario, world);
  const local = chains.get(LOCAL_NODE);
  if (local === undefined) throw new Error("there is no local node");
  return {
    scenario,
    summary,
    watch,
    works: new Map([...chains].map(([name, { index, tip }]) => [name, index.work(tip)])),
    bestHeaderAge: nowSeconds - local.index.time(local.bestHeader),
    lacks: (hash) => {
      const entry = local.index.find(hashFromDisplay(hash));
      return entry === undefined || !local.hasBlock(entry);
    },
    heights: new Map([...chains].map(([name, { active }]) => [name, active.height])),
    tipAges: new Map([...chains].map(([name, { index, tip }]) => [name, nowSeconds - index.time(tip)])),
  };
}

function named(scenario: Scenario, world: SingleThreadWorld) {
  const names = [LOCAL_NODE, ...allPeers(scenario).map(({ id }) => id)];
  return new Map(world.chains().map((chain, number) => [names[number] ?? "", chain] as const));
}

/** Which peers have more work than the local node; undefined: it has missed nothing. */
function whatIsMissed(
  outcome: Outcome,
): { readonly problem: Problem; readonly peers: readonly string[] } | undefined {
  const { summary, works } = outcome;
  const own = works.get(LOCAL_NODE) ?? 0n;
  const peers = [...works].filter(([, work]) => work > own).map(([name]) => name);
  if (summary.ended === "synced" && peers.length === 0) return undefined;
  const behind = peers.map((name) => {
    const { connected, closedBecause } = outcome.watch.of(name);
    return `${name} has more work and is ${connected ? "connected" : `not connected: ${closedBecause}`}`;
  });
  return {
    peers,
    problem: {
      kind: `not synced: ${summary.ended}`,
      detail: [`${summary.ended}: ${summary.why}`, ...behind].join("; "),
    },
  };
}
