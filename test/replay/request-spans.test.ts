/** At any moment the open spans are what the peers owe then, and who is idle then could have served and was not asked. */
import { expect, test } from "vitest";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { History } from "../../src/replay/history.ts";
import type { PeerSpans } from "../../src/replay/peer-spans.ts";
import type { PeerView } from "../../src/replay/peer-view.ts";
import { Toggles } from "../../src/replay/toggles.ts";
import type { WorldState } from "../../src/replay/world-state.ts";
import { Prng } from "../../src/sim/prng.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

const WORLDS = 24;
const MOMENTS = 100;

/** What it owes, each with the moment it was asked: headers, blocks by entry and height, and blocks of which nothing is known. */
function owed(peer: PeerView): string[] {
  return [
    ...(peer.owedHeaders === undefined ? [] : [`${peer.owedHeaders.at} headers`]),
    ...[...peer.owedBlocks.values()].map(({ at, entry, height }) => `${at} ${entry} ${height}`),
    ...[...peer.owedHashes.values()].map(({ at }) => `${at} a block`),
  ].sort();
}

function open(history: History, spans: PeerSpans, position: number): string[] {
  const found: string[] = [];
  spans.between(position, position, (span) => {
    const block = spans.block(span, position);
    const what = block === undefined ? "a block" : `${block.entry} ${block.height}`;
    found.push(`${history.atOf(spans.from(span))} ${spans.isHeaders(span) ? "headers" : what}`);
  });
  return found.sort();
}

/** Whether a block or a header is missing here that somebody has, counted block by block. */
function isSomethingMissing({ local: { entries }, peers, end }: WorldState): boolean {
  for (let height = 0; height <= entries.bestHeight; height++)
    if (["header", "asked"].includes(entries.stateAtHeight(height))) return true;
  if (end?.ended === "synced" || entries.bestHeight < 0) return false;
  return [...peers.values()].some(
    ({ startHeight = 0, bestKnownHeight = 0 }) =>
      startHeight > bestKnownHeight && startHeight > entries.bestHeight,
  );
}

test(`in ${WORLDS} random worlds of every policy, at ${MOMENTS} moments each, what is open is what is owed`, () => {
  const prng = Prng.fromSeed(11).split("spans");
  const seen = { open: 0, idle: 0, unknown: 0 };
  for (let seed = 1; seed <= WORLDS; seed++) {
    const { scenario } = randomWorld(seed, policyIds[seed % policyIds.length]);
    const { records } = runToEnd(scenario, { seed });
    const history = new History(scenario.peers, scenario.peerPolicy ?? scenario.policy);
    history.append(records);
    for (let i = 0; i < MOMENTS; i++) {
      const position = prng.below(records.length + 1);
      const state = history.at(position);
      const isMissing = isSomethingMissing(state);
      for (const peer of state.peers.values()) {
        const where = `seed ${seed}, position ${position}, peer ${peer.name}`;
        const spans = history.requests.of(peer.name);
        const expected = owed(peer);
        if (spans === undefined) {
          expect([expected, peer.ready], where).toEqual([[], false]);
          continue;
        }
        const found = open(history, spans, position);
        if (`${found}` !== `${expected}`) expect(found, where).toEqual(expected);
        expect(spans.open(position), where).toBe(expected.length);
        expect(spans.ready.at(position), where).toBe(peer.ready);
        const isIdle = peer.ready && expected.length === 0 && isMissing;
        expect(spans.idle.at(position), where).toBe(isIdle);
        seen.open += found.length;
        seen.idle += isIdle ? 1 : 0;
        seen.unknown += peer.owedHashes.size;
      }
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});

test("a span is there from its asking on, and open until its end is at or before the moment", () => {
  const scenario = builtIn("slow-peer");
  const { records } = runToEnd(scenario);
  const history = new History(scenario.peers, scenario.policy);
  history.append(records);
  let [answered, sideBySide] = [0, 0];
  for (const { id } of scenario.peers) {
    const spans = history.requests.of(id);
    if (spans === undefined) throw new Error(`no spans of ${id}`);
    const end = history.count;
    const all: number[] = [];
    spans.between(0, end, (span) => all.push(span));
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: spans.count }, (_, i) => i));
    for (const span of all) {
      const from = spans.from(span);
      const to = spans.to(span, end) ?? end;
      const isIn = (low: number, high: number) => {
        let isFound = false;
        spans.between(low, high, (one) => {
          isFound ||= one === span;
        });
        return isFound;
      };
      expect([isIn(0, from), isIn(from, from + 1), isIn(to, end), isIn(to + 1, end)]).toEqual([
        false,
        true,
        true,
        false,
      ]);
      expect(spans.how(span, to)).toBe(undefined);
      if (spans.how(span, end) === "answered") answered += 1;
      // Those that are open side by side have rows of their own.
      const rows: number[] = [];
      spans.between(to, to, (one) => rows.push(spans.row(one)));
      expect(new Set(rows).size).toBe(rows.length);
      sideBySide = Math.max(sideBySide, rows.length);
    }
  }
  expect(answered).toBeGreaterThan(350);
  expect(sideBySide).toBe(scenario.constants.inFlightPerPeer);
});

test("what is so is so from one change to the next", () => {
  const toggles = new Toggles();
  for (const [record, isOn] of [
    [3, true],
    [5, true],
    [8, false],
    [20, true],
  ] as const)
    toggles.set(record, isOn);
  const on = (low: number, high: number) => {
    const found: [number, number][] = [];
    toggles.between(low, high, (from, to) => found.push([from, to]));
    return found;
  };
  expect([3, 4, 8, 9, 20, 21].map((position) => toggles.at(position))).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(on(0, 30)).toEqual([
    [3, 8],
    [20, 30],
  ]);
  expect(on(5, 6)).toEqual([[3, 6]]);
  expect(on(9, 20)).toEqual([]);
});
