/** Every row of protocol.md §7 that is a behaviour: the peer does it, the victim notices it as it should, and ends right. */
import { expect, it } from "vitest";
import type { Behaviour, BehaviourKind } from "../../../src/world/behaviours/catalogue.ts";
import { catalogue } from "../../../src/world/behaviours/catalogue.ts";
import { observed, runToEnd } from "../worlds.ts";
import { BLOCKS, badWorld, problems, type Seen, see } from "./bad-world.ts";

interface Row {
  readonly behaviour: Behaviour;
  /** Keys of the scenario that differ. */
  readonly world?: object;
  readonly check: (seen: Seen) => void;
}

const LONG = { chain: { blocks: BLOCKS, blockBytes: 4000 } };
const ONLY_BAD_IS_ASKED_FIRST = 20;

/** It was dropped at once, with Core's reason, after the one message. */
function droppedFor(reason: string, deed: RegExp) {
  return (seen: Seen) => {
    expect(seen.droppedFor).toBe(reason);
    expect(seen.droppedAt).toBeLessThan(5);
    expect(seen.deeds[0]).toMatch(deed);
  };
}

function neverDropped(deed: RegExp, check: (seen: Seen) => void = () => {}) {
  return (seen: Seen) => {
    expect(seen.droppedFor).toBeUndefined();
    expect(seen.bad.state).toBe("connected");
    expect(seen.deeds[0]).toMatch(deed);
    check(seen);
  };
}

function timedOut(reason: string, why: string) {
  return (seen: Seen) => {
    expect(seen.droppedFor).toBe(reason);
    expect(seen.droppedAt).toBeGreaterThan(60);
    expect(seen.droppedAt).toBeLessThan(63);
    expect(seen.swallowed[0]?.why).toBe(why);
  };
}

const rows: readonly Row[] = [
  {
    behaviour: { kind: "slow", factor: 20 },
    check: ({ bad, summary, deeds }) => {
      expect(bad.state).toBe("connected");
      expect(bad.blocks).toBeLessThan((summary.peers[1]?.blocks ?? 0) / 5);
      expect(deeds).toEqual([]);
    },
  },
  {
    behaviour: { kind: "silentOnHeaders" },
    check: timedOut("headers response timeout", "silent on headers"),
  },
  { behaviour: { kind: "silentOnBlocks" }, check: timedOut("block response timeout", "silent on blocks") },
  {
    behaviour: { kind: "withholdsBlock", height: 1 },
    check: (seen) => {
      expect(seen.droppedFor).toBe("block response timeout");
      expect(seen.bad.blocks).toBeGreaterThan(2);
      const from = observed(seen.records, "blockReceived").find(
        ({ observation }) => observation.height === 1,
      );
      expect(from?.observation).toMatchObject({ peer: "good", verdict: "stored" });
      expect(from?.at).toBeGreaterThan(60_000_000);
    },
  },
  {
    behaviour: { kind: "dead" },
    world: { chain: { blocks: BLOCKS, blockBytes: 8000 } },
    check: (seen) => {
      expect(seen.droppedFor).toBe("version handshake timeout");
      expect(seen.got).toEqual({});
      expect(new Set(seen.swallowed.map(({ why }) => why))).toEqual(new Set(["dead"]));
      expect(seen.records.some((record) => record.kind === "sent" && record.node === 1)).toBe(false);
    },
  },
  {
    behaviour: { kind: "leavesMidHeaders", messages: 2 },
    check: (seen) => {
      expect(seen.deeds).toEqual(["left after 2 headers messages"]);
      expect(seen.got["headers"]).toBe(2);
      expect(seen.bad).toMatchObject({ state: "disconnected", reason: "closed by the peer", headers: 40 });
      const changes = observed(seen.records, "syncPeerChanged").map(({ observation }) => observation.to);
      expect(changes).toEqual(["bad", undefined, "good", undefined]);
    },
  },
  {
    behaviour: { kind: "flapping", awaySeconds: 5 },
    world: LONG,
    check: (seen) => {
      expect(seen.deeds.length).toBeGreaterThan(5);
      expect(new Set(seen.deeds)).toEqual(new Set(["took the requests for 4 blocks and left"]));
      const back = seen.records.filter(
        (record) =>
          record.kind === "connected" && record.node === 0 && record.peer === "bad" && record.inbound,
      );
      expect(back.length).toBeGreaterThan(4);
      const freed = observed(seen.records, "blockRequestsFreed").filter(
        ({ observation }) => observation.peer === "bad",
      );
      expect(freed.length).toBe(seen.deeds.length);
      expect(seen.bad.blocks).toBe(0);
    },
  },
  {
    behaviour: { kind: "lowWorkFork", forkHeight: 10, blocks: 15 },
    check: neverDropped(
      /a chain of its own that leaves the real one after block 10 and ends at 25/,
      (seen) => {
        expect(seen.summary.local.headers).toBe(BLOCKS + 15);
      },
    ),
  },
  {
    // Blocks twice as fast as they should be make the real chain harder and harder to mine.
    behaviour: { kind: "lowWorkFork", forkHeight: 4, blocks: 150 },
    world: { chain: { blocks: BLOCKS, spacingSeconds: 300 } },
    check: neverDropped(/leaves the real one after block 4 and ends at 154/, (seen) => {
      const heights = observed(seen.records, "bestHeaderChanged").map(
        ({ observation }) => observation.height,
      );
      expect(Math.max(...heights)).toBeGreaterThan(BLOCKS);
      expect(seen.summary.local.height).toBe(BLOCKS);
    }),
  },
  {
    behaviour: { kind: "invalidProofOfWork" },
    check: droppedFor("header with invalid proof of work", /20 headers without proof of work/),
  },
  {
    behaviour: { kind: "wrongBits" },
    check: (seen) => {
      droppedFor("bad-diffbits", /the wrong difficulty, at 20/)(seen);
      expect(seen.bad.headers).toBe(ONLY_BAD_IS_ASKED_FIRST - 1);
    },
  },
  {
    behaviour: { kind: "oldTimestamps" },
    check: (seen) => {
      droppedFor("time-too-old", /too old a timestamp, at 20/)(seen);
      expect(seen.bad.headers).toBe(ONLY_BAD_IS_ASKED_FIRST - 1);
    },
  },
  {
    behaviour: { kind: "nonContinuousHeaders" },
    check: (seen) => {
      droppedFor("non-continuous headers sequence", /20 headers, the last two in the wrong order/)(seen);
      expect(seen.bad.headers).toBe(0);
    },
  },
  {
    behaviour: { kind: "unconnectingHeaders" },
    check: droppedFor("headers do not connect", /a header that leads nowhere/),
  },
  {
    behaviour: { kind: "tooManyHeaders" },
    check: droppedFor("headers message size = 21", /sent 21 headers/),
  },
  {
    behaviour: { kind: "headerSpam", count: 7 },
    check: ({ deeds, summary, records }) => {
      expect(deeds.length).toBeGreaterThan(3);
      expect(deeds[0]).toBe("sent 7 worthless headers that nobody asked for");
      const spam = observed(records, "headersReceived").filter(({ observation }) => observation.count === 7);
      expect(spam.every(({ observation }) => observation.newCount === 7)).toBe(true);
      expect(summary.local.headers).toBe(BLOCKS + 7 * spam.length);
    },
  },
  {
    behaviour: { kind: "unsolicitedBlock" },
    check: neverDropped(/a block at 1 that nobody asked for/, ({ records }) => {
      const refused = observed(records, "blockReceived").filter(
        ({ observation }) => observation.verdict === "unrequested",
      );
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every(({ observation }) => observation.reason === "less work than the tip")).toBe(true);
    }),
  },
  {
    behaviour: { kind: "unknownParentBlock" },
    check: droppedFor("prev-blk-not-found", /sent a block without a known parent/),
  },
  {
    behaviour: { kind: "corruptedBody" },
    check: (seen) => {
      droppedFor("mutated block", /sent block 1 with a changed transaction/)(seen);
      expect(seen.bad.blocks).toBe(0);
      expect(observed(seen.records, "blockInvalid")).toEqual([]);
    },
  },
  {
    behaviour: { kind: "invalidTransaction", depth: 3 },
    check: (seen) => {
      droppedFor("bad-cb-height", /headers that lead to an invalid block at 58/)(seen);
      const invalid = observed(seen.records, "blockInvalid");
      expect(invalid.map(({ observation }) => observation.entries.length)).toEqual([4]);
    },
  },
  {
    behaviour: { kind: "duplicateTransaction" },
    check: (seen) => {
      expect(seen.droppedFor).toBe("mutated block");
      expect(seen.deeds).toContain("sent a block with its last transaction twice");
      expect(observed(seen.records, "blockInvalid")).toEqual([]);
    },
  },
  {
    behaviour: { kind: "staleTip", blocks: 45 },
    check: neverDropped(/what comes after block 45|after block 15/, (seen) => {
      expect(seen.bad.headers).toBe(15);
      expect(observed(seen.records, "peerReady")[0]?.observation).toMatchObject({
        peer: "bad",
        startHeight: 15,
      });
    }),
  },
  {
    behaviour: { kind: "inInitialDownload" },
    check: neverDropped(/that it has no headers yet/, (seen) => {
      expect(seen.bad).toMatchObject({ headers: 0, blocks: 0 });
      expect(seen.got["headers"]).toBeGreaterThan(0);
    }),
  },
  {
    behaviour: { kind: "inInitialDownload", answers: 0 },
    check: timedOut("headers response timeout", "in its own initial download"),
  },
  {
    behaviour: { kind: "equivocating", blocks: 20 },
    check: neverDropped(/20 headers of a chain of its own/, (seen) => {
      expect(seen.deeds.length).toBeGreaterThan(1);
      // Each is new, so it is asked on for ever: the last answer is still on its way.
      expect(seen.summary.local.headers).toBe(BLOCKS + 20 * (seen.deeds.length - 1));
    }),
  },
  {
    behaviour: { kind: "twoFaced" },
    check: timedOut("block response timeout", "gives headers but no blocks"),
  },
  {
    behaviour: { kind: "invSpam", count: 50 },
    check: neverDropped(/announced 50 blocks that do not exist/, (seen) => {
      expect(seen.got["inv"]).toBeGreaterThan(3);
      expect(seen.summary.local.headers).toBe(BLOCKS);
    }),
  },
  {
    behaviour: { kind: "orphanFlood", count: 30 },
    check: (seen) => {
      droppedFor("prev-blk-not-found", /sent 30 blocks without known parents/)(seen);
      // What came after the first found the connection closed.
      expect(seen.got["block"]).toBe(1);
    },
  },
  {
    behaviour: { kind: "diskFill", count: 3 },
    check: neverDropped(/sent 3 blocks of a side chain, up to 3/, (seen) => {
      expect(seen.deeds.at(-1)).toBe(`sent 3 blocks of a side chain, up to ${3 * seen.deeds.length}`);
      expect(seen.summary.local.headers).toBeGreaterThan(BLOCKS);
    }),
  },
  {
    behaviour: { kind: "lyingStartHeight", height: 777 },
    check: neverDropped(/claimed height 777/, ({ records }) => {
      expect(observed(records, "peerReady")[0]?.observation).toMatchObject({ peer: "bad", startHeight: 777 });
    }),
  },
  {
    behaviour: { kind: "wrongClock" },
    check: neverDropped(/a timestamp in the future, at 20/, (seen) => {
      expect(seen.bad.headers).toBe(ONLY_BAD_IS_ASKED_FIRST - 1);
    }),
  },
  {
    behaviour: { kind: "unknownBlockRequests" },
    check: neverDropped(/asked for 20 blocks that do not exist/, ({ got, deeds }) => {
      expect(got["getdata"]).toBe(deeds.length);
    }),
  },
  {
    behaviour: { kind: "garbageFrames" },
    check: (seen) => {
      expect(seen.deeds.slice(0, 3)).toEqual([
        "sent a message with a wrong checksum",
        "sent a command that nobody knows",
        "sent a count that its message is too short for",
      ]);
      expect(seen.droppedFor).toContain("frame.length: expected at most 4000000");
    },
  },
  {
    behaviour: { kind: "garbageFrames", first: 3 },
    check: droppedFor("frame.length: expected at most 4000000, found 4000001", /over four million bytes/),
  },
  {
    behaviour: { kind: "garbageFrames", first: 4 },
    check: (seen) => {
      expect(seen.deeds).toEqual(["sent random bytes"]);
      expect(seen.droppedFor).toContain("frame.magic: expected c1a55007");
    },
  },
  {
    behaviour: { kind: "outOfOrder", count: 4 },
    check: neverDropped(/sent 4 blocks the last one first/, ({ records, bad }) => {
      expect(bad.blocks).toBeGreaterThan(20);
      const heights = observed(records, "blockReceived").flatMap(({ observation }) =>
        observation.peer === "bad" ? [observation.height] : [],
      );
      expect(heights.slice(0, 4)).toEqual([4, 3, 2, 1]);
    }),
  },
];

const rowOf = (kind: BehaviourKind) => catalogue.find((definition) => definition.kind === kind)?.row;

for (const { behaviour, world, check } of rows) {
  const { kind, ...parameters } = behaviour;
  it(`[§7 row ${rowOf(kind)}] ${kind} ${JSON.stringify(parameters)}`, () => {
    const base = badWorld([behaviour], world);
    const seen = see(base);
    expect(problems(seen)).toEqual([]);
    check(seen);
    expect(see(base).summary.traceHash).toBe(seen.summary.traceHash);
  });
}

it("every behaviour of the catalogue has its row here", () => {
  const tested = new Set(rows.map(({ behaviour }) => behaviour.kind));
  expect(catalogue.map(({ kind }) => kind).filter((kind) => !tested.has(kind))).toEqual([]);
});

it("[§7 row 27] an eclipse: where every peer lies, the victim follows a lie, and the run says that nobody is honest", () => {
  const fork = { kind: "lowWorkFork", blocks: 30 } as const;
  const { summary, records } = runToEnd(
    badWorld([fork], {
      peers: [
        { id: "bad", behaviours: [fork] },
        { id: "worse", behaviours: [fork] },
      ],
    }),
  );
  expect(summary).toMatchObject({ ended: "stuck", why: "no honest peer is connected: there is none" });
  expect(summary.local.height).toBe(30);
  expect(observed(records, "peerDropped")).toEqual([]);
});

it("[§7 row 33] an own slow link is no fault of the peers, who are dropped all the same when blocks take too long", () => {
  const local = { downloadBytesPerSecond: 1000 };
  const peers = [{ id: "bad" }, { id: "good" }];
  const world = (blockBytes: number) =>
    runToEnd(badWorld([], { peers, local, chain: { blocks: 20, blockBytes } }));
  expect(world(2000).summary.ended).toBe("synced");
  const slow = world(70_000);
  expect(slow.summary).toMatchObject({ ended: "stuck", invariants: { violations: 0 } });
  const dropped = observed(slow.records, "peerDropped").map(({ observation }) => observation.reason.text);
  // The other's headers do not wait behind the one's blocks; but neither can bring a block within the minute.
  expect(dropped).toEqual(["block response timeout", "block response timeout"]);
});
