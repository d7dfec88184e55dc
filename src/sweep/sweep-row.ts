/** What one run of a sweep comes to, and how the rows of several ranges of seeds become one table. */
import type { RunEnd } from "../world/record.ts";
import { pointsOf, type SweepSpec, type Value } from "./sweep-spec.ts";

export interface SweepRow {
  readonly seed: number;
  /** Name of the way. */
  readonly policy: string;
  /** In the order of `vary`. */
  readonly values: readonly Value[];
  readonly ended: RunEnd;
  /** Virtual seconds since when it was synced; null: it never was. */
  readonly syncedAtSeconds: number | null;
  readonly usefulBytes: number;
  readonly wastedBytes: number;
  /** How often the local node sent one away. */
  readonly peersDropped: number;
  /** Virtual seconds; null: none came. */
  readonly firstBlockSeconds: number | null;
  readonly traceHash: string;
}

/** What a row is of, as one text: equal for equal points, whatever the seed. */
export function pointKey(policy: string, values: readonly Value[]): string {
  return JSON.stringify([policy, ...values]);
}

/**
 * The rows of several runs of the same sweep over ranges of seeds, as one run over all of them would have given them. Throws a
 * RangeError with one readable line if a run is there twice with different results, or points differ from seed to seed.
 */
export function joinRows(parts: readonly (readonly SweepRow[])[]): readonly SweepRow[] {
  const bySeed = new Map<number, Map<string, SweepRow>>();
  const order = new Map<string, number>();
  for (const row of parts.flat()) {
    const key = pointKey(row.policy, row.values);
    if (!order.has(key)) order.set(key, order.size);
    const rows = bySeed.get(row.seed) ?? new Map<string, SweepRow>();
    bySeed.set(row.seed, rows);
    const other = rows.get(key);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(row)) {
      throw new RangeError(`rows: expected one result for seed ${row.seed} of ${key}, found two`);
    }
    rows.set(key, row);
  }
  return [...bySeed]
    .sort(([a], [b]) => a - b)
    .flatMap(([seed, rows]) => {
      if (rows.size < order.size) {
        throw new RangeError(`rows: expected all ${order.size} points of seed ${seed}, found ${rows.size}`);
      }
      return [...rows].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map(([, row]) => row);
    });
}

/** How many rows a whole sweep has. */
export function runCount(sweep: SweepSpec): number {
  return pointsOf(sweep).length * (sweep.seeds.to - sweep.seeds.from + 1);
}
