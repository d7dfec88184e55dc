import { expect, it } from "vitest";
import { problemsOf } from "../world/campaign.ts";

const SEEDS = Number(process.env["HEADWAY_SEEDS"] ?? 5000);

it(`${SEEDS} random worlds keep every invariant and end on the most-work chain`, {
  timeout: 3_600_000,
}, () => {
  const problems: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) problems.push(...problemsOf(seed));
  console.log(`${SEEDS} random worlds, ${problems.length} problems`);
  expect(problems).toEqual([]);
});
