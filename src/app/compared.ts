/** Races and sweeps as files: what one opens is set in Compare, and what is set there can be saved. */
import type { RaceSpec } from "../sweep/race.ts";
import { parseRaceText } from "../sweep/race-schema.ts";
import { parseSweepText } from "../sweep/sweep-schema.ts";
import type { SweepSpec } from "../sweep/sweep-spec.ts";

export type Comparison =
  | { readonly kind: "race"; readonly race: RaceSpec }
  | { readonly kind: "sweep"; readonly sweep: SweepSpec };

/** One from the file of this name. */
export type Compared = Comparison & { readonly name: string };

/** A file that is opened again as it is. Throws a RangeError, with one readable line, where it could not be. */
export function comparisonFile(comparison: Comparison): File {
  const isRace = comparison.kind === "race";
  const text = `${JSON.stringify(isRace ? comparison.race : comparison.sweep, null, 2)}\n`;
  const read = isRace ? parseRaceText(text) : parseSweepText(text);
  if (!read.ok) throw new RangeError(read.error);
  return new File([text], `headway-${comparison.kind}.json`, { type: "application/json" });
}
