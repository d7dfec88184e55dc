/**
 * A lesson: a world, and what is asked, watched and explained in it, beat by beat. Data only: it survives JSON, and its texts are in it,
 * in one language. `lesson-schema.ts` reads untrusted ones; `docs/lessons.md` says how to write one.
 */
import type { PolicyConstants } from "../node/policy.ts";
import type { Condition } from "../replay/condition.ts";
import type { FactName } from "../replay/run-facts.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

/** How much of the page somebody is to know already. */
export const LEVELS = ["basics", "protocol", "lab"] as const;
export type Level = (typeof LEVELS)[number];

/** How fast a beat goes: as the speeds of the page, but for the one without a clock. */
export const BEAT_SPEEDS = ["slow", "normal", "fast"] as const;
export type BeatSpeed = (typeof BEAT_SPEEDS)[number];

/** Parts of the page that a beat can be about. */
export const PARTS = ["stage", "window", "chain", "locator", "lanes", "peers", "now", "events"] as const;
export type Part = (typeof PARTS)[number];

/** When a beat is over: something comes true, or a moment comes. */
export type Until = Condition | { readonly kind: "time"; readonly atSeconds: number };

/** What of a world is another; what is left out stays. */
export interface WorldChange {
  /** Id of a built-in scenario, or a whole one. */
  readonly scenario?: string | Scenario | undefined;
  readonly seed?: number | undefined;
  readonly policy?: string | undefined;
  /** Over those of the scenario. */
  readonly constants?: Partial<PolicyConstants> | undefined;
}

export interface LessonWorld extends WorldChange {
  readonly scenario: string | Scenario;
}

export interface Question {
  readonly ask: string;
  /** Two to four, A to D. */
  readonly choices: readonly string[];
  /** Which of them is right, from 0. */
  readonly right: number;
  /** Why that one, and what is wrong with the others. */
  readonly why: string;
}

export interface Beat {
  /** What to watch. */
  readonly before: string;
  /** It is asked before anything moves. */
  readonly question?: Question | undefined;
  /** Left out: nothing moves in this beat. */
  readonly until?: Until | undefined;
  readonly speed?: BeatSpeed | undefined;
  /** What was seen, and why. */
  readonly after: string;
  /** The rest is dimmed; none: nothing is. */
  readonly spotlight: readonly Part[];
  /** A peer that is selected. */
  readonly select?: string | undefined;
  /** Messages are drawn as long as they have bytes. */
  readonly bytes?: boolean | undefined;
  /** At its end what is so is shown, too, beside what the local node knows. */
  readonly truth?: boolean | undefined;
  /** It begins in another world, from that one's beginning; left out: it goes on where the beat before ended. */
  readonly world?: WorldChange | undefined;
}

/** The lesson's world with something changed: to be tried, and compared. */
export interface Variant {
  readonly id: string;
  /** What is changed, in a few words. */
  readonly label: string;
  readonly change: WorldChange;
  /** Facts at its end, spans in seconds: what texts say of it. */
  readonly measured: Readonly<Partial<Record<FactName, number | string>>>;
}

export interface Lesson {
  readonly version: 1;
  readonly id: string;
  /** Of its texts, as BCP 47 writes it. */
  readonly language: string;
  readonly title: string;
  /** What one can do afterwards. */
  readonly goal: string;
  readonly level: Level;
  /** The two or three words without which it is not understood. */
  readonly words: readonly { readonly word: string; readonly means: string }[];
  readonly world: LessonWorld;
  readonly beats: readonly Beat[];
  readonly variants: readonly Variant[];
  /** What is otherwise in the real network. */
  readonly simplified: readonly string[];
  /** For who teaches it. */
  readonly plan: readonly { readonly minutes: number; readonly what: string }[];
}
