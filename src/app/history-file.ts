/**
 * All that happened up to the moment shown, as JSON: the run, the moment, and the records as the command line's trace has them.
 * What opens it again is what stands before the records: they follow from the run.
 */
import type { History } from "../replay/history.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { type Parsed, readJson } from "../world/scenario/schema-words.ts";
import { type Link, parseLink } from "./link.ts";
import type { Moment } from "./moment.ts";
import { printedRecord } from "./printed-record.ts";

const BEGINS = /^\s*\{\s*"version":\s*\d+,\s*"run":/;
/** No text within the run has it: there its quotes are escaped. */
const RECORDS = ',"records":[';

/** In pieces: a long history is longer than a text may be. */
export function printHistory(
  run: RunSpec,
  history: History,
  { at, records = history.positionAt(at) }: Moment,
): string[] {
  const pieces = [`{"version":1,"run":${printRun(run)},"at":${at},"count":${records}${RECORDS}`];
  for (let i = 0; i < records; i++) pieces.push(`${i === 0 ? "" : ","}\n${printedRecord(history.record(i))}`);
  pieces.push("\n]}\n");
  return pieces;
}

/** Reads the moment of one; undefined: the text is no history. `text`: its beginning, with all that comes before the records. */
export function readHistory(text: string): Parsed<"link", Link> | undefined {
  const end = text.indexOf(RECORDS);
  if (end < 0 || !BEGINS.test(text)) return undefined;
  const read = readJson(`${text.slice(0, end)}}`);
  if (!read.ok) return read;
  const { version, count, ...rest } = read.value as Record<string, unknown>;
  if (version !== 1) return { ok: false, error: `version: expected 1, found ${version}` };
  if (count === undefined) return { ok: false, error: "count: expected a whole number, found nothing" };
  const parsed = parseLink({ ...rest, records: count });
  return parsed.ok ? parsed : { ok: false, error: parsed.error.replace(/^records:/, "count:") };
}
