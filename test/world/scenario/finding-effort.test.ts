import { describe, expect, it } from "vitest";
import { parseScenario } from "../../../src/world/scenario/scenario-schema.ts";

function refusal(more: object): string | undefined {
  const parsed = parseScenario({
    version: 1,
    network: "classroom",
    chain: { blocks: 20 },
    peers: [{ id: "A" }],
    ...more,
  });
  return parsed.ok ? undefined : parsed.error;
}

const act = (atSeconds: number, blocks: number, forkDepth = 0) => ({
  atSeconds,
  act: { kind: "mineBlock", node: "A", blocks, forkDepth },
});

describe("blocks that are to be found while a world runs", () => {
  it("are refused where they follow each other so fast that the next would be too hard, with the number that is possible", () => {
    expect(refusal({ acts: [act(1, 100)] })).toBe(
      "acts.0.act.blocks: expected at most 47 (more would take too many hashes at the difficulty of classroom, which follows their pace), found 100",
    );
    expect(refusal({ acts: [act(1, 47)] })).toBeUndefined();
    expect(refusal({ mining: { meanSeconds: 1, blocks: 200 } })).toMatch(
      /^mining\.blocks: expected at most 51 .*found 200$/,
    );
    expect(refusal({ mining: { meanSeconds: 1, blocks: 51 } })).toBeUndefined();
  });

  it("one after another count like many at once", () => {
    const acts = Array.from({ length: 60 }, (_, i) => act(i, 1));
    expect(refusal({ acts })).toMatch(
      /^acts\.51\.act: expected no block to be found then .*found mineBlock$/,
    );
    expect(refusal({ acts: acts.slice(0, 51) })).toBeUndefined();
  });

  it("slowly enough are no trouble, however many", () => {
    expect(refusal({ mining: { meanSeconds: 690, blocks: 120 } })).toBeUndefined();
    expect(refusal({ acts: Array.from({ length: 100 }, (_, i) => act(700 * (i + 1), 1)) })).toBeUndefined();
    // So are those that the run is over before.
    expect(refusal({ mining: { meanSeconds: 60, blocks: 100 }, deadlineSeconds: 1000 })).toBeUndefined();
  });

  it("on branches that nobody follows leave the chain as it was", () => {
    const acts = Array.from({ length: 40 }, (_, i) => act(i, 2, 5));
    expect(refusal({ acts })).toBeUndefined();
    expect(refusal({ acts: [...acts, act(50, 60)] })).toMatch(/^acts\.40\.act\.blocks: /);
  });

  it("begin at the difficulty of the chain", () => {
    const easy = refusal({ chain: { blocks: 150, spacingSeconds: 700 }, acts: [act(1, 90)] });
    const hard = refusal({ chain: { blocks: 150, spacingSeconds: 450 }, acts: [act(1, 90)] });
    const possible = (error: string | undefined) => Number(/at most (\d+)/.exec(error ?? "")?.[1]);
    expect(possible(easy)).toBeGreaterThan(45);
    expect(possible(hard)).toBeLessThan(possible(easy) - 20);
  });

  it("take the same few hashes each where difficulty never changes", () => {
    const acts = Array.from({ length: 20 }, (_, i) => act(i, 100));
    expect(refusal({ network: "regtest", acts, mining: { meanSeconds: 1, blocks: 1000 } })).toBeUndefined();
  });
});
