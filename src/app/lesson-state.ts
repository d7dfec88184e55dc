/** Where a lesson stands: what the page shows of it. */
import type { Lesson } from "../lessons/lesson.ts";
import type { Facts } from "../replay/run-facts.ts";

/**
 * `intro`: goal and words; `before`: what to watch; `ask`: the question is open; `motion`: it runs; `after`: what was seen, and why; `end`: all
 * beats are over.
 */
export type LessonPhase = "intro" | "before" | "ask" | "motion" | "after" | "end";

/** Headway's own, of which the id says which it is; from a link, which stands in the address; or from a file. */
export type LessonSource = "built-in" | "link" | "file";

/** Whether constants may be changed now: not where that would try out the answer to a question that is open. */
export function canChange({ lesson, beat, phase, isBusy }: LessonState): boolean {
  if (isBusy) return false;
  return phase === "after" || (phase === "before" && lesson.beats[beat]?.question === undefined);
}

/** Of the beat that is given, from 1; undefined: the lesson has not begun. */
export function beatNumber({ phase, beat }: Pick<LessonState, "phase" | "beat">): number | undefined {
  return phase === "intro" ? undefined : beat + 1;
}

export interface LessonState {
  readonly lesson: Lesson;
  readonly source: LessonSource;
  /** From 0. */
  readonly beat: number;
  readonly phase: LessonPhase;
  /** For each choice of this beat's question. */
  readonly votes: readonly number[];
  /** Of the moment at which this phase began. */
  readonly facts: Facts;
  /** A world is made ready, or looked ahead in: what is pressed now does nothing. */
  readonly isBusy: boolean;
  /** Constants that somebody has changed in the world of this beat; undefined: it is as the lesson has it. */
  readonly changed: Readonly<Record<string, number>> | undefined;
  /** Id of the variant whose world is shown. */
  readonly trying: string | undefined;
}
