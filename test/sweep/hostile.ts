/** Sweeps, races and tables that somebody has meddled with: each is taken, or refused in one readable line. */
import { expect } from "vitest";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import { parseRaceText } from "../../src/sweep/race-schema.ts";
import { parseCsv } from "../../src/sweep/sweep-csv.ts";
import { parseSweepText } from "../../src/sweep/sweep-schema.ts";
import { printableLine } from "../../src/world/printable.ts";
import { mutated } from "./mutated.ts";

const race = { version: 1, runs: slowPeerRace };
const table = [
  "seed,policy,peers,ended,synced_at_seconds,useful_bytes,wasted_bytes,peers_dropped,first_block_seconds,trace_hash",
  '1,"no, rule",1,synced,202.42,400042000,0,0,2.9,f8',
  "1,b,none,stuck,,1,0,0,,f8",
];
/** Control characters, line ends and what turns the direction of a text around have no place in a line. */
const READABLE = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,400}$/u;

/** Returns how many of `count` were refused, so that whoever asks knows that it was no idle exercise. */
export function refusedOf(count: number): number {
  let refused = 0;
  for (let seed = 0; seed < count; seed++) {
    const what = seed % 3;
    const parsed =
      what === 0
        ? parseSweepText(mutated(presets[seed % presets.length]?.sweep, seed))
        : what === 1
          ? parseRaceText(mutated(race, seed))
          : parseCsv(
              (JSON.parse(asList(mutated(table, seed))) as unknown[])
                .map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
                .join("\n"),
            );
    if (parsed.ok) continue;
    refused += 1;
    // As page and command line say it.
    const said = printableLine(parsed.error);
    expect(said, `seed ${seed}`).toMatch(READABLE);
    expect(said, `seed ${seed}`).toMatch(/: .*expected/);
  }
  return refused;
}

/** A table whose text is no JSON any more is one line of it. */
function asList(text: string): string {
  try {
    return Array.isArray(JSON.parse(text)) ? text : JSON.stringify([text]);
  } catch {
    return JSON.stringify(text.split(","));
  }
}
