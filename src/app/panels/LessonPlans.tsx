/** The lessons, for who teaches them: what each is for, how its minutes go, what is asked, and what is simpler than the real network. */
import { builtInLessons } from "../../lessons/built-in.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { lessonRun } from "../../lessons/lesson-world.ts";
import { lessonText } from "../lesson-text.ts";
import { numberedTitle } from "../lesson-title.ts";
import { lessonInWords } from "../lesson-words.ts";
import { t } from "../text.ts";

interface LessonPlansProps {
  readonly onOpen: (id: string) => void;
}

export function LessonPlans({ onOpen }: LessonPlansProps) {
  return (
    <section className="plans" aria-labelledby="plans-title">
      <h3 id="plans-title">{t("lessons.title")}</h3>
      {builtInLessons.map(lessonInWords).map((lesson) => (
        <article key={lesson.id}>
          <button
            type="button"
            aria-label={t("lessons.begin", { title: numberedTitle(lesson) })}
            onClick={() => onOpen(lesson.id)}
          >
            {numberedTitle(lesson)}
          </button>
          <p>{lesson.goal}</p>
          <details>
            <summary>{t("lessons.plan")}</summary>
            <Plan lesson={lesson} />
          </details>
        </article>
      ))}
    </section>
  );
}

function Plan({ lesson }: { readonly lesson: Lesson }) {
  const asked = lesson.beats.flatMap(({ question, world }) =>
    question === undefined ? [] : [{ question, scenario: lessonRun(lesson.world, world).scenario }],
  );
  return (
    <>
      <ol>
        {lesson.plan.map(({ minutes, what }) => (
          <li key={what}>
            <b>{t("lessons.minutes", { minutes })}</b> {what}
          </li>
        ))}
      </ol>
      {asked.map(({ question, scenario }) => (
        <p key={question.ask}>
          {question.ask}{" "}
          <b>{lessonText({ lesson, facts: {} }, scenario, question.choices[question.right] ?? "")}</b>
        </p>
      ))}
      <p>{t("lesson.simplified")}</p>
      <ul>
        {lesson.simplified.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
