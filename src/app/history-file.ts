/** All that happened up to the moment shown, as JSON: the run, and its records as the command line's trace has them. */
import type { History } from "../replay/history.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { printedRecord } from "./printed-record.ts";

/** In pieces: a long history is longer than a text may be. `records`: how many of them. */
export function printHistory(run: RunSpec, history: History, records: number): string[] {
  const pieces = [`{"version":1,"run":${printRun(run)},"records":[`];
  for (let i = 0; i < records; i++) pieces.push(`${i === 0 ? "" : ","}\n${printedRecord(history.record(i))}`);
  pieces.push("\n]}\n");
  return pieces;
}
