/** What is written on a lane says no more and no less than what is so. */
import { expect, test } from "vitest";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { phaseText } from "../../src/app/phase-text.ts";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

const frame = { width: 900, height: 300, lane: 60, scale: 1, selected: undefined };
const texts = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

function atEveryInstant(world: Scenario, look: (view: WorldView, at: number) => void): void {
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers, world.peerPolicy ?? world.policy);
  records.forEach((record, i) => {
    view.apply([record]);
    if (records[i + 1]?.at !== record.at) look(view, record.at);
  });
}

test("what is queued at a peer is no more than the blocks that it owes", () => {
  let seen = 0;
  atEveryInstant(builtIn("two-branches"), (view, at) => {
    const shapes = layoutStage(view, { ...frame, at });
    for (const shape of shapes) {
      if (shape.kind !== "text" || !/^(?:headers \+ )?\d+ queued$/.test(shape.text)) continue;
      const peer = view.peers[Math.floor(shape.y / frame.lane)];
      seen += 1;
      expect(Number(/\d+/.exec(shape.text)?.[0]), `${peer?.name} at ${at}`).toBeLessThanOrEqual(
        peer?.inFlight ?? 0,
      );
    }
  });
  expect(seen).toBeGreaterThan(100);
});

test("a lane whose link was cut says so once", () => {
  const act = { kind: "cutLink", peer: "D" } as const;
  const world: Scenario = { ...builtIn("slow-peer"), acts: [{ atSeconds: 5, act }] };
  let shown = 0;
  atEveryInstant(world, (view, at) => {
    if (at < 5_000_000 || at > 6_400_000) return;
    const said = texts(layoutStage(view, { ...frame, at })).filter((text) => text.includes("closed"));
    shown += view.lost.length;
    expect(said).toEqual(["connection closed: link cut"]);
  });
  expect(shown).toBeGreaterThan(0);
});

test("a block that you give is said to be given", () => {
  const given = new Set<string>();
  atEveryInstant(builtIn("two-branches"), (view, at) => {
    const flights = [...view.flights.values()].filter(
      ({ outgoing, command }) => outgoing && command === "block",
    );
    const said = texts(layoutStage(view, { ...frame, at })).filter((text) => text.startsWith("you give"));
    if (flights.length === 0) expect(said).toEqual([]);
    for (const text of said) given.add(text);
  });
  expect(given.size).toBeGreaterThan(0);
});

test("a peer whose headers come slowly is not called silent, and who alone owes has the upload", () => {
  const peers = [{ id: "A", uploadBytesPerSecond: 500 }, { id: "B" }];
  const world = scenario({ policy: "learncoin", chain: { blocks: 40 }, peers, deadlineSeconds: 600 });
  const kinds = new Set<string>();
  atEveryInstant(world, (view, at) => {
    const held = bottleneck(view, at);
    kinds.add(held.kind);
    const comes = [...view.flights.values()].some(
      ({ outgoing, peer, command }) => !outgoing && peer === view.syncPeer && command === "headers",
    );
    if (comes) expect(held.kind, `at ${at}`).not.toBe("syncPeer");
    const owing = view.peers.filter(({ inFlight }) => inFlight > 0);
    if (held.kind === "peers") expect(owing.length).toBeGreaterThan(1);
  });
  expect(kinds).toContain("upload");
});

test("after the end nobody is said to be slow", () => {
  const world = builtIn("slow-peer");
  const view = new WorldView(world.peers);
  const { records } = runToEnd(world);
  view.apply(records);
  expect(view.peers.map((peer) => phaseText(peer, view, records.at(-1)?.at ?? 0))).toEqual(
    world.peers.map(() => "done"),
  );
});

test("the words of messages that follow each other closely do not stand on one another", () => {
  let labels = 0;
  for (const id of ["real-constants", "living-network"]) {
    atEveryInstant(builtIn(id), (view, at) => {
      if (at > 3_000_000) return;
      const shapes = layoutStage(view, { ...frame, height: 480, at: at + 9_000 });
      const words = shapes.flatMap((shape) =>
        shape.kind === "text" && shape.mono && /^(?:getdata|getheaders|headers \d|\d+$)/.test(shape.text)
          ? [shape]
          : [],
      );
      const span = ({ x, text, size, align }: (typeof words)[number]) => {
        const wide = text.length * size * 0.6;
        return align === "right" ? [x - wide, x] : [x, x + wide];
      };
      words.forEach((one, i) => {
        labels += 1;
        for (const other of words.slice(i + 1)) {
          if (one.y !== other.y) continue;
          const [[low = 0, high = 0], [from = 0, to = 0]] = [span(one), span(other)];
          expect(high <= from || to <= low, `${one.text} and ${other.text} at ${at}`).toBe(true);
        }
      });
    });
  }
  expect(labels).toBeGreaterThan(500);
});

test("no tail is drawn over what a message is called", () => {
  let said = 0;
  atEveryInstant({ ...builtIn("slow-peer"), policy: "core-0.12" }, (view, at) => {
    if (at > 1_000_000) return;
    const shapes = layoutStage(view, { ...frame, at });
    const tails = shapes.flatMap((shape, index) => (shape.kind === "tail" ? [{ ...shape, index }] : []));
    shapes.forEach((shape, index) => {
      if (shape.kind !== "text" || shape.text !== "sendheaders") return;
      said += 1;
      const over = tails.filter(
        (tail) =>
          tail.index > index &&
          Math.abs(tail.y - shape.y) < 1 &&
          Math.min(tail.from, tail.to) < shape.x &&
          Math.max(tail.from, tail.to) > shape.x - 60,
      );
      expect(over, `at ${at}`).toEqual([]);
    });
  });
  expect(said).toBeGreaterThan(10);
});
