/**
 * `npm run bench -- sweep`: how much faster a sweep is with two workers than with one. Two busy cores are no measure: the load of the
 * machine is told with it.
 */
import { loadavg } from "node:os";
import { runSweep } from "../../src/cli/run-sweep.ts";

const REPEATS = 3;
const AT_LEAST = 1.6;

/** Seeds of a short sweep, of which the workers' beginning is a part, and of one that is worth its workers: 180 and 540 runs. */
const SEEDS = [30, 90];

/** Wall seconds of a sweep, workers and all; the rows are checked to be the same. */
async function measure(seeds: number, workers: number): Promise<{ seconds: number; rows: string }> {
  let rows = "";
  const from = performance.now();
  await runSweep(["lesson-9-in-flight", "--seeds", `1..${seeds}`, "--workers", `${workers}`], {
    out: (text) => {
      rows += text;
    },
    error: () => {},
  });
  return { seconds: (performance.now() - from) / 1000, rows };
}

for (const seeds of SEEDS) {
  const ratios: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const [one, two] = [await measure(seeds, 1), await measure(seeds, 2)];
    if (one.rows !== two.rows) throw new Error("two workers gave other rows than one");
    ratios.push(one.seconds / two.seconds);
    console.log(`${seeds} seeds: one worker ${one.seconds.toFixed(1)} s, two ${two.seconds.toFixed(1)} s`);
  }
  const ratio = ratios.sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0;
  const verdict = ratio >= AT_LEAST ? "ok" : "MISSED";
  console.log(
    `a sweep of ${seeds} seeds with two workers, times as fast as with one: ${ratio.toFixed(2)} (≥ ${AT_LEAST}) ${verdict}; load ${loadavg()[0]?.toFixed(1)}`,
  );
}
