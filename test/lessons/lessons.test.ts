/** Every lesson as it is given: its beats end where they say, its figures are the run's, and it fits into a lesson. */
import { describe, expect, it } from "vitest";
import { lessonText } from "../../src/app/lesson-text.ts";
import { SPEED_FACTOR } from "../../src/app/view-state.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import type { Beat, Lesson } from "../../src/lessons/lesson.ts";
import { parseLesson } from "../../src/lessons/lesson-schema.ts";
import { placeholdersIn } from "../../src/lessons/placeholders.ts";
import { FACTS, type FactName, factsAt } from "../../src/replay/run-facts.ts";
import { playLesson, playWorld } from "./play-lesson.ts";

/** A slow reader reads so many words a minute, and a class takes so long to vote. */
const WORDS_A_MINUTE = 130;
const VOTE_SECONDS = 40;
const LESSON_SECONDS_MAX = 600;

const textsOf = ({ before, after, question }: Beat): readonly string[] => [
  before,
  after,
  ...(question === undefined ? [] : [question.ask, question.why, ...question.choices]),
];

function readingSeconds(texts: readonly string[]): number {
  return (60 * texts.join(" ").split(/\s+/).length) / WORDS_A_MINUTE;
}

function paceOf(lesson: Lesson, took: readonly number[]): number {
  const { goal, words, beats } = lesson;
  const intro = readingSeconds([goal, ...words.flatMap(({ word, means }) => [word, means])]);
  return beats.reduce((sum, beat, index) => {
    const motion = (took[index] ?? 0) / 1_000_000 / SPEED_FACTOR[beat.speed ?? "normal"];
    return sum + motion + readingSeconds(textsOf(beat)) + (beat.question === undefined ? 0 : VOTE_SECONDS);
  }, intro);
}

/** As a lesson has it: spans in seconds, to a tenth. */
function measured(name: FactName, value: number | string | undefined): number | string | undefined {
  return FACTS[name] === "span" && typeof value === "number" ? Math.round(value / 100_000) / 10 : value;
}

describe.each(builtInLessons.map((lesson) => [lesson.id, lesson] as const))("%s", (_, lesson) => {
  it("is data, and is read as itself", () => {
    expect(parseLesson(JSON.parse(JSON.stringify(lesson)))).toEqual({
      ok: true,
      lesson: JSON.parse(JSON.stringify(lesson)),
    });
  });

  it("has in every beat what it ends on, and a value for every figure in its texts", () => {
    const played = playLesson(lesson);
    for (const { beat, isThere, facts, scenario } of played) {
      expect(isThere, beat.before).toBe(true);
      for (const text of [beat.after, beat.question?.why ?? ""]) {
        expect(lessonText({ lesson, facts }, scenario, text), text).not.toContain("–");
        for (const name of placeholdersIn(text)) if (name in FACTS) expect(facts).toHaveProperty(name);
      }
    }
    const seconds = paceOf(
      lesson,
      played.map(({ took }) => took),
    );
    expect(seconds).toBeLessThan(LESSON_SECONDS_MAX);
  });

  it("asks before something moves, lets something be changed, and says what is simpler", () => {
    expect(lesson.beats.some(({ question }) => question !== undefined)).toBe(true);
    expect(lesson.variants.length).toBeGreaterThan(0);
    expect(lesson.simplified.length).toBeGreaterThan(0);
    expect(lesson.plan.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(45);
  });

  for (const { id, change, measured: said } of lesson.variants) {
    it(`says of ${id} what its run comes to`, () => {
      const { view } = playWorld(lesson, change);
      const facts = factsAt(view);
      const names = Object.keys(said) as FactName[];
      const found = Object.fromEntries(names.map((name) => [name, measured(name, facts[name])]));
      expect(found).toEqual(said);
    });
  }
});

it("lessons have names of their own, in an order", () => {
  const ids = builtInLessons.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(builtInLessons.map(({ title }) => title)).size).toBe(ids.length);
});
