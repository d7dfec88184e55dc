/** Simulation testing: what `npm run fuzz` does, apart from being a process. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Judgement, judge, ownFailure } from "../fuzz/judge.ts";
import { type DrawnWorld, randomWorld } from "../fuzz/random-world.ts";
import { shrink } from "../fuzz/shrink.ts";
import { printableLine } from "../world/printable.ts";
import { BadInput } from "./arguments.ts";
import { type FuzzArguments, readFuzzArguments } from "./fuzz-arguments.ts";
import { harmless, type Output } from "./output.ts";

/** Exit codes: what a script can rely on. */
const CLEAN = 0;
const FAILURES = 1;
const BAD_INPUT = 2;

const PROGRESS_MS = 5000;
const SHRINK_RUNS = 300;
/** Further failures are counted, but neither shrunk nor written. */
const WRITTEN_MAX = 10;

/** Where the command is: wall time is for the person who waits, and decides nothing but when to stop. */
export interface Surroundings extends Output {
  readonly folder: string;
  readonly nowMs: () => number;
  /** Instead of the fuzzer's own. */
  readonly draw?: typeof randomWorld;
}

interface Tally {
  seeds: number;
  events: number;
  failures: number;
  /** How often each excuse was good, by policy and name. */
  readonly excused: Map<string, number>;
}

/** Runs the command of these words. Returns the exit code. */
export function runFuzz(words: readonly string[], around: Surroundings): number {
  try {
    const given = readFuzzArguments(words);
    if (!given.help) return fuzz(given, { ...around, ...harmless(around) });
    around.out(USAGE);
    return CLEAN;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    around.error(`${printableLine(error.message)}\n`);
    return BAD_INPUT;
  }
}

function fuzz(given: FuzzArguments, around: Surroundings): number {
  const { seeds, from, policy, minutes } = given;
  const limit = minutes === undefined ? "" : `, at most ${minutes} minutes`;
  around.out(`fuzz: ${seeds} seeds from ${from}, policy ${policy ?? "drawn from the seed"}${limit}\n`);
  const startMs = around.nowMs();
  const tally: Tally = { seeds: 0, events: 0, failures: 0, excused: new Map() };
  let saidMs = startMs;
  for (let seed = from; seed < from + seeds; seed++) {
    const nowMs = around.nowMs();
    if (minutes !== undefined && nowMs - startMs > minutes * 60_000) break;
    if (nowMs - saidMs >= PROGRESS_MS) {
      around.out(`${progress(tally, nowMs - startMs)}; next seed ${seed}\n`);
      saidMs = nowMs;
    }
    look(seed, policy, tally, around);
  }
  around.out(`${progress(tally, around.nowMs() - startMs)}, ${tally.events} events\n`);
  for (const [name, count] of [...tally.excused].sort()) around.out(`expected: ${count} × ${name}\n`);
  return tally.failures === 0 ? CLEAN : FAILURES;
}

function look(seed: number, policy: string | undefined, tally: Tally, around: Surroundings): void {
  tally.seeds += 1;
  const world = drawn(seed, policy, around);
  if ("detail" in world) {
    tally.failures += 1;
    around.out(failed(seed, policy, world.detail));
    return;
  }
  const judgement = judge(world);
  tally.events += judgement.events;
  if (judgement.excuse !== undefined) {
    const name = `${world.scenario.policy}: ${judgement.excuse}`;
    tally.excused.set(name, (tally.excused.get(name) ?? 0) + 1);
  }
  if (judgement.problems.length === 0) return;
  tally.failures += 1;
  report(world, judgement, policy, tally, around);
}

function report(
  world: DrawnWorld,
  judgement: Judgement,
  policy: string | undefined,
  tally: Tally,
  around: Surroundings,
): void {
  const { seed, scenario } = world;
  const [first] = judgement.problems;
  if (first === undefined) return;
  // What follows runs the fuzzer again and may fail as it did.
  around.out(failed(seed, policy, `policy ${scenario.policy}: ${first.detail}`));
  if (tally.failures <= WRITTEN_MAX) around.out(shrunk(world, first.kind, around.folder));
}

/** Writes the smallest world that fails in this way. What to say of it. */
function shrunk(world: DrawnWorld, kind: string, folder: string): string {
  const { seed } = world;
  const name = `fuzz-${world.scenario.policy}-${seed}.json`;
  try {
    const { scenario, problems } = judge(shrink(world, kind, SHRINK_RUNS));
    writeFileSync(join(folder, name), `${JSON.stringify(scenario, undefined, 2)}\n`);
    const { peers, acts, chain } = scenario;
    const size = `${peers.length} peers, ${chain.blocks} blocks, ${chain.branches.length} branches, ${acts.length} acts`;
    return `  shrunk: npm run --silent sim -- ${name} --seed ${seed}\n          ${size}: ${problems[0]?.detail}\n`;
  } catch (error) {
    return `  not shrunk: ${ownFailure(error).detail}\n`;
  }
}

/** The seed comes first: with it alone the failure can be had again. */
function failed(seed: number, policy: string | undefined, what: string): string {
  const given = policy === undefined ? "" : ` --policy ${policy}`;
  return `FAILED seed ${seed}, ${what}\n  again:  npm run fuzz -- --seeds 1 --from ${seed}${given}\n`;
}

/** The world of this seed, or why it cannot be had. */
function drawn(seed: number, policy: string | undefined, { draw = randomWorld }: Surroundings) {
  try {
    return draw(seed, policy);
  } catch (error) {
    return ownFailure(error);
  }
}

function progress({ seeds, failures, excused }: Tally, ms: number): string {
  const expected = [...excused.values()].reduce((sum, count) => sum + count, 0);
  const rate = (seeds / Math.max(0.001, ms / 1000)).toFixed(1);
  return `${seeds} seeds in ${(ms / 1000).toFixed(0)} s, ${rate} a second; ${failures} failures, ${expected} ended wrong as expected`;
}

const USAGE = `Runs random worlds of Headway and looks for what is wrong in them.

  npm run fuzz -- [options]

  --seeds n     so many worlds (default 1000)
  --from s      the first seed (default 1); each seed is one world
  --policy p    of the local node; without it each seed draws one
  --minutes m   stop after so many minutes

Ends with 0 when nothing was found, 1 when something was, 2 on bad input.
`;
