import { describe, expect, it } from "vitest";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { parseAct, parseScenario, parseScenarioText } from "../../src/world/scenario-schema.ts";
import { malformedScenarios } from "../fixtures/malformed-scenarios.ts";

describe("a scenario", () => {
  it.each(builtInScenarios.map((scenario) => [scenario.id, scenario] as const))(
    "%s is read as it was written",
    (_, scenario) => {
      expect(parseScenarioText(JSON.stringify(scenario))).toEqual({ ok: true, scenario });
    },
  );

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

  it("is refused by field", () => {
    expect(parseAct({ kind: "cutLink" })).toEqual({
      ok: false,
      error: "peer: expected a value, found nothing",
    });
  });
});
