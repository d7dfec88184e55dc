import { expect, it } from "vitest";
import { runFuzz } from "../../src/cli/run-fuzz.ts";

const SEEDS = process.env["HEADWAY_SEEDS"] ?? "5000";

it(`${SEEDS} random worlds break no invariant and end as they should`, { timeout: 7_200_000 }, () => {
  const around = {
    out: (text: string) => void process.stdout.write(text),
    error: (text: string) => void process.stderr.write(text),
    folder: process.cwd(),
    nowMs: () => performance.now(),
  };
  expect(runFuzz(["--seeds", SEEDS], around)).toBe(0);
});
