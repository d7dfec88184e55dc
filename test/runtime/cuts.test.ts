/**
 * However a run is cut, into single events, bounds or the widest windows there are, it is the same: in worlds whose peers' lines are
 * full when connections are closed, cut and mended, and nodes stopped, started and made slow, so that much of what was handed over
 * early is taken back.
 */
import { describe, expect, it, vi } from "vitest";
import { Prng } from "../../src/sim/prng.ts";
import { Member } from "../../src/world/host/member.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd, scenario, worldOf } from "../world/worlds.ts";

/** A block takes its sender a third of a second to many seconds, and many are asked for. */
function fullLines(seed: number): Scenario {
  const prng = Prng.fromSeed(seed).split("full lines");
  const oneOf = <T>(values: readonly T[]): T => values[prng.below(values.length)] as T;
  const names = ["A", "B", "C", "D"].slice(0, 2 + prng.below(3));
  const policy = oneOf([
    "core",
    "core-0.12",
    "blocks-first",
    "blocks-first-0.8",
    "learncoin",
    "headers-then-blocks",
  ]);
  const acts = Array.from({ length: 3 + prng.below(6) }, () => ({
    atSeconds: 2 + prng.below(40_000) / 1000,
    act: randomAct(prng, oneOf(names)),
  }));
  return scenario({
    id: `full-${seed}`,
    chain: { blocks: 40 + prng.below(80), blockBytes: 1_000_000 },
    policy,
    peerPolicy: oneOf([null, "core", "blocks-first-0.8", "learncoin"]),
    // So that the local node, too, closes connections whose lines are full.
    constants: {
      headersPerMessage: 20,
      windowBlocks: oneOf([16, 1024]),
      inFlightPerPeer: oneOf([4, 16]),
      blockTimeoutSeconds: oneOf([4, 20]),
      minimumChainWork: "0",
    },
    local: { downloadBytesPerSecond: oneOf([null, null, 2_000_000]) },
    peers: names.map((id, i) => ({
      id,
      uploadBytesPerSecond: oneOf([60_000, 500_000, 2_000_000, 3_000_000]),
      downloadBytesPerSecond: oneOf([null, null, 100_000]),
      link: { latencyMs: oneOf([3, 20, 120]), jitterMs: oneOf([0, 5]) },
      behaviours: i > 0 && prng.below(6) === 0 ? [{ kind: "leavesMidHeaders", messages: 2 }] : [],
    })),
    links: prng.below(4) === 0 ? [{ from: "A", to: "B" }] : [],
    acts,
    deadlineSeconds: 300,
  });
}

function randomAct(prng: Prng, node: string): Act {
  const acts: readonly Act[] = [
    { kind: "stopNode", node },
    { kind: "startNode", node },
    { kind: "cutLink", peer: node },
    { kind: "mendLink", peer: node },
    { kind: "setBehaviours", node, behaviours: [{ kind: "slow", factor: 5 }] },
    { kind: "setBehaviours", node, behaviours: [] },
    { kind: "setPolicy", node: "You", policy: "core" },
    { kind: "mineBlock", node },
  ];
  return acts[prng.below(acts.length)] as Act;
}

const SEEDS = 60;

describe("a run whose lines are full", () => {
  it("is the same, whole, event by event and cut at random", () => {
    const recalls = countRecalls();
    let drops = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const base = fullLines(seed);
      const whole = runToEnd(base);
      drops += whole.records.filter(({ kind }) => kind === "unsent").length;
      const steps = worldOf(base);
      while (steps.advance(undefined, true));
      expect(steps.summary(), base.id).toEqual(whole.summary);
      const cut = worldOf(base);
      const prng = Prng.fromSeed(seed);
      while (cut.ended === undefined) {
        if (prng.below(3) === 0) for (let i = prng.below(30); i > 0; i--) cut.advance(undefined, true);
        const bound = cut.now + 1 + prng.below(prng.below(2) === 0 ? 100_000 : 20_000_000);
        for (let rounds = prng.below(40); rounds > 0 && cut.advance(bound); rounds--);
      }
      expect(cut.summary(), base.id).toEqual(whole.summary);
      expect(cut.takeRecords(), base.id).toEqual(whole.records);
    }
    expect(drops).toBeGreaterThan(SEEDS);
    expect(recalls()).toBeGreaterThan(SEEDS);
  });

  it("gets on by the length of its lines, not by round trips", () => {
    const base = {
      ...builtIn("real-constants"),
      chain: { ...builtIn("real-constants").chain, blocks: 1000 },
    };
    const world = worldOf(base);
    let rounds = 0;
    while (world.advance(undefined)) rounds += 1;
    // 44 seconds, and the nearest peer is 20 ms away.
    expect(world.ended).toBe("synced");
    expect(world.now).toBeGreaterThan(40_000_000);
    expect(rounds).toBeLessThan(100);
  });

  it("a user's act comes soon after all that has happened, also where nothing is due for long", () => {
    const world = worldOf(builtIn("real-constants"));
    for (let i = 0; i < 60; i++) world.advance(undefined);
    const latest = Math.max(...world.takeRecords().map(({ at }) => at));
    const { at } = world.act({ kind: "cutLink", peer: "C" });
    expect(at).toBeGreaterThan(latest);
    expect(at).toBeLessThan(world.now + 1_000_000);
  });
});

/** How often something has been taken back, from now on. */
function countRecalls(): () => number {
  const { takeOutbox } = Member.prototype;
  let recalls = 0;
  vi.spyOn(Member.prototype, "takeOutbox").mockImplementation(function (this: Member) {
    const outbox = takeOutbox.call(this);
    recalls += outbox.filter(({ kind }) => kind === "recall").length;
    return outbox;
  });
  return () => recalls;
}
