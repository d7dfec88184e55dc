/** What a presenter reads in a second window, and how it gets there: by a channel between pages of one browser, through no server. */
import { lessonText } from "./lesson-text.ts";
import { shownLesson } from "./lesson-words.ts";
import { answerOf, questionOf } from "./questions.ts";
import type { Session } from "./session.ts";
import { scenarioIn } from "./shown-run.ts";
import { nowText } from "./state-text.ts";
import { clock, t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

export interface Notes {
  readonly title: string;
  readonly clock: string;
  readonly sentence: string;
  /** What is asked; empty: nothing. */
  readonly question: string;
  readonly choices: readonly string[];
  /** Before anybody else knows it. */
  readonly answer: string;
  /** What comes next in a lesson. */
  readonly next: string;
}

/** What the second window says when it is there. */
export const HELLO = "hello";

const LETTERS = "ABCD";

function notesOf(session: Session): Notes {
  const state = session.store.getState();
  const { lesson } = state;
  const scenario = scenarioIn(state);
  const { title, detail = "" } = nowText(session.view, session.at);
  const shared = { clock: clock(session.at), sentence: `${title} ${detail}`.trim() };
  if (lesson === undefined)
    return {
      ...shared,
      title: worldTitle(state),
      question: questionOf(scenario),
      choices: [],
      answer: answerOf(session.run) ?? "",
      next: "",
    };
  const say = (text = "", isYet = false) => lessonText(lesson, scenario, text, isYet);
  const { title: lessonTitle, beats } = shownLesson(lesson);
  const { question, after } = beats[lesson.beat] ?? {};
  // What a run comes to in a beat is known at its end.
  const isYet = lesson.phase !== "after" && lesson.phase !== "end";
  const right = question === undefined ? "" : `${LETTERS[question.right] ?? ""}. ${say(question.why, isYet)}`;
  return {
    ...shared,
    title: `${lessonTitle} · ${t("lesson.beat", { beat: lesson.beat + 1, beats: beats.length })}`,
    question: say(question?.ask),
    choices: question?.choices.map((choice, i) => `${LETTERS[i]}  ${say(choice)}`) ?? [],
    answer: `${right} ${say(after, isYet)}`.trim(),
    next: say(beats[lesson.beat + 1]?.before, true),
  };
}

/** Sends them to whoever listens on the channel `name`, whenever they change; returns what ends that. */
export function sendNotes(session: Session, name: string): () => void {
  const channel = new BroadcastChannel(name);
  let sent = "";
  const send = () => {
    const notes = notesOf(session);
    const text = JSON.stringify(notes);
    if (text === sent) return;
    sent = text;
    channel.postMessage(notes);
  };
  // Nobody reads faster. Wall ms.
  const timer = setInterval(send, 250);
  channel.addEventListener("message", ({ data }) => {
    if (data !== HELLO) return;
    sent = "";
    send();
  });
  return () => {
    clearInterval(timer);
    channel.close();
  };
}
