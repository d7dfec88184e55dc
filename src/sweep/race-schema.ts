/** Reads untrusted races: two to four runs over one chain with one seed. What is wrong is said in one line. */
import * as v from "valibot";
import { parseWhole } from "../world/scenario/run-schema.ts";
import { describeIssue, list, object, type Parsed, readJson } from "../world/scenario/schema-words.ts";
import { type RaceSpec, RUNS_MAX, RUNS_MIN, type Runner } from "./race.ts";

const name = v.pipe(
  v.string("a name of 1 to 60 characters"),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,60}$/u, "a name of 1 to 60 characters"),
);
const race = object({
  version: v.literal(1, "1"),
  runs: v.pipe(
    list(object({ name, run: v.unknown() }), RUNS_MAX),
    v.minLength(RUNS_MIN, `at least ${RUNS_MIN} of them`),
  ),
});

export type ParsedRace = Parsed<"race", RaceSpec>;

/** Reads what a JSON parser gave. */
export function parseRace(given: unknown): ParsedRace {
  const parsed = v.safeParse(race, given, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return { ok: false, error: describeIssue(parsed.issues[0], "race") };
  const runs: Runner[] = [];
  for (const [i, { name, run }] of parsed.output.runs.entries()) {
    const read = parseWhole(run, 1);
    if (!read.ok) return { ok: false, error: `runs.${i}.run.${read.error.replace(/^run: /, "")}` };
    runs.push({ name, run: read.run });
  }
  const error = checkRuns(runs);
  return error === undefined ? { ok: true, race: { version: 1, runs } } : { ok: false, error };
}

/** Reads the text of a file. */
export function parseRaceText(json: string): ParsedRace {
  const read = readJson(json);
  return read.ok ? parseRace(read.value) : read;
}

/** They are measured against each other: the way that they run must be the same. */
function checkRuns(runs: readonly Runner[]): string | undefined {
  const [first] = runs;
  if (first === undefined) return undefined;
  const names = runs.map(({ name }) => name);
  for (const [i, { name, run }] of runs.entries()) {
    if (names.indexOf(name) !== i) return `runs.${i}.name: expected a name of its own, found ${name}`;
    if (run.seed !== first.run.seed) {
      return `runs.${i}.run.seed: expected that of the first, ${first.run.seed}, found ${run.seed}`;
    }
    if (wayOf(run) !== wayOf(first.run)) {
      return `runs.${i}.run.scenario.chain: expected that of the first, found another`;
    }
  }
  return undefined;
}

function wayOf({ scenario, chain }: Runner["run"]): string {
  return JSON.stringify([scenario.network, scenario.chain, chain]);
}
