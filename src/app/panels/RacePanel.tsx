/** Who runs; the lanes; what came of it in words. */
import { useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { lessonNumber } from "../../lessons/built-in.ts";
import { US_PER_SECOND } from "../../replay/time.ts";
import { slowPeerRace, slowPeerRaceLesson } from "../../sweep/presets.ts";
import type { Lane, Runner } from "../../sweep/race.ts";
import type { Compared } from "../compared.ts";
import { layoutRace, type RaceLane } from "../drawings/race-lanes.ts";
import { message } from "../error-text.ts";
import { useSession } from "../page-context.ts";
import { pictureOf } from "../picture-of.ts";
import { differenceText, figuresText, finishOf, headline, partedAt, secondsText } from "../race-text.ts";
import {
  candidatesIn,
  candidatesOf,
  firstChosen,
  RACERS_AT_MOST,
  type RaceState,
  type Racing,
} from "../racing.ts";
import { saveFile } from "../save-file.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import { worldTitle } from "../world-title.ts";
import { OwnInstead, SaveComparison } from "./ComparedFile.tsx";
import { Drawing } from "./Drawing.tsx";
import { Settings } from "./Settings.tsx";

const KNOWN = ["none", "timeout", "staller", "alone"] as const;

export function RacePanel({ racing }: { readonly racing: Racing }) {
  const session = useSession();
  const state = useStore(racing.store);
  const [file] = useState(() => fileOf(session));
  // What there is to choose from stays while one chooses.
  const [candidates] = useState(() =>
    file !== undefined
      ? candidatesIn(file.race)
      : session.run === undefined
        ? []
        : candidatesOf(session.run, session.time.rails.left),
  );
  const [chosen, setChosen] = useState(() =>
    file !== undefined ? candidates.map(({ id }) => id) : firstChosen(candidates),
  );
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const [isOpen, setOpen] = useState(state.phase === "idle" || file !== undefined);
  const race = (runners: readonly Runner[]) => {
    setOpen(false);
    const shown = session.store.getState();
    const { chainFile, chain } = shown;
    void racing.start(runners, { chainFile, bytes: chain?.bytes ?? 0, title: worldTitle(shown) });
  };
  const set = () =>
    candidates.filter(({ id }) => chosen.includes(id)).map(({ name, run }) => ({ name, run }));
  const isRunning = state.phase === "running";
  return (
    <>
      {state.phase === "idle" ? <p>{t("compare.raceIntro")}</p> : null}
      {candidates.length === 0 ? <p>{t("compare.noWorld")}</p> : null}
      <Settings name="race" isOpen={isOpen} isRunning={isRunning} onToggle={setOpen}>
        <fieldset className="who">
          <legend>{file === undefined ? t("compare.who") : t("compare.from", { name: file.name })}</legend>
          {candidates.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={chosen.includes(id)}
              disabled={isRunning || (!chosen.includes(id) && chosen.length >= RACERS_AT_MOST)}
              onClick={() => toggle(id)}
            >
              {name}
            </button>
          ))}
        </fieldset>
        {file === undefined && session.run?.chain?.kind === "headers" ? (
          <p className="marks">{t("compare.headersOnly")}</p>
        ) : null}
        <div className="ways">
          <button
            type="button"
            className="main"
            disabled={isRunning || chosen.length < 2}
            onClick={() => race(set())}
          >
            {t(state.phase === "idle" ? "compare.start" : "compare.again")}
          </button>
          <button
            type="button"
            disabled={isRunning}
            title={t("compare.known")}
            onClick={() => race(knownRace())}
          >
            {t("compare.knownStart", { lesson: lessonNumber(slowPeerRaceLesson) })}
          </button>
          {chosen.length < 2 ? null : (
            <SaveComparison
              comparison={{ kind: "race", race: { version: 1, runs: set() } }}
              label={t("compare.saveSet")}
            />
          )}
          {file === undefined ? null : <OwnInstead isRunning={isRunning} />}
        </div>
      </Settings>
      {isRunning ? (
        <div className="ways">
          {state.reading === undefined ? null : (
            <span>{t("compare.reading", { percent: Math.floor(100 * state.reading) })}</span>
          )}
          <button type="button" onClick={() => racing.cancel()}>
            {t("compare.cancel")}
          </button>
        </div>
      ) : null}
      {state.error === undefined ? null : (
        <p className="wrong" role="alert">
          {state.error}
        </p>
      )}
      {state.runners.length === 0 ? null : <Lanes state={state} />}
    </>
  );
}

function fileOf({ store }: Session): (Compared & { readonly kind: "race" }) | undefined {
  const { compared } = store.getState();
  return compared?.kind === "race" ? compared : undefined;
}

/** In words of this page's language. */
function knownRace(): readonly Runner[] {
  return slowPeerRace.map(({ run }, i) => ({ name: t(`compare.racers.${KNOWN[i]}`), run }));
}

function Lanes({ state }: { readonly state: RaceState }) {
  const { runners, lanes, differences } = state;
  const box = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const whole = lanes.every((lane) => lane !== undefined) ? lanes : undefined;
  const first = whole === undefined ? "" : headline(runners, whole);
  const drawn = useMemo(() => runners.map((runner, i) => laneOf(runner, state, i)), [runners, state]);
  const highest = Math.max(1, ...runners.map(({ run }) => run.scenario.chain.blocks), ...lanes.map(heightOf));
  const label = () => t("compare.lanesLabel", { headline: first, lanes: drawn.map(laneText).join(" ") });
  const picture = () => {
    const canvas = box.current?.querySelector("canvas");
    if (canvas === null || canvas === undefined) return;
    pictureOf(canvas, first, "headway-race").then(
      (file) => {
        saveFile(file);
        setSaid(t("compare.saved", { name: file.name }));
      },
      (error) => setSaid(message(error)),
    );
  };
  return (
    <>
      <p className="headline" role="status">
        {first}
      </p>
      <div ref={box} className="lanes-box" style={{ "--lanes": runners.length } as React.CSSProperties}>
        <Drawing label={label} layout={(size) => layoutRace(drawn, highest, size)} version={() => 0} />
      </div>
      <p className="marks">{t("compare.marks")}</p>
      {runners.length > 1 && differences.some((one) => one !== undefined) ? (
        <section className="parting">
          <h3>{t("compare.parting")}</h3>
          <ul>
            {differences.map((one, i) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its number
              one === undefined ? null : <li key={i}>{differenceText(i + 1, one)}</li>,
            )}
          </ul>
        </section>
      ) : null}
      {whole === undefined ? null : (
        <div className="ways">
          <button type="button" onClick={picture}>
            {t("compare.png")}
          </button>
          <SaveComparison
            comparison={{ kind: "race", race: { version: 1, runs: runners } }}
            label={t("compare.saveRace")}
          />
          <span role="status">{said}</span>
        </div>
      )}
    </>
  );
}

function heightOf(lane: Lane | undefined): number {
  return lane?.series.headers.at(-1) ?? 0;
}

function laneOf({ name, run }: Runner, { lanes, shares, differences }: RaceState, i: number): RaceLane {
  const [lane, share = 0, difference] = [lanes[i], shares[i], differences[i]];
  const partsAt = difference === undefined || difference === "none" ? undefined : partedAt(difference);
  if (lane === undefined) {
    const figures = t("compare.running", { percent: Math.floor(100 * share) });
    return { name, figures, series: undefined, share, end: undefined, drops: [], partsAt };
  }
  return {
    name,
    figures: figuresText(lane, run.chain?.kind === "headers"),
    series: lane.series,
    share: 1,
    end: endOf(lane),
    drops: lane.drops,
    partsAt,
  };
}

function endOf(lane: Lane): RaceLane["end"] {
  const finish = finishOf(lane);
  if (finish !== undefined) return { at: finish, text: secondsText(finish), isSynced: true };
  const { ended, atSeconds } = lane.summary;
  return { at: Math.round(atSeconds * US_PER_SECOND), text: t(`compare.ended.${ended}`), isSynced: false };
}

function laneText({ name, figures, end }: RaceLane, i: number): string {
  const how = end === undefined ? "" : end.isSynced ? t("compare.synced", { at: end.text }) : end.text;
  return t("compare.laneLabel", { number: i + 1, name, end: how, figures });
}
