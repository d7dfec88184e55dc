/** The notes on the table of faults stand on rows and policies that there are. */
import { expect, test } from "vitest";
import { faultTable } from "../../src/fuzz/faults/fault-table.ts";
import { faults } from "../../src/fuzz/faults/fault-worlds.ts";
import { footnotes } from "../../src/fuzz/faults/footnotes.ts";
import { policyIds } from "../../src/node/policies/ids.ts";

test("every note stands on something that there is", () => {
  const rows = faults.map(({ row }) => row);
  for (const note of footnotes) {
    expect(rows).toEqual(expect.arrayContaining([...(note.rows ?? [])]));
    expect(policyIds).toEqual(expect.arrayContaining([...(note.policies ?? [])]));
    expect((note.rows ?? note.policies ?? []).length).toBeGreaterThan(0);
  }
});

test("a note is marked where it belongs: at its cells, its row or its column, and is told below", () => {
  const lines = faultTable(policyIds, []).split("\n");
  const cells = (start: string) => (lines.find((line) => line.startsWith(start)) ?? "").split(" | ");
  footnotes.forEach(({ rows, policies, text }, i) => {
    expect(lines).toContain(`${i + 1}. ${text}`);
    for (const row of rows ?? [""]) {
      const marked = cells(row === "" ? "|  |" : `| ${row} |`).filter((cell) =>
        new RegExp(`<sup>(?:\\d+, )*${i + 1}(?:, \\d+)*</sup>`).test(cell),
      );
      expect(marked).toHaveLength(policies?.length ?? 1);
    }
  });
});
