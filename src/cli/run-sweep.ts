/** Runs a world many times with something varied: what `npm run --silent sweep` does, apart from being a process. */
import { availableParallelism } from "node:os";
import { type PointSummary, summarise } from "../sweep/point-summary.ts";
import { presets } from "../sweep/presets.ts";
import { InOrder, shareOut } from "../sweep/share-out.ts";
import { csvHeader, csvLine, parseCsv, printCsv, type SweepTable } from "../sweep/sweep-csv.ts";
import { joinRows, type SweepRow } from "../sweep/sweep-row.ts";
import { parseSweep } from "../sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../sweep/sweep-spec.ts";
import { printableLine } from "../world/printable.ts";
import { readJson } from "../world/scenario/schema-words.ts";
import { BadInput } from "./arguments.ts";
import { Crew } from "./crew.ts";
import { readRun, textOf } from "./inputs.ts";
import { harmless, type Output } from "./output.ts";
import { readSweepArguments, type SweepArguments } from "./sweep-arguments.ts";

/** Exit codes: what a script can rely on. */
const ALL_SYNCED = 0;
const NOT_ALL_SYNCED = 1;
const BAD_INPUT = 2;

const TELL_EVERY_MS = 2_000;

/** Runs the command of these words. Returns the exit code. */
export async function runSweep(words: readonly string[], output: Output): Promise<number> {
  try {
    return await sweep(readSweepArguments(words), harmless(output));
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof RangeError)) throw error;
    output.error(`${printableLine(error.message)}\n`);
    return BAD_INPUT;
  }
}

async function sweep(given: SweepArguments, output: Output): Promise<number> {
  if (given.help) {
    output.out(USAGE);
    return ALL_SYNCED;
  }
  if (given.list) {
    for (const preset of presets) output.out(`${preset.id}\n`);
    return ALL_SYNCED;
  }
  if (given.join) {
    const table = await joined(given.named);
    output.out(given.summary ? summaryOf(table) : printCsv(table));
    return exitCodeOf(table.rows);
  }
  const spec = await sweepAskedFor(given);
  const vary = spec.vary.map(({ what }) => what);
  if (!given.summary) output.out(csvHeader(vary));
  const rows = await run(spec, given.workers ?? availableParallelism(), output, (row) => {
    if (!given.summary) output.out(csvLine(row));
  });
  if (given.summary) output.out(summaryOf({ vary, rows }));
  return exitCodeOf(rows);
}

/** Gives every row on as soon as it and all before it are there. */
async function run(
  spec: SweepSpec,
  workers: number,
  output: Output,
  give: (row: SweepRow) => void,
): Promise<readonly SweepRow[]> {
  const jobs = jobsOf(spec);
  const rows: SweepRow[] = [];
  const inOrder = new InOrder<SweepRow>((row) => {
    rows.push(row);
    give(row);
  });
  const crew = await Crew.of(Math.min(workers, jobs.length));
  let done = 0;
  let toldAt = Date.now();
  try {
    await shareOut(
      jobs.map((job) => ({ kind: "point", sweep: spec, job }) as const),
      crew.hands,
      (answer, number) => {
        if (answer.kind !== "point") throw new Error(`a point was answered by a ${answer.kind}`);
        inOrder.take(answer.row, number);
        done += 1;
        if (Date.now() - toldAt < TELL_EVERY_MS) return;
        toldAt = Date.now();
        output.error(`${done} of ${jobs.length} runs\n`);
      },
    );
  } finally {
    await crew.dispose();
  }
  return rows;
}

function exitCodeOf(rows: readonly SweepRow[]): number {
  return rows.every(({ ended }) => ended === "synced") ? ALL_SYNCED : NOT_ALL_SYNCED;
}

/** A preset, a file that holds a sweep, or a world of which the options say the rest. */
async function sweepAskedFor(given: SweepArguments): Promise<SweepSpec> {
  const [named = ""] = given.named;
  const value = presets.find(({ id }) => id === named)?.sweep ?? (await sweepInFile(named));
  const isWhole = value !== undefined;
  if (isWhole && (given.vary.length > 0 || given.policies.length > 0)) {
    throw new BadInput(`${named}: expected no --vary and --policy with a sweep, found some`);
  }
  const whole = isWhole ? value : await sweepOfWorld(named, given);
  const asked = given.seeds === undefined ? whole : { ...whole, seeds: given.seeds };
  const parsed = parseSweep(asked);
  if (parsed.ok) return parsed.sweep;
  const inOptions = parsed.error
    .replace(/^(vary|seeds|policies)\b/, "--$1")
    .replace(/^--policies/, "--policy");
  throw new BadInput(isWhole ? `${named}: ${parsed.error}` : inOptions);
}

/** Undefined: it holds a scenario or a run, or is no file. */
async function sweepInFile(named: string): Promise<object | undefined> {
  if (!/\.json(\.gz)?$/.test(named)) return undefined;
  const read = readJson(await textOf("sweep", named));
  if (!read.ok) throw new BadInput(`${named}: ${read.error}`);
  const { value } = read;
  return typeof value === "object" && value !== null && Object.hasOwn(value, "vary") ? value : undefined;
}

async function sweepOfWorld(named: string, { vary, policies }: SweepArguments): Promise<object> {
  const { scenario, acts, policy } = await readRun(named);
  const own = policy === undefined ? [] : [{ policy }];
  const ways = policies.length > 0 ? policies.map((each) => ({ policy: each })) : own;
  return { version: 1, scenario, acts, vary, ...(ways.length > 0 ? { policies: ways } : {}) };
}

async function joined(files: readonly string[]): Promise<SweepTable> {
  const tables: SweepTable[] = [];
  for (const file of files) {
    const parsed = parseCsv(await textOf("--join", file));
    if (!parsed.ok) throw new BadInput(`${file}: ${parsed.error}`);
    const first = tables[0]?.vary ?? parsed.table.vary;
    if (parsed.table.vary.join() !== first.join()) {
      throw new BadInput(
        `${file}: expected ${first.join(" and ")} varied, found ${parsed.table.vary.join(" and ")}`,
      );
    }
    tables.push(parsed.table);
  }
  return { vary: tables[0]?.vary ?? [], rows: joinRows(tables.map(({ rows }) => rows)) };
}

/** One line a point: how long it took in the middle, and between which two lay half of the runs. */
function summaryOf({ vary, rows }: SweepTable): string {
  const lines = summarise(rows).map((point) => [
    point.policy,
    ...point.values.map((value) => `${value ?? "none"}`),
    ...numbersOf(point),
  ]);
  const head = [
    "policy",
    ...vary,
    "synced at, s",
    "half of them",
    "wasted, B",
    "dropped",
    "first block, s",
    "runs",
  ];
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i]?.length ?? 0)));
  const pad = (cell: string, i: number) =>
    i <= vary.length ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0);
  return [head, ...lines].map((line) => `${line.map(pad).join("  ").trimEnd()}\n`).join("");
}

function numbersOf({ spreads, runs, unsynced }: PointSummary): string[] {
  const { syncedAtSeconds: synced, wastedBytes, peersDropped, firstBlockSeconds } = spreads;
  return [
    synced === undefined ? "never" : synced.median.toFixed(1),
    synced === undefined ? "" : `${synced.low.toFixed(1)}–${synced.high.toFixed(1)}`,
    `${wastedBytes?.median ?? ""}`,
    `${peersDropped?.median ?? ""}`,
    firstBlockSeconds === undefined ? "never" : firstBlockSeconds.median.toFixed(2),
    unsynced === 0 ? `${runs}` : `${runs}, ${unsynced} not synced`,
  ];
}

const USAGE = `Runs a world of Headway many times with something varied, on all cores, and prints the runs as CSV.

  npm run --silent sweep -- --list
  npm run --silent sweep -- <preset, or .json file of a sweep> [--seeds a..b] [options]
  npm run --silent sweep -- <scenario id, or .json file of a scenario or a run> --vary what=values [--seeds a..b] [options]
  npm run --silent sweep -- --join <.csv file> <.csv file> …

  --seeds a..b        every point with each of these seeds (default: the sweep's, else 1)
  --vary what=v,v,…   peers, slowness:D (of peer D), latencyMs, downloadBytesPerSecond, uploadBytesPerSecond, or a constant of a
                      policy by its name, as windowBlocks; none = no such rule; may be given twice
  --policy p          run this policy instead of the scenario's; may be given again, to compare
  --workers n         so many at a time (default: one a core); the output does not depend on it
  --summary           print a line a point instead: medians over the seeds, and between which two half of the runs lie
  --join              put tables together that were made over ranges of seeds: what one run over all of them prints
  --list              the presets

Ends with 0 when every run synced, 1 when one did not, 2 on bad input.
`;
