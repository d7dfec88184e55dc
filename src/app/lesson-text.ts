/** A lesson's texts as they are read: with the figures of the run in them. */
import { fill, readPlaceholder, settingOf } from "../lessons/placeholders.ts";
import type { FactKind, FactName } from "../replay/run-facts.ts";
import { US_PER_SECOND } from "../replay/time.ts";
import { printable } from "../world/printable.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { LessonState } from "./lesson-state.ts";
import { bytes, number, span, t, work } from "./text.ts";

/** `scenario`: of the world that is shown. `isYet`: the run may still change its figures, which are not named then. */
export function lessonText(
  { lesson, facts }: Pick<LessonState, "lesson" | "facts">,
  scenario: Scenario | undefined,
  text: string,
  isYet = false,
): string {
  const filled = fill(text, (placeholder) => {
    const read = readPlaceholder(lesson, placeholder);
    if (read?.of === "run") return isYet ? "…" : factText(read.kind, facts[read.name]);
    if (read?.of === "variant") return measuredText(read.kind, read.value);
    const setting = scenario === undefined ? undefined : settingOf(scenario, read?.setting ?? "");
    return factText("count", setting);
  });
  return printable(filled);
}

/** As lessons have it: spans in seconds. */
export function measuredText(kind: FactKind, value: number | string): string {
  return factText(kind, kind === "span" && typeof value === "number" ? value * US_PER_SECOND : value);
}

function factText(kind: FactKind, value: Facts[FactName]): string {
  if (value === undefined) return t("lesson.none");
  if (typeof value === "string") return kind === "work" ? work(value) : value;
  if (kind === "span") return span(value);
  return kind === "bytes" ? bytes(value) : number(value);
}

type Facts = LessonState["facts"];
