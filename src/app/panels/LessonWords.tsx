/** A text of a lesson, in which the constants of its world are numbers that one can change while nothing is hidden. */
import { useMemo } from "react";
import { placedIn, settingOf } from "../../lessons/placeholders.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { constantBounds } from "../constant-bounds.ts";
import type { LessonRun } from "../lesson-run.ts";
import { canChange, type LessonState } from "../lesson-state.ts";
import { useView } from "../page-context.ts";
import { scenarioIn } from "../shown-run.ts";
import { t } from "../text.ts";
import { DragNumber } from "./DragNumber.tsx";

interface LessonWordsProps {
  readonly state: LessonState;
  readonly say: (text: string) => string;
  readonly run: LessonRun | undefined;
  readonly text: string;
}

export function LessonWords({ state, say, run, text }: LessonWordsProps) {
  const scenario = useView(scenarioIn);
  const isLocked = useView(({ room }) => room !== undefined);
  const parts = useMemo(() => placedIn(text), [text]);
  const isOffered = run !== undefined && scenario !== undefined && !isLocked && canChange(state);
  if (!isOffered) return say(text);
  return parts.map(({ text: part, constant }, i) => {
    const key = `${i} ${part}`;
    if (constant === undefined) return <span key={key}>{say(part)}</span>;
    return <Constant key={key} {...{ state, run, scenario, constant }} words={say(part)} />;
  });
}

interface ConstantProps {
  readonly state: LessonState;
  readonly run: LessonRun;
  readonly scenario: Scenario;
  readonly constant: string;
  /** Where it cannot be changed. */
  readonly words: string;
}

function Constant({ state, run, scenario, constant, words }: ConstantProps) {
  const bounds = useMemo(() => constantBounds(scenario, constant), [scenario, constant]);
  const value = settingOf(scenario, constant);
  if (bounds === undefined || value === undefined) return words;
  return (
    <DragNumber
      {...bounds}
      label={t("lesson.drag", { what: constantName(constant), ...bounds })}
      value={value}
      onChange={(next) => run.change({ ...state.changed, [constant]: next })}
    />
  );
}

/** What has been changed in its world, and the way back. */
export function LessonChanged({ state, run }: Pick<LessonWordsProps, "state" | "run">) {
  const { changed } = state;
  if (changed === undefined) return null;
  const what = Object.entries(changed)
    .map(([name, value]) => t("lesson.figure", { what: constantName(name), figure: value }))
    .join(" · ");
  return (
    <p className="changed">
      {t("lesson.changed", { what })}{" "}
      <button
        type="button"
        className="small"
        aria-disabled={!canChange(state)}
        onClick={() => run?.change({})}
      >
        {t("lesson.asItWas")}
      </button>
    </p>
  );
}

function constantName(name: string): string {
  const key = `lesson.constant.${name}`;
  const said = t(key);
  return said === key ? name : said;
}
