/** Reads untrusted lessons: as strictly as scenarios, every figure in a text being one that there is. */
import * as v from "valibot";
import { FACTS, type FactName } from "../replay/run-facts.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { parseScenario, policy } from "../world/scenario/scenario-schema.ts";
import {
  describeIssue,
  fields,
  id,
  list,
  object,
  type Parsed,
  seconds,
  whole,
} from "../world/scenario/schema-words.ts";
import { CONDITION_KINDS, conditionForms } from "./condition-schema.ts";
import { BEAT_SPEEDS, LEVELS, type Lesson, PARTS, type WorldChange } from "./lesson.ts";
import { lessonRun, SCENARIO_IDS } from "./lesson-world.ts";
import { placeholdersIn, readPlaceholder, settingOf } from "./placeholders.ts";

/** A lesson as JSON may not be longer. */
const LESSON_CHARACTERS_MAX = 250_000;
const BEATS_MAX = 12;
const VARIANTS_MAX = 8;
const CHOICES_MAX = 4;

const text = (most: number) =>
  v.pipe(
    v.string("text"),
    v.nonEmpty("a text that is not empty"),
    v.maxLength(most, `at most ${most} characters`),
  );
const atLeastOne = <T extends v.GenericSchema>(item: T, most: number) =>
  v.pipe(list(item, most), v.minLength(1, "at least 1 of them"));

const SCENARIO = `one of ${SCENARIO_IDS}, or a scenario`;
const scenario = v.custom<string | Scenario>(
  (value) => typeof value === "string" || (typeof value === "object" && value !== null),
  SCENARIO,
);
const change = {
  scenario: v.optional(scenario),
  seed: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
  policy: v.optional(policy),
  // Read with the scenario that they are for.
  constants: v.optional(constantsOf()),
};

function constantsOf() {
  return v.custom<NonNullable<WorldChange["constants"]>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "an object",
  );
}

const KINDS = [...CONDITION_KINDS, "time"];
const until = v.variant(
  "kind",
  [...conditionForms, fields({ kind: v.literal("time"), atSeconds: seconds(0) })],
  `one of ${KINDS.join(", ")}`,
);

const questionFields = {
  ask: text(300),
  choices: v.pipe(list(text(160), CHOICES_MAX), v.minLength(2, "at least 2 of them")),
  right: whole(0, CHOICES_MAX - 1),
  why: text(600),
};

const beatFields = {
  before: text(400),
  question: v.optional(object(questionFields)),
  until: v.optional(until),
  speed: v.optional(v.picklist(BEAT_SPEEDS, `one of ${BEAT_SPEEDS.join(", ")}`)),
  after: text(700),
  spotlight: v.optional(list(v.picklist(PARTS, `one of ${PARTS.join(", ")}`), PARTS.length), []),
  select: v.optional(id),
  bytes: v.optional(v.boolean("true or false")),
  truth: v.optional(v.boolean("true or false")),
  world: v.optional(object(change)),
};

const FACT = "a number, or a text of at most 200 characters";
const fact = v.union(
  [v.pipe(v.number(FACT), v.finite(FACT)), v.pipe(v.string(FACT), v.maxLength(200, FACT))],
  FACT,
);
const measured = object(
  Object.fromEntries(Object.keys(FACTS).map((name) => [name, v.optional(fact)])) as Record<
    FactName,
    v.OptionalSchema<typeof fact, undefined>
  >,
);

const variantFields = {
  id,
  label: text(120),
  change: v.optional(object(change), {}),
  measured: v.optional(measured, {}),
};

const LANGUAGE = "a language, as en or pt-BR";

const wholeFields = {
  version: v.literal(1, "1"),
  id,
  language: v.optional(
    v.pipe(v.string(LANGUAGE), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, LANGUAGE)),
    "en",
  ),
  title: text(60),
  goal: text(300),
  level: v.optional(v.picklist(LEVELS, `one of ${LEVELS.join(", ")}`), "basics"),
  words: v.optional(list(object({ word: text(40), means: text(300) }), 3), []),
  world: object({ ...change, scenario }),
  beats: atLeastOne(object(beatFields), BEATS_MAX),
  variants: v.optional(list(object(variantFields), VARIANTS_MAX), []),
  simplified: v.optional(list(text(300), 6), []),
  plan: v.optional(list(object({ minutes: whole(1, 120), what: text(300) }), 8), []),
};

/** What each part of a lesson has, in this order: `docs/lessons.md` lists it. */
export const lessonFields = {
  lesson: wholeFields,
  world: change,
  question: questionFields,
  beat: beatFields,
  variant: variantFields,
};

const lesson = object(wholeFields);

/** Reads what a JSON parser gave. */
export function parseLesson(value: unknown): Parsed<"lesson", Lesson> {
  // Every change of its world reads the whole of that once more.
  const { length } = JSON.stringify(value) ?? "";
  if (length > LESSON_CHARACTERS_MAX)
    return wrong(`lesson: expected at most ${LESSON_CHARACTERS_MAX} characters, found ${length}`);
  const parsed = v.safeParse(lesson, value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return wrong(describeIssue(parsed.issues[0], "lesson"));
  const worlds = readWorlds(parsed.output as Lesson);
  if (!worlds.ok) return worlds;
  const error = checkLesson(worlds.lesson);
  return error === undefined ? worlds : wrong(error);
}

function wrong(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

/** The lesson with every scenario in it read; each change is tried on the world that it is made to. */
function readWorlds(given: Lesson): Parsed<"lesson", Lesson> {
  const world = readChange(given.world, "world", given.world);
  if (!world.ok) return world;
  const base = world.change as Lesson["world"];
  const beats: Lesson["beats"][number][] = [];
  for (const [index, item] of given.beats.entries()) {
    if (item.world === undefined) {
      beats.push(item);
      continue;
    }
    const read = readChange(item.world, `beats.${index}.world`, base);
    if (!read.ok) return read;
    beats.push({ ...item, world: read.change });
  }
  const variants: Lesson["variants"][number][] = [];
  for (const [index, item] of given.variants.entries()) {
    const read = readChange(item.change, `variants.${index}.change`, base);
    if (!read.ok) return read;
    variants.push({ ...item, change: read.change });
  }
  return { ok: true, lesson: { ...given, world: base, beats, variants } };
}

function readChange(given: WorldChange, at: string, base: Lesson["world"]): Parsed<"change", WorldChange> {
  let read = given;
  if (typeof given.scenario === "object") {
    const parsed = parseScenario(given.scenario);
    if (!parsed.ok) return wrong(`${at}.scenario.${parsed.error}`);
    read = { ...given, scenario: parsed.scenario };
  } else if (given.scenario !== undefined && !SCENARIO_IDS.split(", ").includes(given.scenario))
    return wrong(
      `${at}.scenario: expected ${SCENARIO}, found ${JSON.stringify(given.scenario).slice(0, 80)}`,
    );
  const whole = parseScenario(lessonRun(given === base ? (read as Lesson["world"]) : base, read).scenario);
  return whole.ok ? { ok: true, change: read } : wrong(`${at}.${whole.error}`);
}

function checkLesson(given: Lesson): string | undefined {
  const ids = given.variants.map((item) => item.id);
  const twice = ids.find((item, index) => item === "world" || ids.indexOf(item) !== index);
  if (twice !== undefined)
    return `variants: expected names that differ, and none of them world, found ${twice}`;
  let { scenario: shown } = lessonRun(given.world);
  for (const [index, item] of given.beats.entries()) {
    if (item.world !== undefined) shown = lessonRun(given.world, item.world).scenario;
    const { question: asked } = item;
    if (asked !== undefined && asked.right >= asked.choices.length)
      return `beats.${index}.question.right: expected a whole number from 0 to ${asked.choices.length - 1}, found ${asked.right}`;
    const texts = {
      before: [item.before],
      after: [item.after],
      "question.ask": [asked?.ask ?? ""],
      "question.choices": asked?.choices ?? [],
      "question.why": [asked?.why ?? ""],
    };
    for (const [name, all] of Object.entries(texts)) {
      const strange = all.flatMap(placeholdersIn).find((held) => !isKnown(given, shown, held));
      if (strange !== undefined)
        return `beats.${index}.${name}: expected a fact of the run, of a variant or of the world between braces, found ${JSON.stringify(strange).slice(0, 80)}`;
    }
  }
  return undefined;
}

function isKnown(given: Lesson, shown: Scenario, placeholder: string): boolean {
  const read = readPlaceholder(given, placeholder);
  return read !== undefined && (read.of !== "world" || settingOf(shown, read.setting) !== undefined);
}
