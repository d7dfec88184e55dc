/**
 * Reads untrusted sweeps, as strictly as runs are read: every point must be a world that the scenario's schema takes. What is wrong
 * is said in one line: field, expectation, found.
 */
import * as v from "valibot";
import type { TimedAct } from "../world/scenario/act.ts";
import { chainId, parseWhole } from "../world/scenario/run-schema.ts";
import { withActs } from "../world/scenario/run-spec.ts";
import { parseScenario, policy } from "../world/scenario/scenario-schema.ts";
import {
  describeIssue,
  id,
  list,
  object,
  type Parsed,
  readJson,
  whole,
} from "../world/scenario/schema-words.ts";
import { runAt } from "./run-at.ts";
import { runCount } from "./sweep-row.ts";
import { type Point, pointsOf, type SweepSpec, VARIABLES } from "./sweep-spec.ts";

/** Every point is read as a scenario of its own: what is longer than this would take long to read. */
const TEXT_CHARS_MAX = 40_000;
const WAYS_MAX = 8;
const VALUES_MAX = 32;
const POINTS_MAX = 100;
const RUNS_MAX = 10_000;
/** Blocks that all nodes of all runs have, together: about so many thousandths of a second of work each. */
export const BLOCKS_MAX = 100_000_000;

const name = v.pipe(
  v.string("a name of 1 to 60 characters"),
  v.regex(/^[^\p{Cc}\p{Cf}]{1,60}$/u, "a name of 1 to 60 characters"),
);
const something = v.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "an object",
);
const seed = whole(0, Number.MAX_SAFE_INTEGER);
const VALUE = "a number, a text of 1 to 100 letters and digits, or null";
// Of what is nearly right, the part that is wrong says so.
const value = v.union(
  [v.null(), v.pipe(v.number(), v.finite(VALUE)), v.pipe(v.string(), v.regex(/^[\w.%]{1,100}$/, VALUE))],
  VALUE,
);
const what = v.pipe(
  v.string("the name of what is varied"),
  v.regex(/^[A-Za-z]{1,60}$/, "the name of what is varied"),
);
const values = v.pipe(list(value, VALUES_MAX), v.minLength(1, "at least 1 of them"));

const sweep = object({
  version: v.literal(1, "1"),
  scenario: something,
  policies: v.optional(
    v.pipe(
      list(
        object({ name: v.optional(name), policy: v.optional(policy), constants: v.optional(something) }),
        WAYS_MAX,
      ),
      v.minLength(1, "at least 1 of them"),
    ),
  ),
  seeds: v.optional(object({ from: seed, to: seed }), { from: 1, to: 1 }),
  vary: v.pipe(list(object({ what, peer: v.optional(id), values }), 2), v.minLength(1, "1 or 2 of them")),
  chain: v.optional(chainId),
  acts: v.optional(v.unknown(), []),
});

export type ParsedSweep = Parsed<"sweep", SweepSpec>;

/**
 * Reads what a JSON parser gave. `isOverFile`: it will be run over a chain file, also if it does not say which. What such a world is
 * like nobody knows before the file is read: `over-file.ts` looks at that.
 */
export function parseSweep(given: unknown, isOverFile = false): ParsedSweep {
  const parsed = v.safeParse(sweep, given, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return failed(describeIssue(parsed.issues[0], "sweep"));
  const { scenario, acts, ...read } = parsed.output;
  const size = sizeOf(given);
  if (size === undefined || size > TEXT_CHARS_MAX) {
    return failed(`sweep: expected at most ${TEXT_CHARS_MAX} characters of JSON, found ${size ?? "none"}`);
  }
  // The acts of a run, in a run's words.
  const run = parseWhole({ version: 1, scenario, acts }, 1);
  if (!run.ok) return failed(run.error);
  const ways = read.policies ?? [{}];
  const whole: SweepSpec = {
    version: 1,
    scenario: run.run.scenario,
    policies: ways.map((way) => ({ ...way, name: way.name ?? way.policy ?? run.run.scenario.policy })),
    seeds: read.seeds,
    vary: read.vary as SweepSpec["vary"],
    ...(read.chain === undefined ? {} : { chain: read.chain }),
    acts: run.run.acts,
  };
  const isMade = !isOverFile && whole.chain === undefined;
  const error = checkFields(whole) ?? checkSize(whole) ?? checkPoints(whole, isMade);
  return error === undefined ? { ok: true, sweep: whole } : failed(error);
}

/** Reads the text of a file. */
export function parseSweepText(json: string): ParsedSweep {
  const read = readJson(json);
  return read.ok ? parseSweep(read.value) : read;
}

/** Characters of it as JSON; undefined: it cannot be written as that, being deeper than the stack or a circle. */
function sizeOf(given: unknown): number | undefined {
  try {
    return JSON.stringify(given).length;
  } catch {
    return undefined;
  }
}

function checkFields({ scenario, policies, seeds, vary }: SweepSpec): string | undefined {
  const names = policies.map((way) => way.name);
  const twice = names.findIndex((one, i) => names.indexOf(one) !== i);
  if (twice !== -1) return `policies.${twice}.name: expected a name of its own, found ${names[twice]}`;
  if (seeds.to < seeds.from) return `seeds.to: expected at least ${seeds.from}, found ${seeds.to}`;
  for (const [i, { what, peer, values }] of vary.entries()) {
    if (i > 0 && vary[0]?.what === what) return `vary.${i}.what: expected another than before, found ${what}`;
    const isOfPeer = what === VARIABLES.slowness;
    if (isOfPeer && !scenario.peers.some(({ id }) => id === peer)) {
      return `vary.${i}.peer: expected the id of a peer, found ${peer ?? "nothing"}`;
    }
    if (!isOfPeer && peer !== undefined) return `vary.${i}.peer: expected none with ${what}, found ${peer}`;
    const again = values.findIndex((one, at) => values.indexOf(one) !== at);
    if (again !== -1) return `vary.${i}.values.${again}: expected a value of its own, found ${values[again]}`;
    const wrong = what === VARIABLES.peers ? values.findIndex((one) => !isCount(one)) : -1;
    if (wrong !== -1) {
      return `vary.${i}.values.${wrong}: expected a whole number from 1 to 64, found ${values[wrong]}`;
    }
  }
  return undefined;
}

function isCount(one: unknown): boolean {
  return Number.isSafeInteger(one) && Number(one) >= 1 && Number(one) <= 64;
}

function checkSize(sweep: SweepSpec): string | undefined {
  const points =
    sweep.policies.length * sweep.vary.reduce((product, { values }) => product * values.length, 1);
  if (points > POINTS_MAX) return `vary: expected at most ${POINTS_MAX} points in all, found ${points}`;
  const runs = runCount(sweep);
  if (runs > RUNS_MAX) return `seeds: expected at most ${RUNS_MAX} runs in all, found ${runs}`;
  return undefined;
}

/** Each is a world of its own, and all of them together are no more than anybody waits for. */
function checkPoints(sweep: SweepSpec, isMade: boolean): string | undefined {
  const seeds = sweep.seeds.to - sweep.seeds.from + 1;
  let blocks = 0;
  for (const point of pointsOf(sweep)) {
    const { scenario, acts } = runAt(sweep, point, sweep.seeds.from);
    const parsed = parseScenario(withActs(scenario, isMade ? acts : acts.map(withoutBlocks)));
    if (!parsed.ok) return atPoint(sweep, point, parsed.error);
    if (!isMade) continue;
    blocks += seeds * scenario.chain.blocks * (1 + scenario.peers.length);
    if (blocks > BLOCKS_MAX) {
      return `sweep: expected at most ${BLOCKS_MAX} blocks in all nodes of all runs, found more`;
    }
  }
  return undefined;
}

/** What can be mined on a chain that is not known yet nobody can say, but who mines has to be there. */
function withoutBlocks(timed: TimedAct): TimedAct {
  const { act } = timed;
  return act.kind === "mineBlock" ? { ...timed, act: { kind: "stopNode", node: act.node } } : timed;
}

/** What is wrong, and where: a constant is named by what varies it. */
function atPoint({ vary }: SweepSpec, { way, values }: Point, error: string): string {
  const field = error.slice(0, error.indexOf(":"));
  const constant = /^constants\.(\w+)$/.exec(field)?.[1];
  const varied = vary.findIndex(({ what }) => what === constant);
  if (constant !== undefined && varied === -1 && Object.hasOwn(way.constants ?? {}, constant)) {
    return `policies: ${way.name}: ${error}`;
  }
  if (varied !== -1 && error.includes("expected no such key")) {
    return `vary.${varied}.what: expected something that can be varied (${Object.keys(VARIABLES).join(", ")}, or a constant of a policy), found ${constant}`;
  }
  const at = vary.map(({ what }, i) => `${what} ${values[i] ?? "none"}`).join(", ");
  return `vary: ${at}: ${error}`;
}

function failed(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
