/** Acts that would change nothing: refused where somebody does them, not where a file has them. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../src/world/scenario/act.ts";
import { parseScenario } from "../../../src/world/scenario/scenario-schema.ts";
import { prepareWorld } from "../../../src/world/setup.ts";
import { builtIn, scenario, worldOf } from "../worlds.ts";

const slow = (factor: number): Act => ({
  kind: "setBehaviours",
  node: "A",
  behaviours: [{ kind: "slow", factor }],
});
const spam: Act = { kind: "setBehaviours", node: "A", behaviours: [{ kind: "headerSpam" }] };
const stop: Act = { kind: "stopNode", node: "A" };
const cut: Act = { kind: "cutLink", peer: "A" };

describe("an act that would change nothing", () => {
  test.each<[string, readonly Act[], string]>([
    ["a second stop", [stop, stop], "node: expected a node that runs, found A"],
    [
      "mining while stopped",
      [stop, { kind: "mineBlock", node: "A" }],
      "node: expected a node that runs, found A",
    ],
    ["a second cut", [cut, cut], "peer: expected a link that is not cut, found A"],
    ["the same habit", [slow(20), slow(20)], "behaviours: expected others than A has, found slow"],
    [
      "honesty of the honest",
      [{ kind: "setBehaviours", node: "B", behaviours: [] }],
      "behaviours: expected others than B has, found none",
    ],
    [
      "the same of one that has just come",
      [
        { kind: "addPeer", peer: { ...builtIn("classroom").peers[0]!, id: "Z" } },
        { kind: "setBehaviours", node: "Z", behaviours: [] },
      ],
      "behaviours: expected others than Z has, found none",
    ],
  ])("is refused by name and changes nothing: %s", (_, acts, why) => {
    const world = worldOf(builtIn("classroom"));
    while (world.advance(2_000_000));
    for (const act of acts.slice(0, -1)) world.act(act);
    const before = world.summary();
    expect(() => world.act(acts.at(-1))).toThrow(new RangeError(why));
    expect(world.summary()).toEqual(before);
  });

  test.each<[string, readonly Act[]]>([
    ["another factor", [slow(20), slow(5)]],
    ["floods begin anew", [spam, spam]],
    ["a start of one that runs starts it anew", [{ kind: "startNode", node: "A" }]],
    ["stopped again", [stop, { kind: "startNode", node: "A" }, stop]],
    ["cut again", [cut, { kind: "mendLink", peer: "A" }, cut]],
  ])("is not one that does something: %s", (_, acts) => {
    const world = worldOf(builtIn("classroom"));
    while (world.advance(2_000_000));
    for (const act of acts) expect(world.act(act).act).toEqual(act);
  });

  test("knows what the scenario has done by then, and not what it will do", () => {
    const base = scenario({ chain: { blocks: 20 }, peers: [{}, {}], acts: [{ atSeconds: 1, act: stop }] });
    const early = worldOf(base);
    expect(early.act(stop).at).toBe(0);
    const late = worldOf(base);
    while (late.advance(1_500_000));
    expect(() => late.act(stop)).toThrow("node: expected a node that runs, found A");
  });

  test("is no reason to refuse a file that has it", () => {
    const acts = [stop, stop, cut, cut].map((act) => ({ atSeconds: 1, act }));
    const parsed = parseScenario({ version: 1, chain: { blocks: 20 }, peers: [{}], acts });
    if (!parsed.ok) throw new Error(parsed.error);
    const timed = acts.map(({ act }) => ({ at: 2_000_000, act }));
    expect(prepareWorld({ scenario: parsed.scenario, seed: 1, acts: timed }).ok).toBe(true);
  });
});
