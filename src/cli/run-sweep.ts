/** Runs a world many times with something varied: what `npm run --silent sweep` does, apart from being a process. */
import { availableParallelism } from "node:os";
import { leftOut } from "../sweep/left-out.ts";
import { type PointSummary, summarise } from "../sweep/point-summary.ts";
import { presets } from "../sweep/presets.ts";
import { sweepOf } from "../sweep/sensible-values.ts";
import { InOrder, shareOut, workersOver } from "../sweep/share-out.ts";
import { csvHeader, csvLine, parseCsv, printCsv, type SweepTable } from "../sweep/sweep-csv.ts";
import { joinRows, type SweepRow } from "../sweep/sweep-row.ts";
import { parseSweep } from "../sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../sweep/sweep-spec.ts";
import type { ChainFile } from "../world/chains/chain-file.ts";
import { printableLine } from "../world/printable.ts";
import { readJson } from "../world/scenario/schema-words.ts";
import { BadInput } from "./arguments.ts";
import { Crew, type First } from "./crew.ts";
import { readChainFileArgument, readRun, textOf } from "./inputs.ts";
import { harmless, nowAndThen, type Output, tellReading } from "./output.ts";
import { readSweepArguments, type SweepArguments } from "./sweep-arguments.ts";

/** Exit codes: what a script can rely on. */
const ALL_SYNCED = 0;
const NOT_ALL_SYNCED = 1;
const BAD_INPUT = 2;

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
  const chainFile = await readChainFileArgument(given);
  const spec = await sweepAskedFor(given, chainFile !== undefined);
  const vary = spec.vary.map(({ what }) => what);
  for (const note of leftOutNotes(spec)) output.error(`${printableLine(note)}\n`);
  let hasBegun = false;
  const give = (row: SweepRow) => {
    if (given.summary) return;
    // A world that cannot be is refused before anything is printed.
    if (!hasBegun) output.out(csvHeader(vary));
    hasBegun = true;
    output.out(csvLine(row));
  };
  const rows = await run({ spec, chainFile, workers: given.workers }, output, give).catch((error) => {
    if (!(error instanceof RangeError) || given.policies.length === 0) throw error;
    throw new BadInput(error.message.replace(/^policies:/, "--policy:"));
  });
  if (given.summary) output.out(summaryOf({ vary, rows }));
  return exitCodeOf(rows);
}

/** Whom one may look for in vain in the worlds of few peers. */
function leftOutNotes(spec: SweepSpec): readonly string[] {
  return leftOut(spec).map(({ peer, behaviours, from, isAlways }) => {
    const habits = behaviours.map((one) => (one.kind === "slow" ? `slow, ${one.factor} times` : one.kind));
    const who = habits.length === 0 ? peer : `${peer} (${habits.join(", ")})`;
    const where = isAlways ? "in none of these worlds" : `in the worlds of ${from} peers and more`;
    return `peers: the scenario's first ones are taken: ${who} is ${where}`;
  });
}

interface Asked {
  readonly spec: SweepSpec;
  readonly chainFile: ChainFile | undefined;
  /** Undefined: as many as there are cores, and as may have a copy of the file. */
  readonly workers: number | undefined;
}

/** Gives every row on as soon as it and all before it are there. */
async function run(
  { spec, chainFile, workers }: Asked,
  output: Output,
  give: (row: SweepRow) => void,
): Promise<readonly SweepRow[]> {
  const jobs = jobsOf(spec);
  const many = workers ?? Math.min(availableParallelism(), workersOver(chainFile ? bytesIn(chainFile) : 0));
  const rows: SweepRow[] = [];
  const inOrder = new InOrder<SweepRow>((row) => {
    rows.push(row);
    give(row);
  });
  const crew = await Crew.of(Math.min(many, jobs.length), readying(spec, chainFile, output));
  let done = 0;
  const tell = nowAndThen(output);
  try {
    await shareOut(
      jobs.map((job) => ({ kind: "point", sweep: spec, job }) as const),
      crew.hands,
      (answer, number) => {
        if (answer.kind !== "point") throw new Error(`a point was answered by a ${answer.kind}`);
        inOrder.take(answer.row, number);
        done += 1;
        tell(() => `${done} of ${jobs.length} runs`);
      },
    );
  } finally {
    await crew.dispose();
  }
  return rows;
}

/** Undefined: nothing needs to be known before the first run. */
function readying(spec: SweepSpec, chainFile: ChainFile | undefined, output: Output): First | undefined {
  if (spec.chain === undefined && chainFile === undefined) return undefined;
  let isTold = false;
  return {
    job: { kind: "ready", sweep: spec, chainFile },
    tell: tellReading(output),
    done: (done) => {
      if (done.kind !== "ready" || isTold) return;
      isTold = true;
      for (const note of done.notes) output.error(`${printableLine(note)}\n`);
    },
  };
}

function bytesIn(chainFile: ChainFile): number {
  if (!("files" in chainFile)) return chainFile.bytes.length;
  return chainFile.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function exitCodeOf(rows: readonly SweepRow[]): number {
  return rows.every(({ ended }) => ended === "synced") ? ALL_SYNCED : NOT_ALL_SYNCED;
}

/** A preset, a file that holds a sweep, or a world of which the options say the rest. */
async function sweepAskedFor(given: SweepArguments, hasFile: boolean): Promise<SweepSpec> {
  const [named = ""] = given.named;
  const value = presets.find(({ id }) => id === named)?.sweep ?? (await sweepInFile(named));
  const isWhole = value !== undefined;
  if (
    isWhole &&
    (given.vary.length > 0 || given.policies.length > 0 || given.minimumChainWork !== undefined)
  ) {
    throw new BadInput(
      `${named}: expected no --vary, --policy and --minimum-chain-work with a sweep, found some`,
    );
  }
  const whole = isWhole ? value : await sweepOfWorld(named, given);
  const asked = given.seeds === undefined ? whole : { ...whole, seeds: given.seeds };
  const parsed = parseSweep(asked, hasFile);
  if (parsed.ok) return parsed.sweep;
  const inOptions = parsed.error
    .replace(/^scenario\.constants\.minimumChainWork:/, "--minimum-chain-work:")
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

/** As the page makes it of the run at hand. */
async function sweepOfWorld(named: string, given: SweepArguments): Promise<object> {
  const run = await readRun(named);
  const minimumChainWork = given.minimumChainWork ?? run.minimumChainWork;
  const ways = given.policies.map((policy) => ({ policy }));
  const { vary: _, ...sweep } = sweepOf({ ...run, minimumChainWork }, [], [], 1);
  return { ...sweep, vary: given.vary, ...(ways.length > 0 ? { policies: ways } : {}) };
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
    // Whoever synced without a first block has headers alone.
    firstBlockSeconds === undefined ? (unsynced < runs ? "" : "never") : firstBlockSeconds.median.toFixed(2),
    unsynced === 0 ? `${runs}` : `${runs}, ${unsynced} not synced`,
  ];
}

const USAGE = `Runs a world of Headway many times with something varied, on all cores, and prints the runs as CSV.

  npm run --silent sweep -- --list
  npm run --silent sweep -- <preset, or .json file of a sweep> [--seeds a..b] [options]
  npm run --silent sweep -- <scenario id, or .json file of a scenario or a run> --vary what=values [--seeds a..b] [options]
  npm run --silent sweep -- --join <.csv file> <.csv file> …

  --seeds a..b        every point with each of these seeds (default: the sweep's or the run's, else 1)
  --vary what=v,v,…   peers (the first ones: a bad one that is left out is named), slowness:D (of peer D), latencyMs,
                      downloadBytesPerSecond, uploadBytesPerSecond, or a constant of a policy by its name, as windowBlocks;
                      none = no such rule; may be given twice
  --policy p          run this policy instead of the scenario's; may be given again, to compare
  --headers-file f, --blocks-file f, --key-file f
                      over the chain of these files, as in \`npm run sim\`, in place of the world's
  --minimum-chain-work w  chains with less work are not downloaded: as in \`npm run sim\`
  --workers n         so many at a time (default: one a core); the output does not depend on it
  --summary           print a line a point instead: medians over the seeds, and between which two half of the runs lie
  --join              put tables together that were made over ranges of seeds: what one run over all of them prints
  --list              the presets

Ends with 0 when every run synced, 1 when one did not, 2 on bad input.
`;
