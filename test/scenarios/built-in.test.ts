import { describe, expect, it } from "vitest";
import { headerBits, headerTime } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { workOf } from "../../src/bitcoin/work.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { buildChains, type ChainData } from "../../src/world/chains/chain-builder.ts";
import { miningEffort } from "../../src/world/scenario/mining-effort.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";

const IDS = [
  "first-visit",
  "classroom",
  "real-constants",
  "slow-peer",
  "silent-sync-peer",
  "withholding-peer",
  "two-branches",
  "living-network",
  "reorganisation",
  "article-two-nodes",
  "article-three-nodes",
];

function scenarioOf(id: string): Scenario {
  const scenario = builtInScenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

const letters = (scenario: Scenario) => scenario.peers.map((peer) => peer.id).join("");
const troubled = (scenario: Scenario) => scenario.peers.filter((peer) => peer.behaviours.length > 0);

describe("the built-in scenarios", () => {
  it("are these, in this order", () => {
    expect(builtInScenarios.map(({ id }) => id)).toEqual(IDS);
  });

  for (const scenario of builtInScenarios) {
    it(`${scenario.id} is data, and is read as itself`, () => {
      expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
      expect(parseScenario(scenario)).toEqual({ ok: true, scenario });
    });

    it(`${scenario.id} has a title and one sentence for a classroom`, () => {
      expect(scenario.title.length).toBeGreaterThan(5);
      expect(scenario.title.length).toBeLessThan(40);
      expect(scenario.caption).toMatch(/^[A-Z0-9].*[.?]$/);
      expect(scenario.caption.match(/[.?!](\s|$)/g)).toHaveLength(1);
      expect(scenario.caption.length).toBeLessThan(160);
    });
  }

  it("share no title", () => {
    expect(new Set(builtInScenarios.map(({ title }) => title)).size).toBe(IDS.length);
  });
});

describe("the classroom", () => {
  const small = IDS.filter((id) => id !== "real-constants").map(scenarioOf);

  it("has 20 headers a message, a window of 32 and 4 in flight, except with the real constants", () => {
    for (const { constants } of small) {
      expect(constants).toEqual({ headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 });
    }
    expect(scenarioOf("real-constants").constants).toEqual({});
  });

  it("has peers that send 2 blocks of 1 MB a second, 50 ms away", () => {
    for (const { chain, peers } of small) {
      expect(chain.blockBytes).toBe(1_000_000);
      for (const peer of peers) {
        expect(peer.uploadBytesPerSecond).toBe(2_000_000);
        expect(peer.link).toEqual({ latencyMs: 50, jitterMs: 0, bytesPerSecond: null });
      }
    }
  });

  it("has the sizes that the lessons name", () => {
    const sizes = builtInScenarios.map((scenario) => [scenario.id, scenario.chain.blocks, letters(scenario)]);
    expect(sizes).toEqual([
      ["first-visit", 40, "ABCD"],
      ["classroom", 400, "ABCDEFGH"],
      ["real-constants", 5000, "ABCDEFGH"],
      ["slow-peer", 400, "ABCDEFGH"],
      ["silent-sync-peer", 400, "ABCD"],
      ["withholding-peer", 400, "ABCDEFGH"],
      ["two-branches", 48, "ABCD"],
      ["living-network", 150, "ABCDEF"],
      ["reorganisation", 60, "ABCD"],
      ["article-two-nodes", 1, "A"],
      ["article-three-nodes", 1, "AB"],
    ]);
  });

  it("has one troubled peer where it should, and none elsewhere", () => {
    const trouble = builtInScenarios.flatMap((scenario) =>
      troubled(scenario).map(({ id, behaviours }) => [scenario.id, id, behaviours]),
    );
    expect(trouble).toEqual([
      ["slow-peer", "D", [{ kind: "slow", factor: 20 }]],
      ["silent-sync-peer", "A", [{ kind: "silentOnHeaders" }]],
      ["withholding-peer", "C", [{ kind: "silentOnBlocks" }]],
    ]);
  });
});

describe("real-constants", () => {
  const { peers } = scenarioOf("real-constants");

  it("has lines as different as people's: 20 to 120 ms, every one jittery, none of them alike", () => {
    const latencies = peers.map((peer) => peer.link.latencyMs);
    expect(Math.min(...latencies)).toBe(20);
    expect(Math.max(...latencies)).toBe(120);
    expect(new Set(latencies).size).toBe(8);
    for (const peer of peers) expect(peer.link.jitterMs).toBeGreaterThan(0);
  });
});

describe("two-branches: more blocks against more work", () => {
  const scenario = scenarioOf("two-branches");
  const built = buildChains(scenario.chain, networks[scenario.network], 1);
  const easy = built.branches["easy"];
  if (easy === undefined) throw new Error("no branch easy");

  const work = (data: ChainData) =>
    [...data.offsets.subarray(0, data.count)].reduce(
      (sum, at) => sum + workOf(headerBits(data.bytes, at)),
      0n,
    );
  const lastBits = (data: ChainData) => headerBits(data.bytes, data.offsets[data.count - 1]);

  it("has an easy branch of more blocks and less work than the main chain", () => {
    const shared = work({ ...built.main, count: easy.forkHeight });
    expect(easy.forkHeight + easy.count).toBeGreaterThan(built.main.count);
    expect(shared + work(easy)).toBeLessThan(work(built.main));
    // Clearly, not by a hair: the class should see it in the drawing.
    expect(easy.forkHeight + easy.count).toBeGreaterThan(built.main.count * 1.2);
    expect(work(built.main)).toBeGreaterThan((shared + work(easy)) * 4n);
  });

  it("because the main chain's blocks came fast and its difficulty rose with every retarget", () => {
    const bits = Array.from({ length: 6 }, (_, period) =>
      headerBits(built.main.bytes, built.main.offsets[8 * period + 7]),
    );
    const works = bits.map(workOf);
    expect(works).toEqual([...works].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(works).size).toBe(6);
    expect(workOf(lastBits(built.main))).toBeGreaterThan(workOf(lastBits(easy)) * 10n);
    expect(scenario.chain.spacingSeconds).toBeLessThan(scenario.chain.branches[0]?.spacingSeconds ?? 0);
    expect(headerTime(easy.bytes, easy.offsets[easy.count - 1])).toBe(built.tipTime);
  });

  it("is asked of the easy branch's peer first", () => {
    expect(scenario.peers.map((peer) => peer.chain)).toEqual(["easy", "main", "main", "main"]);
  });

  it("takes few hashes to build: well under a third of a second", () => {
    const hashes = miningEffort(scenario.chain, networks[scenario.network]).reduce(
      (sum, one) => sum + one.hashes,
      0,
    );
    expect(hashes).toBeLessThan(30_000);
  });
});
