/**
 * Runs a drawn world to its end and judges it. Safety: no invariant breaks, no node fails, nobody holds for valid what is
 * not. Liveness: once all is healed every node ends on the chain with the most work, or there is a named reason why the
 * real protocol would not get it there either.
 */
import { NodeFailure } from "../runtime/node-failure.ts";
import { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import { US_PER_SECOND } from "../sim/time.ts";
import { LOCAL_NODE } from "../world/record.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { prepareWorld } from "../world/setup.ts";
import { type JudgedBodies, wrongIn } from "./chain-oracle.ts";
import { lightHeaders, wrongDrops } from "./conduct-oracle.ts";
import { DOUBLING_LISTS } from "./doubling-lists.ts";
import { excuseFor } from "./excuses.ts";
import { heal, SETTLE_SECONDS } from "./healing.ts";
import { Ears } from "./oracles/ears.ts";
import { type Outcome, outcomes } from "./outcome.ts";
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

/** `excuse`: why the run was not awaited to its end. */
interface Run extends Judgement {
  /** Empty where the run did not go on. */
  readonly all: readonly Outcome[];
}

/** By events: where lists double a round has thousands. */
const EVENTS_PER_LOOK = 500;
/** No drawn world takes as many: this one goes round in circles. */
const EVENTS_MAX = 3_000_000;
/** Who was dropped for an old sin is dialled again, as a real node would find new peers. Seconds after the healing. */
const REDIALS = [[], [2000], [2000, 8000]] as const;

/** Never throws: where the fuzzer itself fails, that is a failure of this world like any other. */
export function judge(world: DrawnWorld): Judgement {
  try {
    return judged(world);
  } catch (error) {
    return { scenario: world.scenario, problems: [ownFailure(error)], excuse: undefined, events: 0 };
  }
}

/** What went wrong in the fuzzer, not in what it looks at. */
export function ownFailure(error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: `the fuzzer threw ${text.replace(/\d+/g, "n")}`, detail: `the fuzzer threw: ${text}` };
}

function judged(world: DrawnWorld): Judgement {
  for (const redials of REDIALS) {
    const isLast = redials === REDIALS.at(-1);
    const { scenario, problems, all, events, excuse: cutShort } = runUntilQuiet(world, redials);
    const local = all.find(({ name }) => name === LOCAL_NODE);
    if (local === undefined || problems.length > 0) return { scenario, problems, excuse: cutShort, events };
    const missed = whatIsMissed(local);
    if (missed !== undefined) {
      if (!isLast && missed.peers.some((name) => !local.watch.of(name).connected)) continue;
      const excuse = excuseFor(local, missed.peers);
      return { scenario, problems: excuse === undefined ? [missed.problem] : [], excuse, events };
    }
    // A run ends when the local node is synced. The others may need until the last of the acts.
    const late = all.flatMap((outcome) => whatIsLate(outcome) ?? []);
    if (late.length === 0) return { scenario, problems, excuse: undefined, events };
    const left = late.filter(({ excuse }) => excuse === undefined).map(({ problem }) => problem);
    if (redials.length === 0 || (left.length > 0 && !isLast)) continue;
    return { scenario, problems: left, excuse: left.length > 0 ? undefined : late[0]?.excuse, events };
  }
  throw new Error("no way of healing is left");
}

/** A block that came a moment ago may be on its way to who lacks it: such a world goes on until none has come for a while. */
function runUntilQuiet(world: DrawnWorld, redials: readonly number[]): Run {
  let scenario = heal(world, redials);
  for (let pause = SETTLE_SECONDS; ; pause *= 2) {
    const done = run(scenario, world.seed);
    const lastAct = scenario.acts.at(-1)?.atSeconds ?? 0;
    const newest = Math.max(...done.all.map(({ tipSince }) => tipSince)) / US_PER_SECOND;
    const isQuiet = newest + SETTLE_SECONDS <= lastAct;
    const quietUntil = Math.ceil(newest) + pause;
    const isBehind = done.all.some((outcome) => better(outcome, outcome.neighbours).length > 0);
    if (redials.length === 0 || isQuiet || !isBehind || quietUntil > scenario.deadlineSeconds) return done;
    scenario = heal(world, redials, quietUntil);
  }
}

function run(scenario: Scenario, seed: number): Run {
  const prepared = prepareWorld({ scenario, seed });
  if (!prepared.ok) throw new Error(`${scenario.id}: ${prepared.error}`);
  const world = new SingleThreadWorld(prepared.value);
  const watch = new Watch(scenario);
  const ears = new Ears(prepared.value, world);
  const problems: Problem[] = [];
  let isCut = false;
  const stopped = (excuse?: string): Run => ({ scenario, problems, excuse, all: [], events: world.events });
  try {
    for (let looked = 0; world.advance(undefined); ) {
      if (world.events < looked + EVENTS_PER_LOOK) continue;
      looked = world.events;
      watch.read(world.takeRecords());
      isCut = watch.lists.isEndless;
      if (isCut) break;
      if (world.events <= EVENTS_MAX) continue;
      problems.push({ kind: "endless", detail: `${world.events} events` });
      return stopped();
    }
  } catch (error) {
    const node = error instanceof NodeFailure ? error.node : "a node";
    const text = error instanceof Error ? error.message : String(error);
    problems.push({ kind: `threw ${text.replace(/\d+/g, "n")}`, detail: `${node} threw: ${text}` });
    return stopped();
  }
  watch.read(world.takeRecords());
  for (const detail of watch.broken) problems.push({ kind: `invariant ${detail.split(":", 1)[0]}`, detail });
  for (const detail of watch.crashes) problems.push({ kind: "crash", detail });
  for (const detail of world.audit()) problems.push({ kind: "audit", detail });
  for (const detail of ears.problems()) problems.push({ kind: detail.split(":", 1)[0] ?? "", detail });
  if (isCut) return stopped(problems.length === 0 ? DOUBLING_LISTS : undefined);
  const all = outcomes(scenario, prepared.value, world, watch);
  const judged: JudgedBodies = new Map();
  for (const { name, chain } of all) {
    for (const detail of wrongIn(chain, judged))
      problems.push({ kind: "invalid", detail: `${name} believes in ${detail}` });
  }
  const [local] = all;
  if (local === undefined) throw new Error("there is no local node");
  for (const detail of wrongDrops(local)) problems.push({ kind: "honest peer dropped", detail });
  for (const detail of lightHeaders(local)) problems.push({ kind: "light header", detail });
  return { scenario, problems, excuse: undefined, all, events: world.events };
}

/** Which peers have more work than the local node; undefined: it has missed nothing. */
function whatIsMissed(
  local: Outcome,
): { readonly problem: Problem; readonly peers: readonly string[] } | undefined {
  const { summary, works } = local;
  const peers = better(local, [...works.keys()]);
  const isSettled = summary.ended === "synced" && summary.settledSeconds !== null;
  if (isSettled && peers.length === 0) return undefined;
  return {
    peers,
    problem: {
      kind: summary.ended === "synced" && !isSettled ? "not settled" : `not synced: ${summary.ended}`,
      detail: [`${summary.ended}: ${summary.why}`, ...peers.map((name) => standingOf(local, name))].join(
        "; ",
      ),
    },
  };
}

/** Another node has less work than one that it is linked to; undefined: it has not. */
function whatIsLate(
  outcome: Outcome,
): { readonly problem: Problem; readonly excuse: string | undefined } | undefined {
  const { name, neighbours } = outcome;
  const peers = better(outcome, neighbours);
  if (name === LOCAL_NODE || peers.length === 0) return undefined;
  const detail = `${name} is behind: ${peers.map((peer) => standingOf(outcome, peer)).join("; ")}`;
  return { problem: { kind: "a peer is behind", detail }, excuse: excuseFor(outcome, peers) };
}

/** Those of them that have more work than the node itself. */
function better({ works, name }: Outcome, names: readonly string[]): string[] {
  const own = works.get(name) ?? 0n;
  return names.filter((other) => (works.get(other) ?? 0n) > own);
}

function standingOf({ watch }: Outcome, peer: string): string {
  const { connected, closedBecause } = watch.of(peer);
  return `${peer} has more work and is ${connected ? "connected" : `not connected: ${closedBecause}`}`;
}
