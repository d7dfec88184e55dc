import { expect, test } from "vitest";
import { skipHeight } from "../../src/chain/skip-height.ts";

test("[U1] heights 1 to 20 skip to those of Core's chain_tests", () => {
  const skips = Array.from({ length: 20 }, (_, i) => skipHeight(i + 1));
  expect(skips).toEqual([0, 0, 1, 0, 1, 4, 1, 0, 1, 8, 1, 8, 1, 12, 9, 0, 1, 16, 1, 16]);
});

test("genesis skips to itself, every other height to one below", () => {
  expect(skipHeight(0)).toBe(0);
  for (let height = 1; height < 100_000; height++) {
    const skip = skipHeight(height);
    if (skip < 0 || skip >= height) expect.fail(`height ${height} skips to ${skip}`);
  }
});
