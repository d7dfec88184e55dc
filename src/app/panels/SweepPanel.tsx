/** What is varied; how far it is; what it comes to, drawn. */
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { lessonNumber } from "../../lessons/built-in.ts";
import { MEASURES, type Measure } from "../../sweep/point-summary.ts";
import { presets, rules } from "../../sweep/presets.ts";
import { possiblePolicies, SIZES, sensibleVaries, sweepOf } from "../../sweep/sensible-values.ts";
import { printCsv } from "../../sweep/sweep-csv.ts";
import { runCount } from "../../sweep/sweep-row.ts";
import type { SweepSpec, Way } from "../../sweep/sweep-spec.ts";
import type { RunSpec } from "../../world/scenario/run-spec.ts";
import type { Compared } from "../compared.ts";
import { coreText } from "../core-text.ts";
import { layoutHeat } from "../drawings/heat-chart.ts";
import { layoutChart } from "../drawings/sweep-chart.ts";
import { message } from "../error-text.ts";
import { useSession, useView } from "../page-context.ts";
import { pictureOf } from "../picture-of.ts";
import { policyName } from "../policy-text.ts";
import { saveFile } from "../save-file.ts";
import { titleOf } from "../scenario-text.ts";
import type { Session } from "../session.ts";
import {
  chartOf,
  chartText,
  heatOf,
  heatText,
  leftOutText,
  valuesText,
  variedText,
  waysText,
} from "../sweep-text.ts";
import type { Sweeping, SweepState } from "../sweeping.ts";
import { number, t } from "../text.ts";
import { worldTitle } from "../world-title.ts";
import { OwnInstead, SaveComparison } from "./ComparedFile.tsx";
import { Drawing } from "./Drawing.tsx";
import { OneOf } from "./OneOf.tsx";
import { Settings } from "./Settings.tsx";

const WAYS = ["own", "rules", "policies"] as const;
const NOTHING = "";

export function SweepPanel({ sweeping }: { readonly sweeping: Sweeping }) {
  const session = useSession();
  const state = useStore(sweeping.store);
  const [run] = useState(session.run);
  const [file] = useState(() => fileOf(session));
  const isRunning = state.phase === "running";
  const [isOpen, setOpen] = useState(state.phase === "idle" || file !== undefined);
  const start = (sweep: SweepSpec) => {
    setOpen(false);
    const shown = session.store.getState();
    const { chainFile, chain } = shown;
    void sweeping.start(sweep, { chainFile, bytes: chain?.bytes ?? 0, title: worldTitle(shown) });
  };
  return (
    <>
      {state.phase === "idle" ? <p>{t("compare.sweepIntro")}</p> : null}
      <Settings name="sweep" isOpen={isOpen} isRunning={isRunning} onToggle={setOpen}>
        <fieldset className="who">
          <legend>{t("compare.presets")}</legend>
          {presets.map(({ id, lesson, sweep }) => (
            <button key={id} type="button" disabled={isRunning} onClick={() => start(worded(sweep))}>
              {t(`compare.preset.${id}`, { lesson: lessonNumber(lesson) })}
            </button>
          ))}
        </fieldset>
        {file !== undefined ? (
          <FromFile file={file} isRunning={isRunning} onRun={start} />
        ) : run === undefined ? (
          <p>{t("compare.noWorld")}</p>
        ) : (
          <Own run={run} isRunning={isRunning} onRun={start} />
        )}
      </Settings>
      {isRunning ? (
        <div className="ways">
          <progress
            value={state.reading ?? state.done}
            max={state.reading === undefined ? state.all : 1}
            aria-label={t("compare.sweep")}
          />
          <span>
            {state.reading === undefined
              ? t("compare.done", { done: number(state.done), all: number(state.all) })
              : t("compare.reading", { percent: Math.floor(100 * state.reading) })}
          </span>
          <button type="button" onClick={() => sweeping.cancel()}>
            {t("compare.cancel")}
          </button>
        </div>
      ) : null}
      {state.error === undefined ? null : (
        <p className="wrong" role="alert">
          {state.error}
        </p>
      )}
      {state.notes.map((note) => (
        <p className="marks" key={note}>
          {t("compare.note", { note: coreText(note) })}
        </p>
      ))}
      {state.sweep === undefined ? null : <Result sweep={state.sweep} state={state} />}
    </>
  );
}

/** Its rules named in words of this page's language. */
function worded(sweep: SweepSpec): SweepSpec {
  const known = Object.entries(rules);
  const policies = sweep.policies.map((way) => {
    const key = known.find(([, { name }]) => name === way.name)?.[0];
    return key === undefined ? way : { ...way, name: t(`compare.rule.${key}`) };
  });
  return { ...sweep, policies };
}

function fileOf({ store }: Session): SweepFile | undefined {
  const { compared } = store.getState();
  return compared?.kind === "sweep" ? compared : undefined;
}

type SweepFile = Compared & { readonly kind: "sweep" };

interface FromFileProps {
  readonly file: SweepFile;
  readonly isRunning: boolean;
  readonly onRun: (sweep: SweepSpec) => void;
}

/** What a file says, to be run as it is. */
function FromFile({ file: { name, sweep }, isRunning, onRun }: FromFileProps) {
  const tip = useView(({ chainFile, chain }) => (chainFile === undefined ? undefined : chain?.tip));
  const { chain } = sweep;
  const isThere = chain === undefined || chain.digest === tip;
  return (
    <>
      <p>
        {t("compare.from", { name })} {titleOf(sweep.scenario)}
      </p>
      <ul>
        {sweep.vary.map((vary) => (
          <li key={vary.what}>{valuesText(vary)}</li>
        ))}
        <li>{waysText(sweep)}</li>
      </ul>
      <WhoIsLeftOut sweep={sweep} />
      {isThere ? null : <p>{t(`compare.wants.${chain.kind}`, { digest: chain.digest })}</p>}
      <div className="ways">
        <button type="button" className="main" disabled={isRunning || !isThere} onClick={() => onRun(sweep)}>
          {runText(sweep)}
        </button>
        <OwnInstead isRunning={isRunning} />
      </div>
    </>
  );
}

/** What stands on the button that runs it. */
function runText(sweep: SweepSpec): string {
  const count = runCount(sweep);
  return `${t("compare.run")}: ${t("compare.runCount", { count, number: number(count) })}`;
}

/** Whom one may look for in vain. */
function WhoIsLeftOut({ sweep }: { readonly sweep: SweepSpec }) {
  const said = leftOutText(sweep);
  return said === undefined ? null : <p className="marks left-out">{said}</p>;
}

interface OwnProps {
  readonly run: RunSpec;
  readonly isRunning: boolean;
  readonly onRun: (sweep: SweepSpec) => void;
}

/** Of the world at hand. */
function Own({ run, isRunning, onRun }: OwnProps) {
  const [varies] = useState(() => sensibleVaries(run));
  const [first, setFirst] = useState<string>(varies[0]?.what ?? NOTHING);
  const [second, setSecond] = useState<string>(NOTHING);
  const [way, setWay] = useState<(typeof WAYS)[number]>("own");
  const [seeds, setSeeds] = useState<number>(SIZES[0]);
  if (varies.length === 0) return <p>{t("compare.nothing")}</p>;
  const chosen = [first, second].flatMap((what) => varies.filter((vary) => vary.what === what));
  // Two things and several rules are more than a picture shows.
  const isPlain = chosen.length > 1;
  const sweep = sweepOf(run, chosen, isPlain ? waysOf("own", run) : waysOf(way, run), seeds);
  const things = varies.map((vary) => ({ id: vary.what as string, name: variedText(vary) }));
  const others = things.filter(({ id }) => id !== first);
  return (
    <>
      <OneOf
        label={t("compare.vary")}
        choices={things}
        chosen={first}
        onChoose={(id) => {
          setFirst(id);
          if (id === second) setSecond(NOTHING);
        }}
      />
      <OneOf
        label={t("compare.and")}
        choices={[{ id: NOTHING, name: t("compare.nothingElse") }, ...others]}
        chosen={second}
        onChoose={setSecond}
      />
      <WhoIsLeftOut sweep={sweep} />
      <div className="row">
        {isPlain ? null : (
          <OneOf
            label={t("compare.ways")}
            choices={WAYS.map((id) => ({ id, name: t(`compare.way.${id}`) }))}
            chosen={way}
            onChoose={setWay}
          />
        )}
        <OneOf
          label={t("compare.seeds")}
          choices={SIZES.map((size) => ({ id: `${size}`, name: `${size}` }))}
          chosen={`${seeds}`}
          onChoose={(id) => setSeeds(Number(id))}
        />
        <button type="button" className="main" disabled={isRunning} onClick={() => onRun(sweep)}>
          {runText(sweep)}
        </button>
        <SaveComparison comparison={{ kind: "sweep", sweep }} label={t("compare.saveSet")} />
      </div>
    </>
  );
}

function waysOf(way: (typeof WAYS)[number], run: RunSpec): readonly Way[] {
  const policy = run.policy ?? run.scenario.policy;
  switch (way) {
    case "own":
      return [{ name: policyName(policy), policy }];
    case "rules":
      return Object.entries(rules).map(([id, { constants }]) => ({
        name: t(`compare.rule.${id}`),
        policy,
        constants,
      }));
    case "policies":
      return possiblePolicies(run).map((id) => ({ name: policyName(id), policy: id }));
  }
}

/** Of headers alone no block is the first. */
function measuresOf({ chain }: SweepSpec): readonly Measure[] {
  return MEASURES.filter((id) => chain?.kind !== "headers" || id !== "firstBlockSeconds");
}

function Result({
  sweep,
  state: { rows, phase, fileTitle },
}: {
  readonly sweep: SweepSpec;
  readonly state: SweepState;
}) {
  const [measure, setMeasure] = useState<Measure>("syncedAtSeconds");
  const [said, setSaid] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const isHeat = sweep.vary.length > 1;
  const chart = isHeat ? undefined : chartOf(sweep, rows, measure);
  const heat = isHeat ? heatOf(sweep, rows, measure) : undefined;
  const words = chart !== undefined ? chartText(chart) : heat !== undefined ? heatText(heat) : "";
  const save = (file: Promise<File>) =>
    file.then(
      (found) => {
        saveFile(found);
        setSaid(t("compare.saved", { name: found.name }));
      },
      (error) => setSaid(message(error)),
    );
  const table = () => {
    const vary = sweep.vary.map(({ what }) => what);
    return new File([printCsv({ vary, rows })], "headway-sweep.csv", { type: "text/csv" });
  };
  const picture = async () => {
    const canvas = box.current?.querySelector("canvas");
    if (canvas === null || canvas === undefined) throw new Error(t("share.noPicture"));
    return pictureOf(canvas, title, "headway-sweep");
  };
  const title = t("compare.shown", {
    title: fileTitle ?? titleOf(sweep.scenario),
    vary: sweep.vary.map(variedText).join(t("compare.by")),
  });
  return (
    <>
      <h3>{title}</h3>
      <OneOf
        label={t("compare.measure")}
        choices={measuresOf(sweep).map((id) => ({ id, name: t(`compare.measures.${id}`) }))}
        chosen={measure}
        onChoose={setMeasure}
      />
      <div ref={box} className="chart-box">
        <Drawing
          label={() => words}
          layout={(size) =>
            chart !== undefined ? layoutChart(chart, size) : heat !== undefined ? layoutHeat(heat, size) : []
          }
          version={() => 0}
        />
      </div>
      <WhoIsLeftOut sweep={sweep} />
      <div className="ways">
        <button
          type="button"
          disabled={phase === "running"}
          onClick={() => void save(Promise.resolve().then(table))}
        >
          {t("compare.csv")}
        </button>
        <button type="button" disabled={phase === "running"} onClick={() => void save(picture())}>
          {t("compare.png")}
        </button>
        <SaveComparison comparison={{ kind: "sweep", sweep }} label={t("compare.saveSweep")} />
        <span role="status">{said}</span>
      </div>
    </>
  );
}
