import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInScenarios } from "../../../src/scenarios/built-in.ts";
import { parseAct, parseScenario, parseScenarioText } from "../../../src/world/scenario/scenario-schema.ts";
import { malformedScenarios } from "../../fixtures/malformed-scenarios.ts";

/** A good one, with one value of it replaced by anything. */
const anyScenario = fc
  .tuple(fc.constantFrom(...builtInScenarios), fc.nat(), fc.anything())
  .map(([base, pick, value]) => {
    const copy: unknown = structuredClone(base);
    const places: (() => void)[] = [];
    const visit = (at: unknown): void => {
      if (typeof at !== "object" || at === null) return;
      for (const key of Object.keys(at)) {
        places.push(() => Object.assign(at, { [key]: value }));
        visit(at[key as keyof typeof at]);
      }
    };
    visit(copy);
    places[pick % places.length]?.();
    return copy;
  });

describe("a scenario", () => {
  it.each(builtInScenarios.map((scenario) => [scenario.id, scenario] as const))(
    "%s is read as it was written",
    (_, scenario) => {
      expect(parseScenarioText(JSON.stringify(scenario))).toEqual({ ok: true, scenario });
    },
  );

  it("has no peer whose name is no key of an object", () => {
    const error = 'peers.0.id: expected a name of 1 to 24 letters, digits, - and _, found "__proto__"';
    const peers = JSON.parse('[{ "id": "__proto__" }]');
    expect(parseScenario({ version: 1, chain: { blocks: 5 }, peers })).toEqual({ ok: false, error });
  });

  it("is refused by how many there are of something before any of them is read", () => {
    let read = 0;
    const watched = Object.defineProperty({}, "id", { enumerable: true, get: () => (read += 1) });
    expect(parseScenario({ version: 1, chain: { blocks: 5 }, peers: Array(65).fill(watched) })).toEqual({
      ok: false,
      error: "peers: expected at most 64 of them, found a list of 65",
    });
    expect(read).toBe(0);
  });

  it("has no switch that is neither on nor off, and says so shortly", () => {
    const peers = [{ spare: "x".repeat(5000) }];
    const error = `peers.0.spare: expected true or false, found "${"x".repeat(76)}…`;
    expect(parseScenario({ version: 1, chain: { blocks: 5 }, peers })).toEqual({ ok: false, error });
  });

  it("needs a version, a number of blocks and a peer; the rest has defaults", () => {
    const parsed = parseScenario({ version: 1, chain: { blocks: 5 }, peers: [{}, { id: "A" }, {}] });
    expect(parsed).toMatchObject({
      ok: true,
      scenario: {
        network: "regtest",
        policy: "learncoin",
        deadlineSeconds: 86_400,
        chain: { blocks: 5, spacingSeconds: 600, blockBytes: null, branches: [] },
        local: { height: 0 },
        peers: [
          {
            id: "B",
            chain: "main",
            height: null,
            link: { latencyMs: 50, jitterMs: 0, bytesPerSecond: null },
          },
          { id: "A" },
          { id: "C" },
        ],
      },
    });
  });

  it("has more than a hundred ways to be malformed, each tried once", () => {
    expect(malformedScenarios.length).toBeGreaterThan(100);
    expect(new Set(malformedScenarios.map(({ text }) => text)).size).toBe(malformedScenarios.length);
  });

  it.each(malformedScenarios.map((malformed) => [malformed.name, malformed] as const))(
    "is refused in one line: %s",
    (_, malformed) => {
      const parsed = parseScenarioText(malformed.text);
      if (parsed.ok) throw new Error("it was read");
      expect(parsed.error.startsWith(malformed.field), parsed.error).toBe(true);
      expect(parsed.error).toMatch(/: expected .+/);
      expect(parsed.error.split("\n")).toHaveLength(1);
      expect(parsed.error.length).toBeLessThan(400);
    },
  );

  it("names field, expectation and what was found", () => {
    const error = (value: object) => {
      const parsed = parseScenario({ version: 1, chain: { blocks: 5 }, peers: [{}], ...value });
      return parsed.ok ? undefined : parsed.error;
    };
    expect(error({ peers: [{}, {}, { link: { latencyMs: 0 } }] })).toBe(
      "peers.2.link.latencyMs: expected a whole number from 1 to 60000, found 0",
    );
    expect(error({ chain: {} })).toBe(
      "chain.blocks: expected a whole number from 1 to 100000, found nothing",
    );
    expect(error({ colour: "red" })).toBe('colour: expected no such key, found "red"');
    expect(error({ constants: { windowBlocks: 8, inFlightPerPeer: 9 } })).toBe(
      "constants.windowBlocks: expected at least inFlightPerPeer, 9, found 8",
    );
    expect(error({ peers: [{ chain: "x" }] })).toBe(
      "peers.0.chain: expected main or the id of a branch, found x",
    );
    expect(error({ chain: { blocks: 100_000, spacingSeconds: 86_400 } })).toBe(
      "chain.spacingSeconds: expected at most 29667 with so many blocks, found 86400",
    );
  });

  it("is read at every one of its bounds", () => {
    const parsed = parseScenario({
      version: 1,
      id: "x".repeat(24),
      title: "t".repeat(500),
      chain: {
        blocks: 100_000,
        spacingSeconds: 29_000,
        blockBytes: 4_000_000,
        branches: Array.from({ length: 8 }, (_, i) => ({ id: `b${i}`, forkHeight: 100_000, blocks: 10_000 })),
      },
      constants: { headersPerMessage: 2000, windowBlocks: 100_000, inFlightPerPeer: 1000 },
      local: { height: 100_000 },
      peers: [{ chain: "b7", height: 110_000 }],
      acts: Array(1000).fill({ atSeconds: 31_536_000, act: { kind: "stopNode", node: "You" } }),
      deadlineSeconds: 31_536_000,
    });
    expect(parsed.ok ? "" : parsed.error).toBe("");
    const crowd = parseScenario({ version: 1, chain: { blocks: 6153 }, peers: Array(64).fill({}) });
    if (!crowd.ok) throw new Error(crowd.error);
    expect(new Set(crowd.scenario.peers.map(({ id }) => id)).size).toBe(64);
  });

  it("is the same when what was read is read again", () => {
    const once = parseScenario({
      version: 1,
      chain: { blocks: 5 },
      peers: [{}, { behaviours: [{ kind: "silentOnBlocks" }] }],
    });
    if (!once.ok) throw new Error(once.error);
    expect(parseScenarioText(JSON.stringify(once.scenario))).toEqual(once);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyScenario), (value) => {
        const parsed = parseScenario(value);
        if (parsed.ok) return;
        expect(parsed.error).toMatch(/^.+: expected .+$/);
      }),
      { seed: 1, numRuns: 2000 },
    );
    for (const value of [1n, Symbol("x"), Number.NaN, () => 1, new Map(), undefined, { version: 1n }]) {
      expect(parseScenario(value).ok).toBe(false);
      expect(parseAct(value).ok).toBe(false);
    }
  });

  it("may act on a peer that an earlier act added, not before", () => {
    const base = { version: 1, chain: { blocks: 5 }, peers: [{}] };
    const add = { atSeconds: 5, act: { kind: "addPeer", peer: { id: "N" } } };
    const cut = (atSeconds: number) => ({ atSeconds, act: { kind: "cutLink", peer: "N" } });
    expect(parseScenario({ ...base, acts: [cut(6), add] }).ok).toBe(true);
    expect(parseScenario({ ...base, acts: [add, cut(4)] })).toEqual({
      ok: false,
      error: "acts.1.act.peer: expected a peer that is there by then, found N",
    });
  });
});

describe("an act", () => {
  it("is read with its defaults", () => {
    expect(parseAct({ kind: "addPeer", peer: { id: "Z" } })).toMatchObject({
      ok: true,
      act: { peer: { id: "Z", chain: "main" } },
    });
  });

  it.each([
    [
      {
        kind: "setBehaviours",
        node: "A",
        behaviours: [{ kind: "slow", factor: 20 }, { kind: "silentOnHeaders" }],
      },
    ],
    [{ kind: "setBehaviours", node: "You", behaviours: [] }],
    [{ kind: "setBehaviours", node: "A", behaviours: [{ kind: "silentOnBlocks", heights: [1, 2] }] }],
    [{ kind: "cutLink", peer: "A" }],
    [{ kind: "mendLink", peer: "A" }],
    [{ kind: "mendLink", peer: "A", from: "B" }],
    [{ kind: "mineBlock", node: "A" }],
    [{ kind: "mineBlock", node: "A", blocks: 5, forkDepth: 2 }],
    [{ kind: "stopNode", node: "A" }],
    [{ kind: "startNode", node: "A" }],
  ])("is read as it was written: %j", (act) => {
    expect(parseAct(act)).toEqual({ ok: true, act });
  });

  it("is refused by field", () => {
    expect(parseAct({ kind: "stopNode", node: "A", now: true })).toEqual({
      ok: false,
      error: "now: expected no such key, found true",
    });
    expect(parseAct({ kind: "cutLink" })).toEqual({
      ok: false,
      error: "peer: expected a name of 1 to 24 letters, digits, - and _, found nothing",
    });
  });
});
