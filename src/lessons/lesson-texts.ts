/**
 * The words of a lesson, without its worlds, conditions and figures: what a translation has, and English is made of, too. The placeholders
 * in each text are those of the English one.
 */
import type { Scenario } from "../world/scenario/scenario.ts";
import type { Lesson, WorldChange } from "./lesson.ts";

/** In the order of the lesson: `beats`, `choices`, `words`, `simplified` and `plan` are as many, one for one. */
export interface LessonTexts {
  readonly title: string;
  readonly goal: string;
  readonly words: readonly { readonly word: string; readonly means: string }[];
  readonly beats: readonly {
    readonly before: string;
    /** Where the beat has one. */
    readonly question?: {
      readonly ask: string;
      readonly choices: readonly string[];
      readonly why: string;
    };
    readonly after: string;
  }[];
  /** The label of each variant, by its id. */
  readonly variants: Readonly<Record<string, string>>;
  readonly simplified: readonly string[];
  /** What is done in the minutes of each row. */
  readonly plan: readonly string[];
  /** What the scenarios are called that stand in the lesson as a whole, by their ids; those named by id have their titles in the page's texts. */
  readonly worlds: Readonly<Record<string, string>>;
}

/** The words of a lesson as it stands. */
export function textsOf(lesson: Lesson): LessonTexts {
  return {
    title: lesson.title,
    goal: lesson.goal,
    words: lesson.words.map(({ word, means }) => ({ word, means })),
    beats: lesson.beats.map(({ before, question, after }) => ({
      before,
      ...(question === undefined
        ? {}
        : { question: { ask: question.ask, choices: question.choices, why: question.why } }),
      after,
    })),
    variants: Object.fromEntries(lesson.variants.map(({ id, label }) => [id, label])),
    simplified: lesson.simplified,
    plan: lesson.plan.map(({ what }) => what),
    worlds: Object.fromEntries(worldsOf(lesson).map(({ id, title }) => [id, title])),
  };
}

/** The same lesson in these words, which are in `language`, a BCP 47 tag. Its worlds stay as they are: what a run is does not depend on words. */
export function inWords(lesson: Lesson, texts: LessonTexts, language: string): Lesson {
  return {
    ...lesson,
    language,
    title: texts.title,
    goal: texts.goal,
    words: texts.words,
    beats: lesson.beats.map((beat, index) => {
      const { before = beat.before, after = beat.after, question } = texts.beats[index] ?? {};
      const asked = beat.question === undefined ? {} : { question: { ...beat.question, ...question } };
      return { ...beat, before, after, ...asked };
    }),
    variants: lesson.variants.map((variant) => ({
      ...variant,
      label: texts.variants[variant.id] ?? variant.label,
    })),
    simplified: texts.simplified,
    plan: lesson.plan.map((row, index) => ({ ...row, what: texts.plan[index] ?? row.what })),
  };
}

/** Each text changed by itself. */
export function mapTexts(texts: LessonTexts, change: (text: string) => string): LessonTexts {
  const each = (value: unknown): unknown => {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map(each);
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, each(inner)]));
  };
  return each(texts) as LessonTexts;
}

function worldsOf({ world, beats, variants }: Lesson): readonly Scenario[] {
  const changes: (WorldChange | undefined)[] = [
    world,
    ...beats.map((beat) => beat.world),
    ...variants.map(({ change }) => change),
  ];
  return changes.flatMap((change) => (typeof change?.scenario === "object" ? [change.scenario] : []));
}
