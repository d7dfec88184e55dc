/** Reads untrusted runs: the scenario as a scenario file is read, and the rest as strictly. */
import * as v from "valibot";
import type { TimedAct } from "./act.ts";
import { plainRun, type RunSpec } from "./run-spec.ts";
import { ACTS_MAX, act, parseScenario, policy, work } from "./scenario-schema.ts";
import { describeIssue, list, object, type Parsed, readJson, whole, YEAR_US } from "./schema-words.ts";

const DIGEST = "64 hex digits";
const acts = v.optional(list(object({ at: whole(0, YEAR_US), act }), ACTS_MAX), []);

/** Which chain a run is over. */
export const chainId = object({
  kind: v.picklist(["headers", "blocks"], "headers or blocks"),
  digest: v.pipe(v.string(DIGEST), v.regex(/^[0-9a-f]{64}$/, DIGEST)),
});

const run = object({
  version: v.literal(1, "1"),
  scenario: v.custom<object>((value) => typeof value === "object" && value !== null, "a scenario"),
  seed: v.optional(whole(0, Number.MAX_SAFE_INTEGER), 1),
  policy: v.optional(policy),
  minimumChainWork: v.optional(work),
  chain: v.optional(chainId),
  acts,
});

/** Reads a run. Whether its acts can be done the world says when it is built. */
function parseRun(value: unknown): Parsed<"run", RunSpec> {
  const parsed = v.safeParse(run, value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return { ok: false, error: describeIssue(parsed.issues[0], "run") };
  const read = parsed.output;
  const inner = parseScenario(read.scenario);
  if (!inner.ok) return { ok: false, error: within("scenario", inner.error) };
  const unordered = findUnordered(read.acts as readonly TimedAct[]);
  if (unordered !== undefined) return { ok: false, error: unordered };
  return { ok: true, run: { ...read, scenario: inner.scenario } as RunSpec };
}

/** Reads a run, or a scenario of which nothing else is said but this seed: what has a scenario in it is a run. */
export function parseWhole(value: unknown, seed: number): Parsed<"run", RunSpec> {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "scenario")) return parseRun(value);
  const parsed = parseScenario(value);
  return parsed.ok ? { ok: true, run: plainRun(parsed.scenario, seed) } : parsed;
}

/** Reads the text of a file that holds one of the two. */
export function parseWholeText(json: string, seed: number): Parsed<"run", RunSpec> {
  const read = readJson(json);
  return read.ok ? parseWhole(read.value, seed) : read;
}

/** Reads a list of acts with their moments in µs, as a run has them. */
export function parseActsText(json: string): Parsed<"acts", readonly TimedAct[]> {
  const read = readJson(json);
  if (!read.ok) return read;
  const parsed = v.safeParse(acts, read.value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return { ok: false, error: within("acts", describeIssue(parsed.issues[0], "acts")) };
  const unordered = findUnordered(parsed.output as readonly TimedAct[]);
  return unordered === undefined
    ? { ok: true, acts: parsed.output as readonly TimedAct[] }
    : { ok: false, error: unordered };
}

/** The order of a list is that in which its acts take effect. */
function findUnordered(timed: readonly TimedAct[]): string | undefined {
  let before = 0;
  for (const [i, { at }] of timed.entries()) {
    if (at < before)
      return `acts.${i}.at: expected no less than the act before it has, ${before}, found ${at}`;
    before = at;
  }
  return undefined;
}

/** An error of a part, named from outside; of the whole of the part it has the part's name already. */
function within(part: string, error: string): string {
  return error.startsWith(`${part}:`) ? error : `${part}.${error}`;
}
