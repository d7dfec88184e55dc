/** What stands in the square of a block stays within its lines. */
import { expect, test } from "vitest";
import { letterSize } from "../../src/app/drawings/glyph.ts";
import { estimate, layOutBy } from "../../src/app/drawings/text-width.ts";

test("letters wider than the square are set smaller, others as large as ever", () => {
  const before = [letterSize(17, "A", 1), letterSize(17, "P1", 1), letterSize(24, "P10", 1)];
  // As in a bold face: W takes its whole size.
  layOutBy((text, size) => [...text].reduce((sum, letter) => sum + size * (letter === "W" ? 1 : 0.55), 0));
  try {
    expect([letterSize(17, "A", 1), letterSize(17, "P1", 1), letterSize(24, "P10", 1)]).toEqual(before);
    for (const size of [17, 20, 26])
      expect(3 * letterSize(size, "WWW", 1)).toBeLessThanOrEqual(0.84 * size + 0.01);
  } finally {
    layOutBy(estimate);
  }
});
