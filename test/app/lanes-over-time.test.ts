/** Requests over time: every bar is a request of the trace, at every moment, however one came to it. */
import { expect, test } from "vitest";
import {
  hitLanes,
  type LanesFrame,
  lanesScale,
  layoutLanesOverTime,
} from "../../src/app/drawings/lanes-over-time.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { timeX } from "../../src/app/drawings/time-scale.ts";
import { lanesText, requestText } from "../../src/app/lanes-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

interface Asked {
  readonly peer: string;
  readonly from: number;
  /** Infinity: nothing has come. */
  to: number;
  readonly entry: number;
}

/** Blocks asked for up to a moment, and when each came, read from the records alone. */
function blocksAsked(records: readonly WorldRecord[], at: number): Asked[] {
  const all: Asked[] = [];
  for (const record of records) {
    if (record.at > at) break;
    if (record.kind !== "observed" || record.node !== 0) continue;
    const { observation: seen } = record;
    if (seen.kind === "blocksRequested")
      for (const entry of seen.entries)
        all.push({ peer: seen.peer, from: record.at, to: Number.POSITIVE_INFINITY, entry });
    if (seen.kind !== "blockReceived") continue;
    const open = all.find((one) => one.entry === seen.entry && one.peer === seen.peer && one.to > at);
    if (open !== undefined) open.to = record.at;
  }
  return all;
}

const slow = builtIn("slow-peer");
const slowRecords = runToEnd(slow).records;
const names = slow.peers.map(({ id }) => id);

/** The greatest height of a lane, which a picture of this height has room for. */
const LANE = 44;

function frameOf(at: number, changes: Partial<LanesFrame> = {}): LanesFrame {
  const box = { width: 900, height: 420, scale: 1 };
  return { ...box, from: 0, to: 20_000_000, at, own: names, others: [], ...changes };
}

function viewAt(records: readonly WorldRecord[], at: number, peers = slow.peers): WorldView {
  const view = new WorldView(peers);
  view.apply(records.filter((record) => record.at <= at));
  return view;
}

type Rect = Shape & { readonly kind: "rect" };
/** Bars of blocks, of lane after lane. */
function bars(shapes: readonly Shape[]): Rect[] {
  return shapes.filter(
    (shape): shape is Rect =>
      shape.kind === "rect" && (shape.fill === "stored" || shape.stroke === "asked") && shape.w > 0,
  );
}

test("each block that was asked for has a bar from its asking to its answer, or to the moment", () => {
  const prng = Prng.fromSeed(5).split("bars");
  let seen = 0;
  for (let i = 0; i < 25; i++) {
    const at = 2_000_000 + prng.below(17_000_000);
    const view = viewAt(slowRecords, at);
    const frame = frameOf(at);
    const time = lanesScale(view, frame);
    const drawn = bars(layoutLanesOverTime(view, frame));
    const found = drawn.map(({ x, w, fill, stroke }) => {
      const inset = stroke === undefined ? 0 : 0.5;
      return `${fill} ${(x - inset).toFixed(1)} ${(x + w + inset + 1).toFixed(1)}`;
    });
    const expected = blocksAsked(slowRecords, at).map(({ from, to }) => {
      const left = timeX(time, from);
      // A bar is never too thin to be seen.
      const right = Math.max(left + 2.5, timeX(time, Math.min(at, to)));
      return `${to <= at ? "stored" : "askedTint"} ${left.toFixed(1)} ${right.toFixed(1)}`;
    });
    const isWide = (bar: string) => Number(bar.split(" ")[2]) - Number(bar.split(" ")[1]) > 4;
    expect(found.filter(isWide).sort()).toEqual(expected.filter(isWide).sort());
    expect(found.length).toBe(expected.length);
    seen += found.length;
  }
  expect(seen).toBeGreaterThan(500);
});

test("bars of one lane do not lie on each other", () => {
  const view = viewAt(slowRecords, 15_000_000);
  const all = bars(layoutLanesOverTime(view, frameOf(15_000_000)));
  for (const a of all)
    for (const b of all) {
      if (a === b) continue;
      const isApart =
        a.x + a.w <= b.x + 0.6 || b.x + b.w <= a.x + 0.6 || a.y + a.h <= b.y || b.y + b.h <= a.y;
      expect(isApart, JSON.stringify([a, b])).toBe(true);
    }
});

test("in the stall all but the one it waits for are hatched up to the moment, and it says what it owes", () => {
  const stall = slowRecords.find(
    (record) => record.kind === "observed" && record.observation.kind === "windowStalled",
  );
  const at = (stall?.at ?? 0) + 3_000_000;
  const view = viewAt(slowRecords, at);
  const frame = frameOf(at);
  const shapes = layoutLanesOverTime(view, frame);
  const x = timeX(lanesScale(view, frame), at);
  const hatched = shapes.flatMap((shape) =>
    shape.kind === "hatch" && Math.abs(shape.x + shape.w - x) < 1
      ? [names[Math.floor((shape.y - 17) / LANE)]]
      : [],
  );
  expect(hatched).toEqual(names.filter((name) => name !== "D"));
  const texts = shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
  expect(texts).toContain("stall D");
  expect(texts.some((text) => /^29 to 32 · [\d.]+\u00a0s$/.test(text))).toBe(true);
});

test("a moment looks the same whether one has played up to it or gone back to it", () => {
  for (const id of ["slow-peer", "living-network", "reorganisation"]) {
    const world = builtIn(id);
    const { records } = runToEnd(world);
    const prng = Prng.fromSeed(6).split(id);
    const whole = new WorldView(world.peers);
    whole.apply(records);
    for (let i = 0; i < 12; i++) {
      const position = 1 + prng.below(records.length - 1);
      const at = records[position - 1]?.at ?? 0;
      const played = new WorldView(world.peers);
      played.apply(records.slice(0, position));
      whole.show(position);
      const frame = frameOf(at, {
        to: i % 2 === 0 ? at + 5_000_000 : (records.at(-1)?.at ?? 0),
        height: i % 3 === 0 ? 130 : 420,
        own: world.peers.slice(0, 4).map((peer) => peer.id),
        others: world.peers.slice(4).map((peer) => peer.id),
      });
      expect(layoutLanesOverTime(whole, frame)).toEqual(layoutLanesOverTime(played, frame));
      expect(lanesText(whole, frame)).toBe(lanesText(played, frame));
    }
  }
});

test("where there are too many for bars, each column is as high as many were open then", () => {
  const at = 200_000_000;
  const view = viewAt(slowRecords, at);
  // So low that four rows have no room.
  const frame = frameOf(at, { height: 80, to: at });
  const time = lanesScale(view, frame);
  const shapes = layoutLanesOverTime(view, frame);
  expect(bars(shapes)).toEqual([]);
  const areas = shapes.filter((shape) => shape.kind === "area");
  const asked = blocksAsked(slowRecords, at).filter(({ peer }) => peer === "D");
  const lane = (80 - 17 - 18) / names.length;
  const [top, bottom] = [17 + 3 * lane, 17 + 4 * lane];
  const ofD = areas.filter(({ points }) => points.every(([, y]) => y >= top && y <= bottom));
  const height = (x: number) =>
    Math.max(
      0,
      ...ofD.flatMap(({ points }) => {
        const ground = points[0]?.[1] ?? 0;
        return points.flatMap(([left, y], i) => {
          const next = points[i + 1];
          return next !== undefined && y === next[1] && left <= x && x < next[0] ? [ground - y] : [];
        });
      }),
    );
  const full = height(timeX(time, (asked[0]?.from ?? 0) + 2_000_000));
  let seen = 0;
  for (let moment = 5_000_000; moment < at - 1_000_000; moment += 1_700_000) {
    const open = (t: number) => asked.filter(({ from, to }) => from <= t && to > t).length;
    // Where nothing changes within a column on either side.
    const counts = [-1_500_000, 0, 1_500_000].map((by) => open(moment + by));
    if (new Set(counts).size > 1) continue;
    seen += 1;
    const expected = counts[0] === 0 ? 0 : Math.max(2, (full * (counts[0] ?? 0)) / 4);
    expect(height(timeX(time, moment)), `${moment}`).toBeCloseTo(expected, 3);
  }
  expect(seen).toBeGreaterThan(50);
});

test("a click finds the bar it hits, its lane, and the time", () => {
  const at = 9_000_000;
  const view = viewAt(slowRecords, at);
  const frame = frameOf(at);
  const time = lanesScale(view, frame);
  for (const bar of bars(layoutLanesOverTime(view, frame))) {
    const [x, y] = [bar.x + bar.w / 2, bar.y + bar.h / 2];
    const { peer, request, at: when } = hitLanes(view, frame, x, y);
    expect(request?.peer).toBe(peer);
    expect(Math.abs(timeX(time, when ?? 0) - x)).toBeLessThan(0.01);
    const said = requestText(view, request ?? { peer: "", span: 0 }, at) ?? "";
    expect(said).toContain(bar.fill === "stored" ? "answered after" : "not answered for");
    expect(said).toContain(`asked of ${peer} at`);
  }
  const beside = hitLanes(view, frame, 4, 17 + 3);
  expect(beside).toEqual({ peer: "A", at: undefined, request: undefined });
  const empty = hitLanes(view, frame, timeX(time, 18_000_000), 60);
  expect([empty.request, empty.at]).toEqual([undefined, 18_000_000]);
});

test("in words: how many answers in the stretch, how fast, what is open, and for how long nobody asked", () => {
  const at = 9_000_000;
  const view = viewAt(slowRecords, at);
  const text = lanesText(view, frameOf(at));
  const asked = blocksAsked(slowRecords, at);
  for (const peer of ["B", "D"]) {
    const own = asked.filter((one) => one.peer === peer);
    const answered = own.filter(({ to }) => to <= at).length;
    const said = new RegExp(`${peer}: (\\d+) requests? answered([^.]*(?:\\.\\d[^.]*)*)\\.`).exec(text);
    // The first headers message that it was asked for, too.
    expect(Number(said?.[1]) - answered).toBe(1);
    expect(said?.[2]?.includes(", 4 open, the oldest for")).toBe(peer === "D");
    expect(said?.[2]?.includes("could have served and was not asked")).toBe(true);
  }
});

test.each(builtInScenarios.map((world) => [world.id, world] as const))(
  "%s: whatever is looked at, everything stands in the picture",
  (id, world) => {
    const { records } = runToEnd(world);
    const prng = Prng.fromSeed(7).split(id);
    const view = new WorldView(world.peers, world.peerPolicy ?? world.policy);
    view.apply(records);
    const last = records.at(-1)?.at ?? 0;
    for (let i = 0; i < 30; i++) {
      const position = prng.below(records.length + 1);
      view.show(position);
      const at = position === 0 ? 0 : (records[position - 1]?.at ?? 0);
      const from = prng.below(last + 1);
      const box = { width: 200 + prng.below(1200), height: 60 + prng.below(500), scale: 1 };
      const frame = frameOf(at, {
        ...box,
        from,
        to: from + 1000 + prng.below(last + 1),
        own: world.peers.slice(0, 5).map((peer) => peer.id),
        others: world.peers.slice(5).map((peer) => peer.id),
        chosen: { peer: world.peers[0]?.id ?? "", span: 0 },
        selected: world.peers[0]?.id,
      });
      for (const shape of layoutLanesOverTime(view, frame)) {
        if (shape.kind === "text") continue;
        const xs =
          shape.kind === "line" || shape.kind === "area"
            ? shape.points.map(([x]) => x)
            : shape.kind === "rect" || shape.kind === "hatch"
              ? [shape.x, shape.x + shape.w]
              : "x" in shape
                ? [shape.x]
                : [];
        for (const x of xs) {
          expect(x, JSON.stringify(shape)).toBeGreaterThanOrEqual(-0.01);
          expect(x, JSON.stringify(shape)).toBeLessThanOrEqual(box.width + 0.01);
        }
      }
    }
  },
);

test("peers that share a lane are one sum", () => {
  const world = scenario({
    ...slow,
    id: "many",
    peers: Array.from({ length: 24 }, (_, i) => ({ ...slow.peers[0], id: `P${i + 1}`, behaviours: [] })),
  });
  const { records } = runToEnd(world);
  const at = 4_000_000;
  const view = viewAt(records, at, world.peers);
  const ids = world.peers.map(({ id }) => id);
  const frame = frameOf(at, { own: ids.slice(0, 7), others: ids.slice(7), to: 8_000_000 });
  const shapes = layoutLanesOverTime(view, frame);
  const summed = shapes.filter(
    (shape) => shape.kind === "area" && shape.points.every(([, y]) => y >= 17 + 7 * LANE),
  );
  expect(summed.length).toBeGreaterThan(0);
  expect(shapes.some((shape) => shape.kind === "text" && shape.text === "+17")).toBe(true);
  const owed = view.peers.slice(7).reduce((sum, peer) => sum + peer.inFlight, 0);
  expect(owed).toBeGreaterThan(0);
  expect(lanesText(view, frame).endsWith(`+17 others owe ${owed}.`)).toBe(true);
});
