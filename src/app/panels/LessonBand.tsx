/** The lesson that is being given: what to watch, what is asked, and what was seen; nothing of it while something moves. */

import { useMemo } from "react";
import { builtInLessons } from "../../lessons/built-in.ts";
import { FACTS, type FactName } from "../../replay/run-facts.ts";
import { printableLine } from "../../world/printable.ts";
import { message } from "../error-text.ts";
import type { LessonRun } from "../lesson-run.ts";
import type { LessonState } from "../lesson-state.ts";
import { lessonText, measuredText } from "../lesson-text.ts";
import { numberedTitle } from "../lesson-title.ts";
import { lessonInWords, shownLesson } from "../lesson-words.ts";
import { openLesson } from "../open-lesson.ts";
import { useSession, useView } from "../page-context.ts";
import { scenarioIn } from "../shown-run.ts";
import { t } from "../text.ts";
import { ActButton } from "./ActButton.tsx";
import { LessonChanged, LessonWords } from "./LessonWords.tsx";

const LETTERS = ["A", "B", "C", "D"] as const;

export function LessonBand() {
  const session = useSession();
  const given = useView((view) => view.lesson);
  const state = useMemo(
    () => (given === undefined ? undefined : { ...given, lesson: shownLesson(given) }),
    [given],
  );
  const scenario = useView(scenarioIn);
  const say = useMemo(
    () => (text: string) => (state === undefined ? "" : lessonText(state, scenario, text)),
    [state, scenario],
  );
  const run = session.time.guides.guide as LessonRun | undefined;
  if (state === undefined) return null;
  const { lesson, beat, phase, isBusy } = state;
  const isMoving = phase === "motion" || (isBusy && phase !== "end");
  return (
    <section
      className="panel lesson"
      aria-label={t("lesson.label")}
      lang={lesson.language}
      data-phase={phase}
    >
      <header>
        <h2>
          {printableLine(numberedTitle(lesson, state.source))}{" "}
          {phase === "intro" || phase === "end" ? null : (
            <small>{t("lesson.beat", { beat: beat + 1, beats: lesson.beats.length })}</small>
          )}
        </h2>
        <button type="button" className="small" onClick={() => run?.leave()}>
          {t("lesson.leave")}
        </button>
      </header>
      <div className="lesson-text" data-moving={isMoving} aria-live="polite">
        {isMoving ? null : <LessonChanged state={state} run={run} />}
        <Body state={state} say={say} run={run} />
      </div>
      <div className="ways">
        <ActButton className="" idle={phase === "intro" || isBusy} onPress={() => run?.back()}>
          {t("lesson.back")}
        </ActButton>
        {isBusy && phase !== "motion" ? (
          <small className="busy" role="status">
            {t("lesson.busy")}
          </small>
        ) : null}
        <MainButton state={state} run={run} />
      </div>
    </section>
  );
}

interface PartProps {
  readonly state: LessonState;
  readonly say: (text: string) => string;
  readonly run: LessonRun | undefined;
}

function Body({ state, say, run }: PartProps) {
  const { lesson, phase } = state;
  const beat = lesson.beats[state.beat];
  if (phase === "intro") return <Intro state={state} />;
  if (phase === "end" || beat === undefined) return <End state={state} say={say} run={run} />;
  if (phase === "ask") return <Ask state={state} say={say} run={run} />;
  if (phase === "after")
    return (
      <>
        <Answer state={state} say={say} run={run} />
        <p>
          <LessonWords state={state} say={say} run={run} text={beat.after} />
        </p>
      </>
    );
  // In motion it is there and not seen, so that the picture above does not jump.
  return (
    <p>
      <LessonWords state={state} say={say} run={run} text={beat.before} />
    </p>
  );
}

function Intro({ state: { lesson } }: Pick<PartProps, "state">) {
  return (
    <>
      <p>{printableLine(lesson.goal)}</p>
      {lesson.words.length === 0 ? null : (
        <dl className="words">
          {lesson.words.map(({ word, means }) => (
            <div key={word}>
              <dt>{printableLine(word)}</dt>
              <dd>{printableLine(means)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Ask({ state, say, run }: PartProps) {
  const isOwn = useView(({ room }) => room !== undefined);
  const question = state.lesson.beats[state.beat]?.question;
  if (question === undefined) return null;
  return (
    <>
      <p className="ask">{say(question.ask)}</p>
      <ol className="choices">
        {question.choices.map((choice, index) => {
          const letter = LETTERS[index] ?? "";
          const count = state.votes[index] ?? 0;
          const said = { letter, choice: say(choice), count };
          return (
            <li key={letter}>
              <button
                type="button"
                aria-label={t(isOwn ? "lesson.choice" : "lesson.vote", said)}
                aria-pressed={isOwn ? count > 0 : undefined}
                onClick={() => run?.vote(index)}
              >
                <kbd>{letter}</kbd> <span>{said.choice}</span> {isOwn || count === 0 ? null : <b>{count}</b>}
              </button>
              {isOwn ? null : (
                <button
                  type="button"
                  className="square"
                  aria-label={t("lesson.unvote", { letter })}
                  disabled={count === 0}
                  onClick={() => run?.vote(index, -1)}
                >
                  −
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** How many said what is right, or what was one's own vote; nothing where nobody has voted. */
function guessedText(votes: readonly number[], right: number, isOwn: boolean): string {
  const all = votes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return "";
  if (!isOwn) return `${t("lesson.guessed", { count: votes[right] ?? 0, all })} `;
  const letter = LETTERS[votes.findIndex((count) => count > 0)] ?? "";
  return `${t((votes[right] ?? 0) > 0 ? "lesson.ownRight" : "lesson.ownWrong", { letter })} `;
}

/** Which choice was right, how many said so, and why. */
function Answer({ state, say, run }: PartProps) {
  const isOwn = useView(({ room }) => room !== undefined);
  const question = state.lesson.beats[state.beat]?.question;
  if (question === undefined) return null;
  const { right } = question;
  const letter = LETTERS[right] ?? "";
  return (
    <p className="answer">
      <b>{t("lesson.right", { letter, choice: say(question.choices[right] ?? "") })}</b>{" "}
      {guessedText(state.votes, right, isOwn)}
      <LessonWords state={state} say={say} run={run} text={question.why} />
    </p>
  );
}

function End({ state, run }: PartProps) {
  const session = useSession();
  const { lesson, trying } = state;
  const following = builtInLessons[builtInLessons.findIndex(({ id }) => id === lesson.id) + 1];
  return (
    <>
      <p>{t(lesson.variants.length === 0 ? "lesson.over" : "lesson.tryIt", { title: lesson.title })}</p>
      <ul className="variants">
        {lesson.variants.map(({ id, label, measured }) => (
          <li key={id}>
            <button type="button" aria-pressed={trying === id} onClick={() => run?.tryVariant(id)}>
              <b>{printableLine(label)}</b> <span>{figuresText(measured)}</span>
            </button>
          </li>
        ))}
      </ul>
      {lesson.simplified.length === 0 ? null : (
        <details>
          <summary>{t("lesson.simplified")}</summary>
          <ul>
            {lesson.simplified.map((text) => (
              <li key={text}>{printableLine(text)}</li>
            ))}
          </ul>
        </details>
      )}
      {following === undefined || state.source !== "built-in" ? null : (
        <button
          type="button"
          className="next"
          onClick={() =>
            void openLesson(session, following.id).catch((error) =>
              session.store.setState({ error: message(error) }),
            )
          }
        >
          {t("lesson.nextLesson", { title: numberedTitle(lessonInWords(following)) })}{" "}
          <span className="onward">→</span>
        </button>
      )}
    </>
  );
}

/** What was measured of a variant, in one line. */
function figuresText(measured: LessonState["lesson"]["variants"][number]["measured"]): string {
  return Object.entries(measured)
    .map(([name, value]) => {
      const figure = measuredText(FACTS[name as FactName], value);
      return t("lesson.figure", { what: t(`lessonFact.${name}`), figure });
    })
    .join(" · ");
}

function MainButton({ state: { phase, isBusy }, run }: Pick<PartProps, "state" | "run">) {
  if (phase === "end") return null;
  const isAsking = phase === "ask";
  // Its key does nothing then, and what it says was pressed already.
  if (isAsking && isBusy)
    return (
      <ActButton className="primary" idle onPress={() => {}}>
        {t("lesson.revealing")}
      </ActButton>
    );
  const verb = isAsking ? "reveal" : phase === "intro" ? "start" : phase === "motion" ? "skip" : "next";
  return (
    <ActButton className="primary" idle={isBusy} onPress={() => (isAsking ? run?.reveal() : run?.next())}>
      {t(`lesson.${verb}`)} <kbd>{isAsking ? "Y" : "PgDn"}</kbd>
    </ActButton>
  );
}
