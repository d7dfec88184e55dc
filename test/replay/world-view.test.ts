import { expect, test } from "vitest";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { flightProgress } from "../../src/replay/flight.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";
import { entries, observed, record } from "./every-record.ts";
import { linesOf } from "./lines-of.ts";

const slow = builtIn("slow-peer");
const run = runToEnd(slow);

function viewOf(records: readonly WorldRecord[], peers = slow.peers): WorldView {
  const view = new WorldView(peers);
  view.apply(records);
  return view;
}

/** Everything of a view that a drawing reads. */
function facts(view: WorldView) {
  return {
    size: view.entries.size,
    states: Array.from({ length: view.entries.size }, (_, e) => view.entries.state(e)),
    window: view.window,
    stall: view.stall,
    locator: view.locator,
    end: view.end,
    work: view.work,
    flights: [...view.flights.keys()],
    peers: view.peers.map((peer) => ({
      name: peer.name,
      phase: peer.phase,
      blocks: peer.blocks,
      headers: peer.headers,
      bytes: peer.bytes,
      owed: [...peer.owedBlocks.keys()],
    })),
    events: linesOf(view),
  };
}

test("at the end of a run the view says what the summary says", () => {
  const view = viewOf(run.records);
  const { summary } = run;
  expect(view.tipHeight).toBe(summary.local.height);
  expect(view.entries.bestHeight).toBe(summary.local.headers);
  expect(view.work.replace(/^0+/, "")).toBe(summary.local.chainWork);
  expect(view.end?.ended).toBe(summary.ended);
  expect(view.owed).toBe(0);
  expect(view.entries.countOnBest("validated")).toBe(401);
  for (const peer of summary.peers) {
    const { blocks, headers, bytes } = view.peer(peer.id) ?? {};
    expect({ blocks, headers, bytes }, peer.id).toEqual({
      blocks: peer.blocks,
      headers: peer.headers,
      bytes: peer.bytesReceived,
    });
  }
});

test("at the end of a run without headers the view knows every block, and that nothing is owed", () => {
  const old = scenario({
    chain: { blocks: 60 },
    policy: "blocks-first",
    constants: { inventoryPerMessage: 20, inFlightPerPeer: 4 },
    peers: [{}, {}],
  });
  const { records, summary } = runToEnd(old);
  const view = viewOf(records, old.peers);
  expect([view.tipHeight, view.entries.bestHeight, view.owed]).toEqual([60, 60, 0]);
  expect(view.entries.countOnBest("validated")).toBe(61);
  expect(view.peers.map(({ blocks, headers }) => [blocks, headers])).toEqual([
    [60, 0],
    [0, 0],
  ]);
  expect(summary.peers.map(({ blocks }) => blocks)).toEqual([60, 0]);
  const busy = records.findIndex(
    (told) => told.kind === "observed" && told.node === 0 && told.observation.kind === "blocksRequested",
  );
  const early = viewOf(records.slice(0, busy + 1), old.peers);
  expect([early.owed, early.peer("A")?.phase]).toEqual([4, "sending"]);
});

test("a peer runs what the scenario gives it, until it is given other software", () => {
  const view = new WorldView(
    scenario({ chain: { blocks: 1 }, peers: [{}, { policy: "learncoin" }] }).peers,
    "core",
  );
  const policies = () => view.peers.map(({ policy }) => policy);
  expect(policies()).toEqual(["core", "learncoin"]);
  view.apply([
    {
      kind: "acted",
      at: 1,
      node: -1,
      sequence: 0,
      act: { kind: "setPolicy", node: "A", policy: "core-0.12" },
    },
  ]);
  expect(policies()).toEqual(["core-0.12", "learncoin"]);
});

test("records give the same view in one batch and one by one", () => {
  const one = new WorldView(slow.peers);
  for (const each of run.records) one.apply([each]);
  expect(facts(one)).toEqual(facts(viewOf(run.records)));
});

test("in a stall the view names the block, its peer and since when it is asked", () => {
  const at = run.records.findIndex((r) => r.kind === "observed" && r.observation.kind === "windowStalled");
  const view = viewOf(run.records.slice(0, at + 1));
  const { stall } = view;
  expect(stall?.peer).toBe("D");
  if (stall === undefined) return;
  expect(view.entries.state(stall.entry)).toBe("asked");
  const request = view.request(stall.entry);
  expect(request?.peer).toBe("D");
  expect(request?.at).toBeLessThan(stall.since);
  expect(bottleneck(view, stall.since)).toEqual({ kind: "window", peer: "D", height: stall.height });
});

test("every flight moves from its sender to its receiver and ends", () => {
  const view = new WorldView(slow.peers);
  let seen = 0;
  for (const each of run.records) {
    view.apply([each]);
    for (const flight of view.flights.values()) {
      expect(each.at <= flight.arriveAt || flight.waits).toBe(true);
      if (flight.departAt === Number.POSITIVE_INFINITY) {
        expect(flightProgress(flight, each.at)).toBe(0);
        continue;
      }
      expect(flightProgress(flight, flight.departAt)).toBe(0);
      expect(flightProgress(flight, flight.arriveAt)).toBe(1);
      const halfway = (flight.departAt + flight.arriveAt) / 2;
      expect(flightProgress(flight, halfway)).toBeCloseTo(0.5, 5);
      seen += 1;
    }
    if (seen > 3000) break;
  }
  expect(seen).toBeGreaterThan(1000);
});

test("a lost message is remembered with its reason, and gone when others have followed", () => {
  const sent = (message: string, at: number) =>
    record(
      {
        kind: "sent",
        message,
        to: "D",
        command: "getdata",
        bytes: 61,
        arriveAt: at + 50,
        summary: {},
      },
      at,
    );
  const lost = (message: string, at: number) =>
    record({ kind: "lost", message, from: "You", command: "getdata", why: "silent on blocks" }, at, 4);
  const view = viewOf([sent("0.1", 0), lost("0.1", 50)]);
  expect(view.flights.size).toBe(0);
  expect(view.lost.map(({ why, flight }) => [why, flight.peer])).toEqual([["silent on blocks", "D"]]);
  view.apply([sent("0.2", 9_000_000), lost("0.2", 9_000_050)]);
  expect(view.lost.map(({ flight }) => flight.message)).toEqual(["0.2"]);
});

test("a peer that is cut off owes nothing any more, and its blocks can be asked of others", () => {
  const view = viewOf([
    observed({
      kind: "started",
      network: "regtest",
      entries: entries(0, 5, -1, -1),
      stored: Int32Array.of(0),
      tip: 0,
      bestHeader: 4,
      works: [{ entry: 4, work: "2" }],
      invalid: [],
    }),
    record({ kind: "connected", peer: "D", inbound: false }),
    observed({ kind: "blocksRequested", peer: "D", entries: [1, 2], heights: [1, 2], timeoutAt: 9 }),
  ]);
  expect([1, 2, 3].map((e) => view.entries.state(e))).toEqual(["asked", "asked", "header"]);
  view.apply([record({ kind: "disconnected", peer: "D", why: "link cut", byUs: false }, 5)]);
  expect(view.owed).toBe(0);
  expect(view.entries.state(1)).toBe("header");
  expect(view.peer("D")?.phase).toBe("disconnected");
});

test("a block that is owed by its hash is owed by its entry once its header is there, and since the same moment", () => {
  const hash = "00ab12cd34ef56";
  const view = viewOf([
    observed({
      kind: "started",
      network: "regtest",
      entries: entries(0, 1, -1, -1),
      stored: Int32Array.of(0),
      tip: 0,
      bestHeader: 0,
      works: [{ entry: 0, work: "2" }],
      invalid: [],
    }),
    record({ kind: "connected", peer: "D", inbound: false }),
    observed(
      { kind: "blocksRequested", peer: "D", entries: [], heights: [], hashes: [hash], timeoutAt: 9 },
      3,
    ),
    observed({ kind: "headersReceived", peer: "D", count: 1, newCount: 1, entries: entries(1, 1, 0, 0) }, 5),
    observed({ kind: "bestHeaderChanged", from: 0, to: 1, height: 1, work: "4" }, 5),
  ]);
  expect([view.owed, view.request(1), view.entries.state(1)]).toEqual([1, undefined, "header"]);
  view.apply([
    observed({ kind: "requestedBlocksKnown", peer: "D", entries: [1], heights: [1], hashes: [hash] }, 5),
  ]);
  expect([view.owed, view.entries.state(1)]).toEqual([1, "asked"]);
  expect(view.request(1)).toEqual({ peer: "D", at: 3, timeoutAt: 9 });
  view.apply([
    observed(
      {
        kind: "blockReceived",
        peer: "D",
        entry: 1,
        height: 1,
        hash,
        verdict: "stored",
        reason: undefined,
      },
      6,
    ),
  ]);
  expect([view.owed, view.peer("D")?.blocks, view.entries.state(1)]).toEqual([0, 1, "stored"]);
});

test("a claim that a peer's own headers have met is no longer an unknown part of the chain", () => {
  const view = viewOf([
    observed({ kind: "peerReady", peer: "A", startHeight: 400, userAgent: "" }),
    observed({ kind: "peerReady", peer: "B", startHeight: 300, userAgent: "" }),
  ]);
  expect(view.claimedHeight).toBe(400);
  view.apply([observed({ kind: "peerBestKnownChanged", peer: "A", from: undefined, to: 9, height: 400 })]);
  expect(view.claimedHeight).toBe(300);
});

test("what a peer claims and never shows is part of the chain no more when the run is synced", () => {
  const liar = scenario({
    chain: { blocks: 20 },
    peers: [{}, { behaviours: [{ kind: "lyingStartHeight", height: 999 }] }],
  });
  const view = viewOf(runToEnd(liar).records, liar.peers);
  expect(view.end?.ended).toBe("synced");
  expect(view.claimedHeight).toBe(0);
});

test("an added peer appears, and what is done to it shows", () => {
  const view = viewOf([
    record({ kind: "acted", act: { kind: "addPeer", peer: { ...slow.peers[0]!, id: "Z" } } }, 0, -1),
    record({ kind: "nodeStarted", name: "Z" }, 0, 9),
    record(
      {
        kind: "acted",
        act: { kind: "setBehaviours", node: "Z", behaviours: [{ kind: "slow", factor: 20 }] },
      },
      1,
      -1,
    ),
    record({ kind: "nodeStopped", name: "Z" }, 2, 9),
  ]);
  expect(view.peers.map(({ name }) => name).join("")).toBe("ABCDEFGHZ");
  expect(view.peer("Z")?.behaviours).toEqual([{ kind: "slow", factor: 20 }]);
  expect(view.peer("Z")?.phase).toBe("stopped");
});

test("a header batch on a chain of 900 000 costs a batch", () => {
  const view = viewOf([]);
  const batch = 2000;
  for (let first = 0; first < 900_000; first += batch) {
    view.apply([
      observed({
        kind: "headersReceived",
        peer: "A",
        count: batch,
        newCount: batch,
        entries: entries(first, batch, first - 1, first - 1),
      }),
      observed({
        kind: "bestHeaderChanged",
        from: first - 1,
        to: first + batch - 1,
        height: first + batch - 1,
        work: "1",
      }),
    ]);
  }
  expect(view.entries.bestHeight).toBe(899_999);
  expect(view.entries.tips.size).toBe(1);
  expect(view.entries.countOnBest("header")).toBe(900_000);
});

test("the end is told last, whatever its place among the records of its instant", () => {
  expect(linesOf(viewOf(run.records)).at(-1)?.key).toBe("sentence.ended.synced");
});

test("a locator's answer tells where the chains part and what was known before", () => {
  const view = viewOf([
    observed({ kind: "headersRequested", peer: "B", heights: [9, 8, 4, 0], timeoutAt: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 1, newCount: 1, entries: entries(0, 1, -1, 6) }),
    observed({ kind: "headersReceived", peer: "B", count: 5, newCount: 3, entries: entries(1, 3, 0, 6) }),
  ]);
  expect([view.locator?.hit, view.locator?.redundant]).toEqual([4, 2]);
});

test("the last answer is the one that came last, whomever was asked meanwhile", () => {
  const view = viewOf([
    observed({ kind: "headersRequested", peer: "A", heights: [10, 9, 0], timeoutAt: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 3, newCount: 3, entries: entries(1, 3, 0, 10) }),
    observed({ kind: "headersRequested", peer: "A", heights: [13, 12, 0], timeoutAt: undefined }),
    observed({ kind: "headersRequested", peer: "B", heights: [12, 11, 0], timeoutAt: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 2, newCount: 2, entries: entries(4, 2, 3, 13) }),
  ]);
  expect([view.locator?.peer, view.locator?.hit]).toEqual(["B", undefined]);
  // Nobody is connected.
  expect(view.lastAnswered).toBeUndefined();
  view.apply([record({ kind: "connected", peer: "A", inbound: false })]);
  expect([view.lastAnswered?.peer, view.lastAnswered?.hit]).toEqual(["A", 13]);
});

test("what a peer announces by itself answers no locator, and an answer without anything new is the last one, too", () => {
  const view = viewOf([
    record({ kind: "connected", peer: "A", inbound: false }),
    observed({ kind: "headersRequested", peer: "A", heights: [10, 9, 0], timeoutAt: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 3, newCount: 3, entries: entries(1, 3, 0, 10) }),
    observed({ kind: "headersRequested", peer: "A", heights: [13, 12, 0], timeoutAt: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 0, newCount: 0, entries: undefined }),
    observed({ kind: "headersReceived", peer: "A", count: 1, newCount: 1, entries: entries(4, 1, 3, 13) }),
  ]);
  expect([view.locator?.hit, view.locator?.answered]).toEqual([undefined, "known"]);
  expect(view.lastAnswered).toBe(view.locator);
});
