/** What a file of JSON holds, packed or not: by what is in it, since all of them are called `.json`. */
import type { Lesson } from "../lessons/lesson.ts";
import { bytesOf, type NamedBlob } from "../runtime/chain-source.ts";
import { fetched } from "../runtime/late-part.ts";
import { unpack, unpackHead } from "../runtime/unpack.ts";
import { parseWhole } from "../world/scenario/run-schema.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { readJson, SCENARIO_BYTES_MAX } from "../world/scenario/schema-words.ts";
import type { Comparison } from "./compared.ts";
import { readHistory } from "./history-file.ts";
import type { Link } from "./link.ts";
import { refused } from "./refused-file.ts";
import { t } from "./text.ts";

export type OfJson =
  | { readonly kind: "scenario"; readonly run: RunSpec }
  | { readonly kind: "lesson"; readonly lesson: Lesson }
  /** Of a history: the moment up to which it goes. */
  | { readonly kind: "moment"; readonly link: Link }
  | Comparison;

/** What is packed badly is longer than what is in it, by no more than this. */
const PACKING_BYTES_MAX = 64 * 1024;

/**
 * A history, a lesson, a race, a sweep, a run, or a scenario alone, of which it is the plain run with this seed. Rejects with a
 * RangeError that names the file and the field.
 */
export async function readJsonFile(file: NamedBlob, seed: number): Promise<OfJson> {
  const { name, blob } = file;
  const history = readHistory(await beginningOf(file));
  if (history?.ok === false) throw refused(name, history.error);
  if (history !== undefined) return { kind: "moment", link: history.link };
  if (blob.size > SCENARIO_BYTES_MAX)
    throw refused(name, t("error.fileLarge", { most: SCENARIO_BYTES_MAX, length: blob.size }));
  const unpacked = await unpack(await bytesOf(name, blob), SCENARIO_BYTES_MAX);
  if (!unpacked.ok) throw refused(name, unpacked.error);
  const read = readJson(new TextDecoder().decode(unpacked.bytes));
  if (!read.ok) throw refused(name, read.error);
  const { value } = read;
  if (has(value, "beats")) {
    const { parseLesson } = await fetched("lessons", import("../lessons/lesson-schema.ts"));
    const parsed = parseLesson(value);
    if (!parsed.ok) throw refused(name, parsed.error);
    return { kind: "lesson", lesson: parsed.lesson };
  }
  if (has(value, "runs")) {
    const { parseRace } = await fetched("compare", import("../sweep/race-schema.ts"));
    const parsed = parseRace(value);
    if (!parsed.ok) throw refused(name, parsed.error);
    return { kind: "race", race: parsed.race };
  }
  if (has(value, "vary")) {
    const { parseSweep } = await fetched("compare", import("../sweep/sweep-schema.ts"));
    const parsed = parseSweep(value);
    if (!parsed.ok) throw refused(name, parsed.error);
    return { kind: "sweep", sweep: parsed.sweep };
  }
  const parsed = parseWhole(value, seed);
  if (!parsed.ok) throw refused(name, parsed.error);
  return { kind: "scenario", run: parsed.run };
}

/** A history may be of any length: only so much of it is read. */
async function beginningOf({ name, blob }: NamedBlob): Promise<string> {
  const head = await bytesOf(name, blob.slice(0, SCENARIO_BYTES_MAX + PACKING_BYTES_MAX));
  return new TextDecoder().decode(await unpackHead(head, SCENARIO_BYTES_MAX));
}

function has(value: unknown, field: string): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, field);
}
