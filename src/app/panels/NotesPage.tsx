/** The second window of who presents: what is asked, the answer, what comes next, and the time. */
import { useEffect, useState } from "react";
import { HELLO, type Notes } from "../presenter-notes.ts";
import { t } from "../text.ts";

export function NotesPage({ channel: name }: { readonly channel: string }) {
  const [notes, setNotes] = useState<Notes | undefined>(undefined);
  useEffect(() => {
    const channel = new BroadcastChannel(name);
    channel.addEventListener("message", ({ data }) => {
      if (typeof data === "object" && data !== null) setNotes(data as Notes);
    });
    channel.postMessage(HELLO);
    return () => channel.close();
  }, [name]);
  useEffect(() => {
    document.title = t("notes.title");
  }, []);
  if (notes === undefined) return <p className="notes">{t("notes.waiting")}</p>;
  return (
    <main className="notes">
      <p className="times">
        <time>{notes.clock}</time> <WallClock />
      </p>
      <h1>{notes.title}</h1>
      <p>{notes.sentence}</p>
      <Part name="question" text={notes.question}>
        <ul>
          {notes.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      </Part>
      <Part name="answer" text={notes.answer} />
      <Part name="next" text={notes.next} />
      <p className="keys-said">{t("notes.keys")}</p>
    </main>
  );
}

function Part({
  name,
  text,
  children,
}: {
  readonly name: "question" | "answer" | "next";
  readonly text: string;
  readonly children?: React.ReactNode;
}) {
  if (text === "") return null;
  return (
    <section className={name}>
      <h2>{t(`notes.${name}`)}</h2>
      <p>{text}</p>
      {children}
    </section>
  );
}

const now = () => new Date().toLocaleTimeString("en-GB");

function WallClock() {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time className="wall">{time}</time>;
}
