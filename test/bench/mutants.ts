/**
 * `npm run bench -- mutants [--count n] [--kind k]`: what a file or link that somebody has changed costs until it is taken or refused, at
 * worst: so many of each kind, drawn by a seed, and some made to keep the page busy (`hostile-files.ts`). Per kind the longest time and
 * the most memory of a single one; fails where one takes over a second or 100 MB, is an exception, or is refused in no readable line.
 */
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { unpackLink } from "../../src/app/link.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import { parseLesson } from "../../src/lessons/lesson-schema.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import { printableLine } from "../../src/world/printable.ts";
import { plainRun, printRun } from "../../src/world/scenario/run-spec.ts";
import { mutated, mutatedJson } from "../app/mutants.ts";
import { packed, randomLink } from "../app/random-links.ts";
import { readLink } from "../app/read-link.ts";
import { hostileFiles, hostileLinks } from "./hostile-files.ts";

const LIMITS = { ms: 1000, bytes: 100_000_000 };
/** What takes longer, or more, is measured again: the machine may have done something else, or cleared up, meanwhile. */
const AGAIN = { ms: 50, bytes: 20_000_000, times: 3 };
/** One in so many is packed. */
const PACKED_EVERY = 10;
const LINE_CHARACTERS_MAX = 900;

const { values } = parseArgs({
  options: { count: { type: "string", default: "10000" }, kind: { type: "string" } },
});
const count = Number(values.count);

/** What is said of it where it is refused; undefined: it is taken. */
type Reader = (content: string | Uint8Array) => Promise<string | undefined>;

interface Cost {
  readonly ms: number;
  /** What it took before the engine had got used to it. */
  readonly firstMs: number;
  readonly bytes: number;
  readonly said: string | undefined;
}

const run = printRun(plainRun(builtInScenarios[3] ?? builtInScenarios[0]!, 7));
const texts: Readonly<Record<string, readonly string[]>> = {
  scenario: builtInScenarios.map((scenario) => JSON.stringify(scenario)),
  run: builtInScenarios.map((scenario) => printRun(plainRun(scenario, 7))),
  lesson: builtInLessons.map((lesson) => JSON.stringify(lesson)),
  race: [JSON.stringify({ version: 1, runs: slowPeerRace })],
  sweep: presets.map(({ sweep }) => JSON.stringify(sweep)),
  history: [`{"version":1,"run":${run},"at":7,"count":3,"records":[{}\n,{}\n,{}]}`],
};

const openFile: Reader = async (content) => {
  const blob = new Blob([content as BlobPart]);
  return openFiles([{ name: "x.json", blob }], 1).then(
    () => undefined,
    (error: unknown) => {
      // Anything else is a defect.
      if (error instanceof RangeError) return error.message;
      throw error;
    },
  );
};

const openLink: Reader = async (content) => {
  const hash = String(content);
  const unpacked = await unpackLink(hash);
  const isLesson = unpacked.ok && Object.hasOwn(Object(unpacked.value), "lesson");
  const read = isLesson ? parseLesson((unpacked.value as { lesson: unknown }).lesson) : await readLink(hash);
  return read.ok ? undefined : printableLine(read.error);
};

let failures = 0;
for (const [kind, originals] of Object.entries(texts))
  if (isAsked(kind)) await ofKind(kind, filesOf(originals), openFile);
if (isAsked("link")) await ofKind("link", await links(), openLink);
if (isAsked("hostile")) {
  for (const [name, make] of Object.entries(hostileFiles)) print(name, [await costOf(make(), openFile)]);
  for (const [name, make] of Object.entries(hostileLinks)) print(name, [await costOf(make(), openLink)]);
}
console.log(`peak of the process: ${mb(process.resourceUsage().maxRSS * 1024)}`);
if (failures > 0) throw new Error(`${failures} were over the limits, or not readable`);

function isAsked(kind: string): boolean {
  return values.kind === undefined || values.kind === kind;
}

function* filesOf(originals: readonly string[]): Generator<string | Uint8Array> {
  const prng = Prng.fromSeed(originals.length).split("mutants");
  for (let i = 0; i < count; i++) {
    const original = originals[i % originals.length] ?? "";
    const changed = i % 3 === 0 ? original : mutatedJson(original, prng);
    const text = i % 3 === 1 ? changed : mutated(changed, prng);
    yield i % PACKED_EVERY === 0 ? new Uint8Array(gzipSync(text)) : text;
  }
}

async function links(): Promise<Iterable<string>> {
  const originals = Array.from({ length: 20 }, (_, i) => JSON.stringify(randomLink(i + 1)));
  const wholes = await Promise.all(originals.map((text) => packed(text)));
  const lessons = builtInLessons.map((lesson) => JSON.stringify({ lesson }));
  const prng = Prng.fromSeed(1).split("links");
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    const [whole = "", text = "", lesson = ""] = [
      wholes[i % 20],
      originals[i % 20],
      lessons[i % lessons.length],
    ];
    const kinds = [
      () => mutated(whole, prng),
      () => packed(mutated(text, prng)),
      () => packed(mutatedJson(text, prng)),
      () => packed(mutatedJson(lesson, prng)),
    ];
    made.push(`#${await kinds[i % kinds.length]?.()}`);
  }
  return made;
}

async function ofKind(kind: string, contents: Iterable<string | Uint8Array>, read: Reader): Promise<void> {
  const costs: Cost[] = [];
  for (const content of contents) costs.push(await costOf(content, read));
  print(kind, costs);
}

/** At its best of some times, where it was not cheap at once. */
async function costOf(content: string | Uint8Array, read: Reader): Promise<Cost> {
  let best = await measured(content, read);
  for (let again = 1; again < AGAIN.times && (best.ms > AGAIN.ms || best.bytes > AGAIN.bytes); again++) {
    globalThis.gc?.();
    const next = await measured(content, read);
    best = { ...best, ms: Math.min(best.ms, next.ms), bytes: Math.min(best.bytes, next.bytes) };
  }
  return best;
}

/** `bytes`: what is there afterwards that was not there before, nothing cleared up unless the engine did so by itself. */
async function measured(content: string | Uint8Array, read: Reader): Promise<Cost> {
  const before = memory();
  const start = performance.now();
  const said = await read(content);
  const ms = performance.now() - start;
  return { ms, firstMs: ms, bytes: Math.max(0, memory() - before), said };
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function print(name: string, costs: readonly Cost[]): void {
  const refused = costs.flatMap(({ said }) => (said === undefined ? [] : [said]));
  const ms = Math.max(...costs.map((cost) => cost.ms));
  const firstMs = Math.max(...costs.map((cost) => cost.firstMs));
  const bytes = Math.max(...costs.map((cost) => cost.bytes));
  const over = costs.filter((cost) => cost.ms > LIMITS.ms || cost.bytes > LIMITS.bytes).length;
  const unreadable = refused.filter((said) => !isReadable(said));
  failures += over + unreadable.length;
  const last = costs.length === 1 ? (refused[0] ?? "taken").slice(0, 90) : `${refused.length} refused`;
  console.log(
    `${name}: ${costs.length}, at most ${ms.toFixed(0)} ms (the first time ${firstMs.toFixed(0)} ms), ${mb(bytes)}, ${over} over the limits, ${unreadable.length} not readable; ${last}`,
  );
  for (const said of unreadable.slice(0, 3))
    console.log(`  not readable: ${JSON.stringify(said).slice(0, 300)}`);
}

/** As the page says it. */
function isReadable(said: string): boolean {
  const line = printableLine(said);
  return /expected (?!Invalid)/.test(line) && !/[\n\r]/.test(line) && line.length <= LINE_CHARACTERS_MAX;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
