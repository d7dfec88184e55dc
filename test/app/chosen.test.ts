/** A message or a request that is chosen: where it is pressed, where it leads, and where its block is marked. */
import { expect, test, vi } from "vitest";
import { chooseFlight } from "../../src/app/choose-flight.ts";
import { markedBlock, requestOf, speaksOf } from "../../src/app/chosen.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage, type StageFrame } from "../../src/app/drawings/stage.ts";
import { hitStage } from "../../src/app/drawings/stage-hit.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { keyBindings } from "../../src/app/keys.ts";
import { LANES_KEYS, lanesActOf } from "../../src/app/lanes-keys.ts";
import { grown } from "../../src/app/lanes-range.ts";
import { playRange } from "../../src/app/play-range.ts";
import type { Session } from "../../src/app/session.ts";
import type { Flight } from "../../src/replay/flight.ts";
import { messagesBetween } from "../../src/replay/messages-between.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { frame, onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

const BOX = { width: 900, height: 320, scale: 1 };

function frameOf(session: Session, changes: Partial<StageFrame> = {}): StageFrame {
  return { ...BOX, at: session.at, lane: 38, selected: undefined, ...changes };
}

const rings = (shapes: readonly Shape[]) =>
  shapes.filter((shape) => "stroke" in shape && shape.stroke === "accent");

/** The middle of each message of the lanes, as drawn: the ring that marks it. */
function middleOf(session: Session, { message }: Flight, still = false): readonly [number, number] {
  const [ring] = rings(layoutStage(session.view, frameOf(session, { message, still })));
  if (ring?.kind !== "circle") throw new Error(`no ring around ${message}`);
  return [ring.x, ring.y];
}

test("every message of the stage is found where it is drawn, also where nothing moves; beside them the lane is", async () => {
  const { session } = await sessionWith("slow-peer");
  let seen = 0;
  for (let at = 1_000_000; at < 4_000_000; at += 73_000) {
    await session.time.seek({ at });
    for (const flight of session.view.flights.values()) {
      if (flight.departAt > at) continue;
      const [x, y] = middleOf(session, flight);
      const { flight: found, peer } = hitStage(session.view, frameOf(session), x, y);
      // Of several in one place any may be meant.
      expect(found?.peer).toBe(flight.peer);
      expect(found?.outgoing).toBe(flight.outgoing);
      expect(peer).toBe(flight.peer);
      const beside = hitStage(session.view, frameOf(session), x, y + (flight.outgoing ? -38 : 38));
      expect(beside.flight?.message).not.toBe(flight.message);
      const lit = hitStage(session.view, frameOf(session, { still: true }), 400, y);
      expect(lit.flight?.outgoing).toBe(flight.outgoing);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(60);
});

test("a press on a message leads to its sending, and once more to its arrival; it selects whom it is of, and its request", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 12_000_000 });
  const flight = [...session.view.flights.values()].find(
    ({ command, departAt }) => command === "block" && departAt < session.at,
  );
  if (flight === undefined) throw new Error("no block is on its way");
  await chooseFlight(session, flight);
  expect(session.at).toBe(flight.at);
  const { chosen, selectedPeer } = session.store.getState();
  expect(selectedPeer).toBe("D");
  expect(chosen?.message).toBe(flight.message);
  expect(markedBlock(session.view, chosen)?.height).toBe(flight.summary.heights?.[0]);
  expect(session.view.flights.has(flight.message)).toBe(true);
  await chooseFlight(session, flight);
  expect(session.at).toBeGreaterThan(12_000_000);
  expect(session.view.flights.has(flight.message)).toBe(false);
  // What has come already leads to where it came; a host that has got there stands a microsecond behind it.
  const arrived = session.at;
  await session.time.toStart();
  await chooseFlight(session, flight);
  expect(session.at).toBe(arrived - 1);
});

test("headers and what asks for them belong to one request; a greeting to none", async () => {
  const { session } = await sessionWith("slow-peer");
  const found = new Map<string, boolean>();
  for (let at = 0; at < 3_000_000; at += 20_000) {
    await session.time.seek({ at });
    for (const flight of session.view.flights.values()) {
      const request = requestOf(session.view, flight);
      found.set(flight.command, request !== undefined);
      if (request !== undefined) expect(request.peer).toBe(flight.peer);
    }
  }
  for (const command of ["getheaders", "headers", "getdata", "block"]) expect(found.get(command)).toBe(true);
  expect(found.get("version")).toBe(false);
});

test("the block that is chosen stands out in window, tree, ribbon and stage, and its lines in the log", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 12_300_000 });
  const { view } = session;
  const asked = [...(view.peer("D")?.owedBlocks.values() ?? [])];
  const flight = [...view.flights.values()].find(({ command }) => command === "block");
  if (flight === undefined) throw new Error("no block is on its way");
  const request = requestOf(view, flight);
  const chosen = { request, message: undefined, index: view.index };
  const marked = markedBlock(view, chosen);
  if (marked === undefined) throw new Error("no block is marked");
  expect(asked.map(({ entry }) => entry)).toContain(marked.entry);
  const count = (mark: typeof marked | undefined) => [
    rings(layoutWindow(view, { ...BOX, at: session.at, marked: mark })).length,
    rings(layoutTree(view, { ...BOX, height: 100, marked: mark })).length,
    layoutRibbon(view, { ...BOX, marked: mark }).filter(
      (shape) => shape.kind === "line" && shape.ink === "accent",
    ).length,
    rings(layoutStage(view, frameOf(session, { marked: mark && { peer: "D", height: mark.height } }))).length,
  ];
  expect(count(undefined)).toEqual([0, 0, 0, 0]);
  expect(count(marked)).toEqual([1, 1, 1, 1]);
  const lines = Array.from({ length: view.told }, (_, i) => view.event(i)).filter(
    (event) => event !== undefined && speaksOf(event, marked, view.index),
  );
  expect(lines.map((line) => line?.key)).toContain("sentence.blocksRequested");
  // Before the node knew of it there is nothing to mark.
  await session.time.seek({ at: 100_000 });
  expect(markedBlock(session.view, chosen)).toBeUndefined();
});

test("a block far from what is drawn one by one is drawn where it is chosen", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 12_300_000 });
  const { view } = session;
  for (const height of [7, 150, 333]) {
    const marked = { entry: view.entries.bestAt(height), height };
    expect(rings(layoutTree(view, { ...BOX, height: 100, marked }))).toHaveLength(1);
  }
});

test("a stretch is played from its beginning to its end, and stands there; who pauses meanwhile stands where he paused", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 9_000_000 });
  const range = { from: 2_000_000, to: 3_000_000 };
  await playRange(session, range);
  expect(session.at).toBe(range.from);
  for (let wall = 0; wall <= 900; wall += 100) frame(wall);
  expect(session.store.getState().doing.kind).toBe("playing");
  expect(session.at).toBe(2_900_000);
  for (let wall = 1000; wall <= 1400; wall += 100) frame(wall);
  await vi.waitFor(() => expect(session.store.getState().doing.kind).toBe("standing"));
  expect(session.at).toBe(range.to);
  session.setSpeed("max");
  await playRange(session, range);
  expect(session.store.getState()).toMatchObject({ doing: { kind: "playing" }, speed: "fast" });
  frame(2000);
  frame(2010);
  await session.pause();
  const { at } = session;
  expect(at).toBeLessThan(range.to);
  session.play("normal");
  for (let wall = 3000; wall <= 6000; wall += 100) frame(wall);
  expect(session.at).toBeGreaterThan(range.to);
});

test("in a stretch are as many messages as the trace has there", async () => {
  const { session } = await sessionWith("slow-peer");
  await session.time.seek({ at: 9_000_000 });
  const { history } = session.view;
  const { records } = runToEnd(builtIn("slow-peer"));
  for (const [from, to] of [
    [0, 1_000_000],
    [2_500_000, 6_000_000],
    [8_000_000, 8_000_001],
  ] as const) {
    const within = records.filter(({ at, node }) => node === 0 && at >= from && at <= to);
    const count = (kind: string) => within.filter((record) => record.kind === kind).length;
    expect(messagesBetween(history, history.positionAt(from - 1), history.positionAt(to))).toEqual({
      received: count("delivered"),
      sent: count("sent"),
    });
  }
});

test("keys mark more and less of time, from the moment shown on", () => {
  const seen = { from: 0, to: 20_000_000 };
  const first = grown(undefined, 5_000_000, seen, 0.05);
  expect(first).toEqual({ from: 5_000_000, to: 6_000_000 });
  expect(grown(first, 9_000_000, seen, 0.05)).toEqual({ from: 5_000_000, to: 7_000_000 });
  expect(grown(first, 9_000_000, seen, -0.05)).toBeUndefined();
  for (const { id, keys } of LANES_KEYS)
    for (const key of keys) {
      const [shifted, plain] = [key.startsWith("Shift+"), key.replace(/^Shift\+(?=.)/, "")];
      expect(lanesActOf({ key: plain, shiftKey: shifted })).toBe(id);
    }
  expect(lanesActOf({ key: "+", shiftKey: true })).toBe("lanesCloser");
  expect(lanesActOf({ key: "x", shiftKey: false })).toBeUndefined();
});

test("another world lets go of what is chosen, and Esc of what was marked or chosen last", async () => {
  const { session } = await sessionWith("slow-peer");
  const chosen = { request: { peer: "D", span: 0 }, message: undefined, index: 1 };
  session.store.setState({ chosen, range: { from: 1, to: 2 } });
  session.select("D");
  const leave = keyBindings(session, () => {}).find(({ id }) => id === "unselect");
  const held = () => {
    const { range, chosen: one, selectedPeer } = session.store.getState();
    return [range, one, selectedPeer].map((each) => each !== undefined);
  };
  for (const left of [
    [false, true, true],
    [false, false, true],
    [false, false, false],
  ]) {
    leave?.act();
    expect(held()).toEqual(left);
  }
  session.store.setState({ chosen, range: { from: 1, to: 2 } });
  await session.reload();
  expect(held()).toEqual([false, false, false]);
});
