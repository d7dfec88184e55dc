/** What all runs of one point come to: a median and quartiles of each number, over the seeds. */
import { pointKey, type SweepRow } from "./sweep-row.ts";
import type { Value } from "./sweep-spec.ts";

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What of a row is a number that one can draw. */
export const MEASURES = ["syncedAtSeconds", "wastedBytes", "peersDropped", "firstBlockSeconds"] as const;
export type Measure = (typeof MEASURES)[number];

export interface PointSummary {
  readonly policy: string;
  readonly values: readonly Value[];
  readonly runs: number;
  /** How many were never synced: they have no part in `syncedAtSeconds`. */
  readonly unsynced: number;
  /** Undefined: no run has such a number. */
  readonly spreads: Readonly<Record<Measure, Spread | undefined>>;
}

/** One for each point, in the order in which the points come first. */
export function summarise(rows: readonly SweepRow[]): readonly PointSummary[] {
  const byPoint = new Map<string, SweepRow[]>();
  for (const row of rows) {
    const key = pointKey(row.policy, row.values);
    const same = byPoint.get(key);
    if (same === undefined) byPoint.set(key, [row]);
    else same.push(row);
  }
  return [...byPoint.values()].map(summaryOf);
}

function summaryOf(rows: readonly SweepRow[]): PointSummary {
  const [{ policy, values }] = rows as [SweepRow];
  const of = (measure: Measure) =>
    spreadOf(rows.map((row) => row[measure]).filter((value) => value !== null));
  return {
    policy,
    values,
    runs: rows.length,
    unsynced: rows.filter(({ ended }) => ended !== "synced").length,
    spreads: {
      syncedAtSeconds: of("syncedAtSeconds"),
      wastedBytes: of("wastedBytes"),
      peersDropped: of("peersDropped"),
      firstBlockSeconds: of("firstBlockSeconds"),
    },
  };
}

/** Quartiles between two values lie in proportion between them. Undefined: there are none. */
function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}
