/** Where the sync stands: one sentence, and headers, blocks and validation as bars of their own. */

import { useEffect, useState } from "react";
import type { WorldHost } from "../../runtime/host.ts";
import { useLatestAct } from "../latest-act.ts";
import { useWideHall } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { answerOf, questionOf } from "../questions.ts";
import { scenarioIn } from "../shown-run.ts";
import { skipDeadTime } from "../skip.ts";
import { figuresOf, nowText, received } from "../state-text.ts";
import { stillText } from "../still.ts";
import { bytes, number, t } from "../text.ts";
import { worldCaption, worldTitle } from "../world-title.ts";
import { Badge } from "./Badge.tsx";
import { Told } from "./Told.tsx";
import { WayIn } from "./WayIn.tsx";

/** So long it is worth saying. Wall ms. */
const SAID_MS = 8000;

export function NowPanel() {
  const session = useSession();
  const scenario = useView(scenarioIn);
  const title = useView(worldTitle);
  // A lesson has words of its own.
  const isLesson = useView((state) => state.lesson !== undefined);
  const caption = useView((state) => (state.lesson === undefined ? worldCaption(state) : ""));
  const host = useView((state) => state.host);
  const question = useView((state) =>
    questionOf(state.run?.chain === undefined ? scenarioIn(state) : undefined),
  );
  const isFresh = useView((state) => !state.played);
  const hasBadge = useWideHall();
  const { now, answer, still, ended, workers, isBehind } = useShown((shown) => ({
    now: nowText(shown.view, shown.at),
    answer: isLesson || shown.view.end === undefined ? undefined : answerOf(shown.run),
    still:
      shown.stillUntil === undefined
        ? undefined
        : stillText(shown.view, scenario, shown.at, shown.stillUntil),
    ended: shown.view.end?.ended,
    workers: shown.told?.workers ?? 0,
    isBehind: shown.playhead.isBehind,
  }));
  return (
    <section className={`panel now ${now.tone} ${isFresh ? "fresh" : ""}`} aria-labelledby="now-title">
      <h2 id="now-title">{title === "" ? t("now.title") : title}</h2>
      {caption === "" ? null : (
        <p className="caption">
          {caption} {question === "" ? null : <b>{question}</b>}
        </p>
      )}
      <p className="sentence">
        {now.title} {now.detail === undefined ? null : <span className="detail">{now.detail}</span>}
        <ActSaid />
        {now.outcome === undefined ? null : <span className="outcome"> {answer ?? now.outcome}</span>}
      </p>
      {hasBadge && ended === undefined ? <Badge /> : null}
      {still === undefined ? null : (
        <p className="still">
          {still}{" "}
          <button type="button" className="small" onClick={() => void skipDeadTime(session).catch(() => {})}>
            {t("now.skip")}
          </button>
        </p>
      )}
      {isLesson ? null : <WayIn />}
      <Bars />
      <p className="figures">
        <span>
          {t("now.received")}{" "}
          <code>
            <Told read={({ view }) => bytes(received(view))} />
          </code>
        </span>
        {/* How many it took to an earlier moment nobody has counted. */}
        {isBehind ? null : (
          <span>
            {t("now.steps")}{" "}
            <code>
              <Told read={({ events }) => number(events)} />
            </code>
          </span>
        )}
        <span>{workersText(host, workers)}</span>
      </p>
    </section>
  );
}

/** What one has just done, where no log is in sight that says it. Who cannot see it hears it already. */
function ActSaid() {
  const act = useLatestAct();
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    if (act === "") return;
    setNew(true);
    const timer = setTimeout(() => setNew(false), SAID_MS);
    return () => {
      clearTimeout(timer);
      setNew(false);
    };
  }, [act]);
  return isNew ? (
    <span className="acted" aria-hidden="true">
      {` ${act}.`}
    </span>
  ) : null;
}

function Bars() {
  const { known, claimed, ...figures } = useShown(({ view }) => figuresOf(view));
  const total = Math.max(known, claimed ?? 0);
  // That there is nothing but genesis is known once everybody has said so.
  const blocks = known === 0 && claimed !== 0 ? undefined : known;
  return (
    <dl className="bars">
      <Bar name="headers" value={known} total={claimed === undefined ? undefined : total} />
      {figures.headersOnly ? null : (
        <>
          <Bar name="stored" value={figures.stored} total={blocks} aside={figures.aside} />
          <Bar name="validated" value={figures.validated} total={blocks} aside={figures.validatedAside} />
        </>
      )}
    </dl>
  );
}

/** Before the first report of its workers nothing is known of them. */
function workersText(host: WorldHost["kind"], count: number): string {
  if (host === "single-thread") return t("now.oneThread");
  return count === 0 ? "" : t("now.workers", { count });
}

function Bar({
  name,
  value,
  total,
  aside = 0,
}: {
  name: "headers" | "stored" | "validated";
  value: number;
  total: number | undefined;
  /** Those that count for nothing, since they are not on the best chain. */
  aside?: number;
}) {
  const share = total === undefined || total === 0 ? 0 : Math.min(1, value / total);
  return (
    <div className={`bar ${name}`}>
      <dt>{t(`now.stats.${name}`)}</dt>
      <dd>
        <code>{number(value)}</code>{" "}
        <small>
          {total === undefined ? t("now.ofUnknown") : t("now.of", { total: number(total) })}
          {aside === 0 ? null : ` ${t("now.storedAside", { count: aside })}`}
        </small>
      </dd>
      <span aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}
