/** Any moment of a run, reached by any way, is the same one: compared whole with records applied one after the other. */
import { expect } from "vitest";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { apply } from "../../src/replay/apply.ts";
import { beforehand } from "../../src/replay/beforehand.ts";
import { History } from "../../src/replay/history.ts";
import { plainText } from "../../src/replay/plain.ts";
import { sentenceOf } from "../../src/replay/sentences.ts";
import { blankState } from "../../src/replay/world-state.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { runToEnd } from "../world/worlds.ts";

/** The state, and the last lines of the log, as they were at these positions when the records were applied one by one. */
function played(scenario: Scenario, records: readonly WorldRecord[], positions: ReadonlySet<number>) {
  const state = blankState(scenario.peers, scenario.peerPolicy ?? scenario.policy);
  const lines: { at: number; key: string; values: object }[] = [];
  const shown = new Map<number, string>();
  const look = () => {
    if (positions.has(state.records))
      shown.set(state.records, `${plainText(state)}\n${JSON.stringify([lines.length, lines.slice(-3)])}`);
  };
  look();
  for (const record of records) {
    const sentence = sentenceOf(record, beforehand(record, state));
    const isHeadersOnly =
      record.kind === "observed" && record.observation.kind === "tipChanged" && state.local.bodies === 0;
    if (sentence !== undefined && !isHeadersOnly) {
      const { key, values } = sentence;
      lines.push({ at: record.at, key, values });
    }
    apply(state, record);
    look();
  }
  return shown;
}

export function sought(history: History, position: number): string {
  const length = history.log.lengthAfter(position);
  const lines = [3, 2, 1].flatMap((back) => {
    const line = history.log.line(length - back, length);
    return line === undefined ? [] : { at: line.at, key: line.key, values: line.values };
  });
  return `${plainText(history.at(position))}\n${JSON.stringify([length, lines])}`;
}

function compare(scenario: Scenario, told: readonly WorldRecord[], prng: Prng, seeks: number): void {
  // The world comes first at its instant; its end is told after what led to it.
  const records = [...told].sort((a, b) => Number(a.kind === "ended") - Number(b.kind === "ended"));
  const positions = Array.from({ length: seeks }, (_, i) => {
    const position = prng.below(records.length + 1);
    // Every other time a step back or forth from there, as one goes with the keys.
    return i % 4 === 3 ? Math.max(0, position - 1) : position;
  });
  const shown = played(scenario, records, new Set(positions));
  const history = new History(scenario.peers, scenario.peerPolicy ?? scenario.policy);
  // As it is told: in pieces, with looks at what was before in between.
  for (let from = 0; from < records.length; ) {
    const to = from + 1 + prng.below(3000);
    history.append(told.slice(from, to));
    history.at(prng.below(history.count + 1));
    from = to;
  }
  for (const position of positions) {
    const is = sought(history, position);
    if (is !== shown.get(position)) expect(is, `position ${position}`).toBe(shown.get(position));
  }
  records.forEach((record, i) => {
    if (i % 97 === 0) expect(history.record(i)).toEqual(record);
  });
}

/** So many random seeks in each of so many random worlds, of every policy in turn. */
export function compareRandomWorlds(worlds: number, seeks: number): void {
  const prng = Prng.fromSeed(11).split("history");
  for (let seed = 1; seed <= worlds; seed++) {
    const { scenario } = randomWorld(seed, policyIds[seed % policyIds.length]);
    compare(scenario, runToEnd(scenario, { seed }).records, prng, seeks);
  }
}
