/** Entry tables made by hand. */
import type { EntryTable } from "../../src/replay/entry-table.ts";

export function addOne(table: EntryTable, parent: number, height: number): void {
  table.add({ parents: Int32Array.of(parent), heights: Int32Array.of(height), count: 1 });
}
