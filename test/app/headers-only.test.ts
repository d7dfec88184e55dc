/** A file of headers alone: nothing is validated, and nobody is asked for a block. */
import { expect, test } from "vitest";
import { ribbonText, stageText, treeText } from "../../src/app/drawing-text.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { nowText } from "../../src/app/state-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { entries, observed, record } from "../replay/every-record.ts";
import { builtIn } from "../world/worlds.ts";

const peers = builtIn("first-visit").peers.slice(0, 2);

/** You know 40 headers of A, `asks` for more or not, and B is there. */
function knowing(asks: boolean): WorldView {
  const ready = (peer: string): WorldRecord[] => [
    record({ kind: "connected", peer, inbound: false }),
    observed({ kind: "peerReady", peer, startHeight: 40, userAgent: "" }),
  ];
  const batch = entries(1, 40, 0, 0);
  const connected = Array.from({ length: 40 }, (_, i) => i + 1);
  const moved = { from: 0, to: 40, height: 40, work: "29" } as const;
  const question = { kind: "headersRequested", peer: "A", heights: [40, 0], timeoutAt: undefined } as const;
  const view = new WorldView(peers, undefined, true);
  view.apply([
    observed({
      kind: "started",
      network: "mainnet",
      entries: entries(0, 1, -1, -1),
      stored: Int32Array.of(0),
      tip: 0,
      bestHeader: 0,
      works: [{ entry: 0, work: "1" }],
      invalid: [],
    }),
    ...ready("A"),
    ...ready("B"),
    observed({ kind: "syncPeerChanged", from: undefined, to: "A", why: "" }),
    observed({ kind: "headersReceived", peer: "A", count: 40, newCount: 40, entries: batch }),
    observed({ kind: "bestHeaderChanged", ...moved }),
    observed({ kind: "tipChanged", ...moved, hash: "00", disconnected: [], connected }),
    ...(asks ? [observed(question)] : []),
  ]);
  return view;
}

function saidOnStage(view: WorldView): string[] {
  const shapes = layoutStage(view, {
    width: 900,
    height: 300,
    at: 0,
    lane: 60,
    scale: 1,
    selected: undefined,
  });
  return shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
}

test("nothing is said of blocks that one has, nor of a tip, which would be validated", () => {
  const view = knowing(false);
  expect(nowText(view, 0).title).toBe("You have every header that anybody told you of.");
  expect(saidOnStage(view)).toEqual(expect.arrayContaining(["best header", "40", "blocks", "0"]));
  expect(saidOnStage(view)).not.toContain("tip");
  expect(stageText(view, 0)).toContain("Your best header is 40, and there are no blocks.");
  expect(treeText(view)).not.toContain("tip");
  expect(ribbonText(view)).toContain("genesis not counted: 0 validated, 0 stored");
});

test("one guide gives the headers, and it is not the guide of whom that is said", () => {
  const idle = (view: WorldView) => saidOnStage(view).filter((text) => text.startsWith("idle"));
  expect(idle(knowing(true))).toEqual(["idle: one guide gives the headers"]);
  expect(idle(knowing(false))).toEqual([]);
});

test("a guide that just then owes nothing is idle, no more", () => {
  const view = knowing(true);
  view.apply([observed({ kind: "headersReceived", peer: "A", count: 0, newCount: 0, entries: undefined })]);
  view.apply([observed({ kind: "peerReady", peer: "B", startHeight: 99, userAgent: "" })]);
  expect(saidOnStage(view).filter((text) => text.startsWith("idle"))).toEqual([
    "idle",
    "idle: one guide gives the headers",
  ]);
});
