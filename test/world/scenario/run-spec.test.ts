/** A run as a value: read strictly, printed, and executed anew from what was done by hand. */
import { describe, expect, it } from "vitest";
import { policies } from "../../../src/node/policies/all.ts";
import { Prng } from "../../../src/sim/prng.ts";
import type { Act, TimedAct } from "../../../src/world/scenario/act.ts";
import { parseActsText, parseWhole, parseWholeText } from "../../../src/world/scenario/run-schema.ts";
import { plainRun, printRun, type RunSpec } from "../../../src/world/scenario/run-spec.ts";
import { prepareWorld } from "../../../src/world/setup.ts";
import { sampleChain } from "../../fixtures/chain-files.ts";
import { livingWorld } from "../living-world.ts";
import { builtIn, runToEnd, scenario, worldOf } from "../worlds.ts";

const plain = plainRun(builtIn("first-visit"), 7);
const stopA: TimedAct = { at: 500_000, act: { kind: "stopNode", node: "A" } };

function read(value: unknown): RunSpec {
  const parsed = parseWhole(value, 1);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.run;
}

function whyRefused(value: unknown): string {
  const parsed = parseWhole(value, 1);
  if (!parsed.ok) return parsed.error;
  const prepared = prepareWorld(parsed.run);
  return prepared.ok ? "not at all" : prepared.error;
}

describe("a run", () => {
  it("is the same after it was printed and read", () => {
    const run: RunSpec = { ...plain, policy: "core", minimumChainWork: "85%", acts: [stopA, stopA] };
    const parsed = parseWholeText(printRun(run), 1);
    expect(parsed).toEqual({ ok: true, run });
    expect(parsed.ok && printRun(parsed.run)).toBe(printRun(run));
    // The scenario's own policy need not be said.
    expect(printRun({ ...plain, policy: plain.scenario.policy })).toBe(printRun(plain));
  });

  it("of a scenario alone has the seed of whoever reads it, and its own otherwise", () => {
    expect(parseWhole(builtIn("first-visit"), 9)).toEqual({
      ok: true,
      run: plainRun(builtIn("first-visit"), 9),
    });
    expect(parseWhole(JSON.parse(printRun(plain)), 9)).toEqual({ ok: true, run: plain });
  });

  it.each([
    [{ version: 2 }, "version: expected 1, found 2"],
    [{ seed: -1 }, "seed: expected a whole number from 0 to 9007199254740991, found -1"],
    [{ policy: "bitcoinj" }, "policy: expected one of"],
    [{ minimumChainWork: "much" }, "minimumChainWork: expected"],
    [{ scenario: "first-visit" }, "scenario: expected a scenario, found"],
    [{ scenario: { version: 1 } }, "scenario.chain: expected an object, found nothing"],
    [{ scenario: { ...plain.scenario, peers: [] } }, "scenario.peers: expected at least 1"],
    [{ colour: "red" }, 'colour: expected no such key, found "red"'],
    [{ chain: { kind: "blocks", digest: "00" } }, "chain.digest: expected 64 hex digits"],
    [{ chain: { kind: "tape", digest: "0".repeat(64) } }, "chain.kind: expected headers or blocks"],
    [
      { chain: { kind: "blocks", digest: "0".repeat(64) } },
      "chain: expected a blocks file whose last block is 00",
    ],
    [{ acts: {} }, "acts: expected a list, found an object"],
    [{ acts: [{ at: 0.5, act: stopA.act }] }, "acts.0.at: expected a whole number"],
    [{ acts: [{ ...stopA, why: 1 }] }, "acts.0.why: expected no such key"],
    [{ acts: [stopA, { at: 1, act: { kind: "explode" } }] }, "acts.1.act.kind: expected one of"],
    [
      { acts: [stopA, { ...stopA, at: 499_999 }] },
      "acts.1.at: expected no less than the act before it has, 500000",
    ],
    [
      { acts: [{ at: 1, act: { kind: "stopNode", node: "Q" } }] },
      "acts.0.act.node: expected a node that is there",
    ],
    [{ acts: [{ at: 9e12, act: stopA.act }] }, "acts.0.at: expected at most"],
    [{ acts: Array.from({ length: 1001 }, () => stopA) }, "acts: expected at most 1000 of them"],
    [
      { acts: [stopA, { at: 600_000, act: { kind: "addPeer", peer: { id: "Z", height: 99_999 } } }] },
      "acts.1.act.peer.height: expected at most the height of its chain",
    ],
    [
      {
        scenario: {
          ...plain.scenario,
          acts: [{ atSeconds: 1, act: { kind: "addPeer", peer: { id: "Z" } } }],
        },
        acts: [{ at: 999_999, act: { kind: "stopNode", node: "Z" } }],
      },
      "acts.0.act.node: expected a node that is there by then, found Z",
    ],
  ])("is refused by name: %o", (change, why) => {
    expect(whyRefused({ ...plain, ...change })).toContain(why);
  });

  it("over a chain file says which, and another is refused", () => {
    const chain = sampleChain(30);
    const file = { kind: "headers", bytes: chain.headers } as const;
    const prepared = prepareWorld({ ...plain, chainFile: file });
    expect(prepared.ok).toBe(true);
    const digest = "ab".repeat(32);
    const other = prepareWorld({ ...plain, chainFile: file, chain: { kind: "headers", digest } });
    expect(other).toMatchObject({
      ok: false,
      error: expect.stringContaining(`whose last block is ${digest}, found one whose last is`),
    });
  });

  it("of acts alone is read as strictly", () => {
    expect(parseActsText(JSON.stringify([stopA]))).toEqual({ ok: true, acts: [stopA] });
    expect(parseActsText("[{}]")).toEqual({
      ok: false,
      error: expect.stringMatching(/^acts\.0\.at: expected/),
    });
    expect(parseActsText("{}")).toEqual({ ok: false, error: "acts: expected a list, found an object" });
  });
});

describe("executed anew", () => {
  /** Whatever a person might do: most of it possible in most worlds. */
  function drawAct(prng: Prng, names: readonly string[], i: number): unknown {
    const node = names[prng.below(names.length)] ?? "You";
    const ids = [...policies.keys()];
    switch (prng.below(9)) {
      case 0:
        return { kind: "setBehaviours", node, behaviours: [{ kind: "slow", factor: 2 + prng.below(20) }] };
      case 1:
        return {
          kind: "setBehaviours",
          node,
          behaviours: prng.below(2) === 0 ? [] : [{ kind: "silentOnBlocks" }],
        };
      case 2:
        return { kind: "cutLink", peer: node };
      case 3:
        return { kind: "mendLink", peer: node };
      case 4:
        return { kind: "stopNode", node };
      case 5:
        return { kind: "startNode", node };
      case 6:
        return { kind: "setPolicy", node, policy: ids[prng.below(ids.length)] };
      case 7:
        return { kind: "mineBlock", node, blocks: 1 + prng.below(3), forkDepth: prng.below(3) };
      default:
        return {
          kind: "addPeer",
          peer: { id: `N${i}`, link: { latencyMs: 1 + prng.below(900) }, spare: prng.below(3) === 0 },
        };
    }
  }

  /** Runs it with acts by hand at random moments, also after its end. Returns what was done, and how it ended. */
  function byHand(base: ReturnType<typeof scenario>, seed: number) {
    const prng = Prng.fromSeed(seed).split("by hand");
    const world = worldOf(base, { seed });
    const names = ["You", ...base.peers.map(({ id }) => id)];
    const done: TimedAct[] = [];
    const count = 1 + prng.below(10);
    for (let i = 0; i < count; i++) {
      if (prng.below(3) === 0)
        for (let steps = prng.below(60); steps > 0; steps--) world.advance(undefined, true);
      else if (prng.below(12) === 0) world.runToEnd();
      else for (const to = world.now + 1 + prng.below(4_000_000); world.advance(to); );
      try {
        const one = world.act(drawAct(prng, names, i));
        done.push(one);
        if (one.act.kind === "addPeer") names.push(one.act.peer.id);
      } catch (error) {
        // What cannot be done in this world is refused, and changes nothing.
        expect(error).toBeInstanceOf(RangeError);
      }
    }
    world.runToEnd();
    return { done, summary: world.summary(), hidden: world.audit() };
  }

  it("a run with acts done by hand is the same run, whatever the policy", () => {
    const ids = [...policies.keys()];
    let acts = 0;
    for (let seed = 1; seed <= 28; seed++) {
      const base = { ...livingWorld(seed), policy: ids[seed % ids.length] ?? "core", deadlineSeconds: 200 };
      const { done, summary, hidden } = byHand(base, seed);
      acts += done.length;
      const text = printRun({ ...plainRun(base, seed), acts: done });
      const again = runToEnd(base, { ...read(JSON.parse(text)) });
      expect(again.summary, `seed ${seed}`).toEqual(summary);
      expect([hidden, again.audit]).toEqual([[], []]);
    }
    expect(acts).toBeGreaterThan(70);
  });

  it("at one moment acts take effect in their order, after what is scheduled for it", () => {
    const act = (kind: "stopNode" | "startNode"): Act => ({ kind, node: "A" });
    const base = { ...builtIn("first-visit"), acts: [{ atSeconds: 3, act: act("stopNode") }] };
    const world = worldOf(base);
    while (world.advance(3_000_000));
    const done = [world.act(act("startNode")), world.act(act("stopNode")), world.act(act("startNode"))];
    expect(done.map(({ at }) => at)).toEqual([3_000_000, 3_000_000, 3_000_000]);
    world.runToEnd();
    const kinds = world.takeRecords().flatMap((record) => (record.kind === "acted" ? [record.act.kind] : []));
    expect(kinds).toEqual(["stopNode", "startNode", "stopNode", "startNode"]);
    expect(world.summary()).toEqual(runToEnd(base, { acts: done }).summary);
    expect(world.summary().peers.find(({ id }) => id === "A")?.state).toBe("connected");
  });

  it("what is done at one moment is judged when all of it is done", () => {
    const base = builtIn("article-two-nodes");
    const world = worldOf(base);
    world.runToEnd();
    const done = [
      world.act({ kind: "stopNode", node: "You" }),
      world.act({ kind: "startNode", node: "You" }),
    ];
    expect(done[1]?.at).toBe(done[0]?.at);
    world.runToEnd();
    expect(world.summary()).toEqual(runToEnd(base, { acts: done }).summary);
  });

  it.each([
    { kind: "stopNode", node: "A" },
    { kind: "cutLink", peer: "A" },
    { kind: "setBehaviours", node: "A", behaviours: [{ kind: "headerSpam" }] },
    { kind: "addPeer", peer: { id: "Z", link: { latencyMs: 3000 } } },
  ])("$kind after the end is part of the run and moves its end", (act) => {
    const base = scenario({ chain: { blocks: 20 }, peers: [{}, {}] });
    const world = worldOf(base);
    world.runToEnd();
    const { now } = world;
    const done = world.act(act);
    world.runToEnd();
    expect(world.now).toBeGreaterThanOrEqual(now);
    expect(world.ended).toBeDefined();
    expect(world.summary()).toEqual(runToEnd(base, { acts: [done] }).summary);
  });
});
