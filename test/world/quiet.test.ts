/** Worlds that do not end before nothing has happened for a while. */
import { describe, expect, it } from "vitest";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { type FinishedRun, runToEnd, scenario, worldOf } from "./worlds.ts";

/** Three nodes of the article that have nothing but genesis; the third, You, comes when the others are done. */
const threeNodes = {
  policy: "learncoin-as-published",
  chain: { blocks: 1 },
  peers: [
    { id: "A", height: 0, link: { latencyMs: 400 } },
    { id: "B", height: 0, link: { latencyMs: 400 } },
  ],
  links: [{ from: "B", to: "A" }],
  deadlineSeconds: 100,
};

function sentBy(records: FinishedRun["records"], command: string): readonly string[] {
  return records.flatMap((record) =>
    record.node === 0 && record.kind === "sent" && record.command === command ? [record.to] : [],
  );
}

/** Moments at which more than a ping happened; the end itself is none of them. */
function stirs(records: readonly WorldRecord[]): readonly number[] {
  return records.flatMap((record) => {
    if (record.kind === "ended") return [];
    return "command" in record && (record.command === "ping" || record.command === "pong") ? [] : [record.at];
  });
}

function endOf(records: readonly WorldRecord[]): number {
  return records.find(({ kind }) => kind === "ended")?.at ?? -1;
}

describe("a world that is to be quiet before it ends", () => {
  it("shows what nodes that have nothing to sync say to each other", () => {
    const { summary, records } = runToEnd(scenario({ ...threeNodes, quietSeconds: 5 }));
    expect(summary.ended).toBe("synced");
    // One at first, and when it has no more, both.
    expect(sentBy(records, "getheaders")).toEqual(["A", "A", "B"]);
    expect(sentBy(runToEnd(scenario(threeNodes)).records, "getheaders")).toEqual([]);
  });

  it("ends so long after the last of it", () => {
    for (const quietSeconds of [0.5, 5, 30]) {
      const { records } = runToEnd(scenario({ ...threeNodes, quietSeconds }));
      expect(endOf(records)).toBeGreaterThanOrEqual(Math.max(...stirs(records)));
      const gaps = stirs(records).map((at, i, all) => at - (all[i - 1] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(quietSeconds * 1_000_000);
    }
  });

  it("does not take pings for life", () => {
    const lively = { policy: "core", chain: { blocks: 5 }, peers: [{}, {}], quietSeconds: 300 };
    const { summary, records } = runToEnd(scenario(lively));
    expect(summary.ended).toBe("synced");
    expect(sentBy(records, "ping").length).toBeGreaterThan(2);
    expect(endOf(records)).toBe(Math.max(...stirs(records)) + 300_000_000);
  });

  it("waits for the blocks that are found meanwhile, and is synced with them", () => {
    const mining = { meanSeconds: 20, blocks: 4, startSeconds: 0 };
    const { summary, records } = runToEnd(
      scenario({ policy: "core", chain: { blocks: 5 }, peers: [{}, {}], mining, quietSeconds: 90 }),
    );
    expect(summary).toMatchObject({ ended: "synced", local: { height: 9 } });
    expect(endOf(records)).toBe(Math.max(...stirs(records)) + 90_000_000);
  });

  it("is synced all the same where it is never quiet before the deadline", () => {
    const { summary } = runToEnd(scenario({ ...threeNodes, quietSeconds: 99.5, deadlineSeconds: 50 }));
    expect(summary.ended).toBe("synced");
  });

  it("is the same run however it is cut", () => {
    const worlds: readonly Scenario[] = [
      scenario({ ...threeNodes, quietSeconds: 5 }),
      scenario({
        policy: "core",
        chain: { blocks: 30 },
        peers: [{}, { link: { latencyMs: 90 } }],
        quietSeconds: 130,
      }),
    ];
    for (const world of worlds) {
      const whole = runToEnd(world);
      const stepped = worldOf(world);
      while (stepped.advance(undefined, true));
      expect(stepped.summary()).toEqual(whole.summary);
      expect(stepped.takeRecords()).toEqual(whole.records);
      const bounded = worldOf(world);
      while (bounded.ended === undefined) while (bounded.advance(bounded.now + 700_001));
      expect(bounded.summary()).toEqual(whole.summary);
      expect(bounded.takeRecords()).toEqual(whole.records);
    }
  });
});
