/** All that happened up to the moment shown, as JSON: the run, and its records as the command line's trace has them. */
import type { History } from "../replay/history.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";

/** In pieces: a long history is longer than a text may be. `records`: how many of them. */
export function printHistory(run: RunSpec, history: History, records: number): string[] {
  const pieces = [`{"version":1,"run":${printRun(run)},"records":[`];
  for (let i = 0; i < records; i++)
    pieces.push(`${i === 0 ? "" : ","}\n${JSON.stringify(history.record(i), plainly)}`);
  pieces.push("\n]}\n");
  return pieces;
}

/** Bytes as hex, other lists of numbers as such. */
function plainly(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value;
}
