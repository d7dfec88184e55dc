/** Every built-in scenario asks something, and every number in its answer is what its run says. */
import { describe, expect, test } from "vitest";
import { en } from "../../src/app/locales/en.ts";
import { answerOf, hasOnlyHabitsOf, isBuiltIn, questionOf } from "../../src/app/questions.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { plainRun } from "../../src/world/scenario/run-spec.ts";
import { builtIn, observed, runToEnd } from "../world/worlds.ts";

const runs = new Map<string, ReturnType<typeof ended>>();

function ended(id: string) {
  const world = builtIn(id);
  const { records, summary } = runToEnd(world);
  const view = new WorldView(world.peers, world.peerPolicy ?? world.policy);
  view.apply(records);
  return { records, summary, view };
}

function ran(id: string) {
  const run = runs.get(id) ?? ended(id);
  runs.set(id, run);
  return run;
}

const seconds = (us: number) => (us / 1e6).toFixed(1);
const took = (id: string) => seconds(ran(id).view.end?.syncedAt ?? 0);
const headersAt = (id: string) => observed(ran(id).records, "headersPhaseChanged").at(-1)?.at ?? 0;
const blocks = (id: string) => builtIn(id).chain.blocks;
const rate = (id: string) =>
  builtIn(id).peers.reduce((sum, { uploadBytesPerSecond }) => sum + (uploadBytesPerSecond ?? 0), 0) / 1e6;
const given = (id: string) => ran(id).summary.peers.map(({ blocks: count }) => count);
const work = (hex: string) => Number(BigInt(`0x${hex}`));
const drop = (id: string) => observed(ran(id).records, "peerDropped")[0]?.at ?? 0;
const stood = (id: string) => [...ran(id).view.tale.stood.values()].reduce((sum, time) => sum + time, 0);
const tips = (id: string) => {
  const { view } = ran(id);
  return [...view.entries.tips].map((tip) => ({
    height: view.entries.height(tip),
    work: work(view.tipWork(tip) ?? "0"),
  }));
};
const heaviest = (id: string) => tips(id).sort((a, b) => b.work - a.work);
const asked = (id: string) => observed(ran(id).records, "headersRequested");

/** The numbers of each answer, in their order. */
const facts: Readonly<Record<string, () => readonly (string | number | undefined)[]>> = {
  "first-visit": () => [blocks("first-visit"), seconds(headersAt("first-visit")), given("first-visit")[3]],
  classroom: () => [
    took("classroom"),
    rate("classroom"),
    blocks("classroom") / rate("classroom"),
    seconds(headersAt("classroom")),
    builtIn("classroom").constants.headersPerMessage,
  ],
  "real-constants": () => [
    rate("real-constants"),
    blocks("real-constants"),
    (blocks("real-constants") / rate("real-constants")).toFixed(1),
    took("real-constants"),
    blocks("real-constants"),
    seconds(headersAt("real-constants")),
  ],
  "slow-peer": () => [
    Math.floor(Number(took("slow-peer")) / Number(took("classroom"))),
    took("slow-peer"),
    took("classroom"),
    given("slow-peer")[3],
    blocks("slow-peer"),
    seconds(stood("slow-peer")),
  ],
  "silent-sync-peer": () => [
    Math.round((drop("silent-sync-peer") - (asked("silent-sync-peer")[0]?.at ?? 0)) / 1e6),
    seconds(headersAt("silent-sync-peer") - drop("silent-sync-peer")),
    blocks("silent-sync-peer"),
  ],
  "withholding-peer": () => [
    seconds(stood("withholding-peer")),
    Math.round((drop("withholding-peer") - firstAskedOfC()) / 1e6),
    observed(ran("withholding-peer").records, "blockRequestsFreed")[0]?.observation.entries.length,
    (Number(took("withholding-peer")) - drop("withholding-peer") / 1e6).toFixed(1),
  ],
  "two-branches": () => {
    const [best, other] = heaviest("two-branches");
    return [best?.height, best?.work, other?.height, other?.work, ran("two-branches").view.storedAside];
  },
  "living-network": () => [
    took("living-network"),
    blocks("living-network"),
    heaviest("living-network")[0]?.height,
    ran("living-network").view.tale.mined,
    ran("living-network").view.tale.left,
  ],
  reorganisation: () => {
    const [best, own] = heaviest("reorganisation");
    return [ran("reorganisation").view.tale.left, best?.height, best?.work, own?.work];
  },
  "article-two-nodes": () => [
    asked("article-two-nodes").length,
    asked("article-two-nodes").length + observed(ran("article-two-nodes").records, "servedHeaders").length,
    seconds(ran("article-two-nodes").view.end?.at ?? 0),
  ],
  "article-three-nodes": () => {
    const [first, , third] = asked("article-three-nodes");
    return [seconds((third?.at ?? 0) - (first?.at ?? 0)), asked("article-three-nodes").length];
  },
};

function firstAskedOfC(): number {
  const requests = observed(ran("withholding-peer").records, "blocksRequested");
  return requests.find(({ observation }) => observation.peer === "C")?.at ?? 0;
}

describe("every built-in scenario asks, and its run answers", () => {
  test.each(builtInScenarios)("$id", (scenario) => {
    expect(questionOf(scenario)).toMatch(/\?$/);
    const text = answerOf(plainRun(scenario, 1)) ?? "";
    const numbers = [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([found]) => found.replaceAll(",", ""));
    expect(numbers).toEqual(facts[scenario.id]?.().map(String));
  });
});

test("nobody is asked or answered for what is no more", () => {
  const ids = builtInScenarios.map(({ id }) => id).sort();
  expect(Object.keys(en.question).sort()).toEqual(ids);
  expect(Object.keys(en.answer).sort()).toEqual(ids);
});

test("who is asked in the article's run of three is who the answer says", () => {
  expect(asked("article-three-nodes").map(({ observation }) => observation.peer)).toEqual(["A", "A", "B"]);
});

test("another seed, policy, chain or act has no answer that somebody wrote before", () => {
  const scenario = builtIn("first-visit");
  const run = plainRun(scenario, 1);
  expect(answerOf(run)).toBe(en.answer["first-visit"]);
  expect(answerOf({ ...run, policy: scenario.policy })).toBe(en.answer["first-visit"]);
  expect(answerOf(JSON.parse(JSON.stringify(run)))).toBe(en.answer["first-visit"]);
  for (const other of [
    { ...run, seed: 2 },
    { ...run, policy: "core" },
    { ...run, minimumChainWork: "0" },
    { ...run, scenario: { ...scenario, quietSeconds: 3 } },
    { ...run, acts: [{ at: 0, act: { kind: "cutLink", peer: "A" } as const }] },
  ])
    expect(answerOf(other)).toBeUndefined();
  expect(isBuiltIn({ ...scenario, id: "mine" })).toBe(false);
  expect(questionOf({ ...scenario, quietSeconds: 3 })).toBe("");
});

test("the first thing to try is told from anything else, and its time without is what the first run took", () => {
  const run = plainRun(builtIn("first-visit"), 1);
  const slow = (node: string) =>
    ({ at: 0, act: { kind: "setBehaviours", node, behaviours: [{ kind: "slow", factor: 20 }] } }) as const;
  expect(hasOnlyHabitsOf({ ...run, acts: [slow("D")] }, "D")).toBe(true);
  expect(hasOnlyHabitsOf({ ...run, acts: [slow("D"), slow("C")] }, "D")).toBe(false);
  expect(hasOnlyHabitsOf(run, "D")).toBe(false);
  expect(en.wayIn.compared).toContain(`${took("first-visit")} s`);
});
