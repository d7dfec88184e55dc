/** What a sweep varies and measures, in words and as pictures. */
import { US_PER_SECOND } from "../replay/time.ts";
import { leftOut } from "../sweep/left-out.ts";
import { type Measure, type PointSummary, type Spread, summarise } from "../sweep/point-summary.ts";
import { pointKey, type SweepRow } from "../sweep/sweep-row.ts";
import type { SweepSpec, Value, Vary } from "../sweep/sweep-spec.ts";
import type { Heat } from "./drawings/heat-chart.ts";
import type { Chart } from "./drawings/sweep-chart.ts";
import { secondsText } from "./race-text.ts";
import { bytes, number, t } from "./text.ts";

export function variedText({ what, peer }: Pick<Vary, "what" | "peer">): string {
  const key = `compare.what.${what}`;
  const words = t(key, { peer });
  // What nobody has a word for is called what it is.
  return words === key ? what : words;
}

function valueText(what: string, value: Value): string {
  if (value === null) return t("compare.none");
  if (typeof value === "string") return value;
  if (what.endsWith("BytesPerSecond")) return t("compare.perSecond", { bytes: bytes(value) });
  if (what === "latencyMs") return t("compare.ms", { ms: value });
  if (what === "slowness") return t("compare.times", { times: value });
  return number(value);
}

/** What is varied, and over what. */
export function valuesText({ what, peer, values }: Vary): string {
  return `${variedText({ what, peer })}: ${values.map((value) => valueText(what, value)).join(", ")}`;
}

/** Who special is not in all of its worlds, and from how many peers on; undefined: all are. */
export function leftOutText(sweep: Pick<SweepSpec, "scenario" | "vary">): string | undefined {
  const isVaried = (id: string) => sweep.vary.some(({ what, peer }) => what === "slowness" && peer === id);
  const peers = leftOut(sweep).map(({ peer, behaviours, from, isAlways }) => {
    const habits = behaviours.map((one) => {
      if (one.kind !== "slow") return t(`behaviour.${one.kind}`);
      return isVaried(peer) ? undefined : t("compare.leftOut.slower", { factor: number(one.factor) });
    });
    if (isVaried(peer)) habits.unshift(t("compare.leftOut.varied"));
    const said = habits.filter((habit) => habit !== undefined).join(", ");
    return t(`compare.leftOut.${isAlways ? "always" : "from"}`, { peer, habits: said, from });
  });
  return peers.length === 0 ? undefined : t("compare.leftOut.note", { peers: peers.join("; ") });
}

/** Who syncs, and how often. */
export function waysText({ policies, seeds }: SweepSpec): string {
  const names = policies.map(({ name }) => name).join("; ");
  const { from, to } = seeds;
  const all = from === to ? number(from) : `${number(from)} … ${number(to)}`;
  return t("compare.waysAndSeeds", { names, seeds: all });
}

function measuredText(measure: Measure): (value: number) => string {
  switch (measure) {
    case "syncedAtSeconds":
    case "firstBlockSeconds":
      return (value) => secondsText(value * US_PER_SECOND);
    case "wastedBytes":
      return (value) => bytes(Math.round(value));
    case "peersDropped":
      return (value) => number(value);
  }
}

/** Of one thing that is varied. */
export function chartOf(sweep: SweepSpec, rows: readonly SweepRow[], measure: Measure): Chart {
  const found = spreadsOf(rows, measure);
  const [vary] = sweep.vary as [Vary];
  return {
    values: vary.values.map((value) => valueText(vary.what, value)),
    title: variedText(vary),
    measure: measureText(sweep, measure),
    lines: sweep.policies.map(({ name }) => ({
      name,
      points: vary.values.map((value) => found(name, [value])),
    })),
    format: measuredText(measure),
    never: t("compare.never"),
  };
}

/** Of two; of several ways the first. */
export function heatOf(sweep: SweepSpec, rows: readonly SweepRow[], measure: Measure): Heat {
  const found = spreadsOf(rows, measure);
  const [across, down] = sweep.vary as [Vary, Vary];
  const name = sweep.policies[0]?.name ?? "";
  const axis = (vary: Vary) => ({
    title: variedText(vary),
    values: vary.values.map((value) => valueText(vary.what, value)),
  });
  return {
    across: axis(across),
    down: axis(down),
    measure: measureText(sweep, measure),
    cells: across.values.flatMap((left) => down.values.map((top) => found(name, [left, top]))),
    format: measuredText(measure),
    never: t("compare.never"),
  };
}

function measureText({ seeds }: SweepSpec, measure: Measure): string {
  const count = seeds.to - seeds.from + 1;
  const words = t(`compare.axis.${measure}`);
  return count === 1 ? words : `${words} · ${t("compare.median", { count })}`;
}

/** Of a way at these values; undefined: it has not been run. */
function spreadsOf(rows: readonly SweepRow[], measure: Measure) {
  const points = new Map<string, PointSummary>(
    summarise(rows).map((point) => [pointKey(point.policy, point.values), point]),
  );
  return (name: string, values: readonly Value[]): Spread | "never" | undefined => {
    const point = points.get(pointKey(name, values));
    return point && (point.spreads[measure] ?? "never");
  };
}

/** A chart in words. */
export function chartText({ title, measure, lines, values, format, never }: Chart): string {
  const pointText = (point: Spread | "never" | undefined, i: number) =>
    point === undefined
      ? []
      : [
          t("compare.pointLabel", {
            value: values[i],
            measured: point === "never" ? never : format(point.median),
          }),
        ];
  const said = lines.map(({ name, points }) =>
    t("compare.lineLabel", { name, points: points.flatMap(pointText).join(", ") }),
  );
  return t("compare.chartLabel", { measure, title, lines: said.join(" ") });
}

/** The same of a heat chart: a line for each value from left to right. */
export function heatText({ across, down, cells, ...rest }: Heat): string {
  const lines = across.values.map((name, i) => ({
    name,
    points: cells.slice(i * down.values.length, (i + 1) * down.values.length),
  }));
  return chartText({ ...rest, title: down.title, values: down.values, lines });
}
