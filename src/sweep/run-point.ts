/** One run of a sweep, from its beginning to its end. */
import { US_PER_SECOND } from "../replay/time.ts";
import type { WorldOptions } from "../world/setup.ts";
import { runAt } from "./run-at.ts";
import type { SweepRow } from "./sweep-row.ts";
import type { SweepJob, SweepSpec } from "./sweep-spec.ts";
import { watchRun, worldOf } from "./watched-run.ts";

/** Runs this point with this seed. Throws a RangeError with one readable line if there is no such world. */
export function runPoint(
  sweep: SweepSpec,
  { point, seed }: SweepJob,
  chainFile?: WorldOptions["chainFile"],
): SweepRow {
  const { summary, firstBlockAt, drops } = watchRun(worldOf(runAt(sweep, point, seed), chainFile));
  const { ended, atSeconds, bytes, traceHash } = summary;
  if (ended === "running") throw new Error("a run that was run to its end goes on");
  return {
    seed,
    policy: point.way.name,
    values: point.values,
    ended,
    syncedAtSeconds: ended === "synced" ? atSeconds : null,
    usefulBytes: bytes.useful,
    wastedBytes: bytes.wasted,
    peersDropped: drops.length,
    firstBlockSeconds: firstBlockAt === null ? null : firstBlockAt / US_PER_SECOND,
    traceHash,
  };
}
