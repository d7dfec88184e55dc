/** A scenario that is written on the page: what goes in comes out, and what is wrong stands at its field. */
import { expect, test } from "vitest";
import { ACT_KINDS, addAct, withKind } from "../../src/app/editor/acts.ts";
import { addBranch, removeBranch, renameBranch } from "../../src/app/editor/branches.ts";
import { chosenOf, SPEEDS } from "../../src/app/editor/choices.ts";
import {
  type Draft,
  draftOf,
  fieldAt,
  typedNumber,
  typedNumbers,
  withField,
} from "../../src/app/editor/draft.ts";
import { addPeer, removePeer, renamePeer, ringOf } from "../../src/app/editor/nodes.ts";
import { asOwn } from "../../src/app/editor/own.ts";
import { checkDraft, isWrongWithin, problemAt } from "../../src/app/editor/problems.ts";
import { usual } from "../../src/app/habits.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { catalogue } from "../../src/world/behaviours/catalogue.ts";
import { plainRun, printScenario } from "../../src/world/scenario/run-spec.ts";
import { builtIn } from "../world/worlds.ts";

const draft = (id: string): Draft => draftOf(plainRun(builtIn(id), 1));
const wrongIn = (at: Draft) => checkDraft(at).problems.map(({ field }) => field);

test("every built-in scenario goes into a draft and comes out as it was, under its own name", () => {
  expect(builtInScenarios.length).toBeGreaterThan(5);
  for (const scenario of builtInScenarios) {
    const out = checkDraft(draftOf(plainRun(scenario, 1))).scenario;
    expect(out && printScenario(asOwn(out)), scenario.id).toBe(printScenario(scenario));
  }
});

test("the world at hand comes with what was done in it", () => {
  const run = {
    ...plainRun(builtIn("first-visit"), 1),
    policy: "core",
    minimumChainWork: "0",
    acts: [{ at: 2_500_000, act: { kind: "cutLink", peer: "B" } }],
  } as const;
  const { policy, acts, constants } = draftOf(run);
  expect([policy, constants.minimumChainWork]).toEqual(["core", "0"]);
  expect(acts).toEqual([{ atSeconds: 2.5, act: { kind: "cutLink", peer: "B" } }]);
});

test("each error stands at its field, all that fields have wrong by themselves at once", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["title", "x".repeat(501)],
    ["chain.blocks", "many"],
    ["chain.blockBytes", 0],
    ["chain.spacingSeconds", 1.5],
    ["policy", "none"],
    ["constants.windowBlocks", "wide"],
    ["local.height", -1],
    ["peers.1.id", "two words"],
    ["peers.1.uploadBytesPerSecond", "fast"],
    ["peers.1.link.latencyMs", null],
    ["acts.0.atSeconds", "soon"],
    ["acts.0.act.forkDepth", 1001],
    ["deadlineSeconds", 0],
  ];
  let all = draft("reorganisation");
  for (const [path, value] of cases) {
    const one = withField(draft("reorganisation"), path, value);
    expect(wrongIn(one), path).toEqual([path]);
    expect(problemAt(checkDraft(one).problems, path)).toMatch(/^expected .+, found .+/);
    all = withField(all, path, value);
  }
  expect(wrongIn(all).sort()).toEqual(cases.map(([path]) => path).sort());
  expect(isWrongWithin(checkDraft(all).problems, "peers.1")).toBe(true);
  expect(isWrongWithin(checkDraft(all).problems, "peers.0")).toBe(false);
});

test("so does what fields ask of each other", () => {
  const branched = draft("two-branches");
  expect(wrongIn(withField(branched, "chain.branches.0.forkHeight", 49))).toEqual([
    "chain.branches.0.forkHeight",
  ]);
  expect(wrongIn(withField(branched, "peers.1.chain", "none"))).toEqual(["peers.1.chain"]);
  expect(wrongIn(withField(branched, "peers.1.id", "A"))).toEqual(["peers.1.id"]);
  expect(wrongIn(withField(branched, "constants.windowBlocks", 2))).toEqual(["constants.windowBlocks"]);
  const gone = withField(draft("reorganisation"), "acts.0.act.node", "Z");
  expect(wrongIn(gone)).toEqual(["acts.0.act.node"]);
});

test("what is typed is a number, nothing, or what the schema refuses", () => {
  expect(["12", " 0.5 ", "", "1e3", "x"].map(typedNumber)).toEqual([12, 0.5, null, "1e3", "x"]);
  expect(typedNumbers("3, 4;5 x")).toEqual([3, 4, 5, "x"]);
  expect(typedNumbers(" ")).toBeUndefined();
  expect(fieldAt(draft("first-visit"), "peers.0.link.latencyMs")).toBe(50);
  expect(fieldAt(draft("first-visit"), "peers.9.link.latencyMs")).toBeUndefined();
  const without = withField(draft("first-visit"), "constants.windowBlocks", undefined);
  expect(Object.keys(without.constants).sort()).toEqual(["headersPerMessage", "inFlightPerPeer"]);
});

test("a peer that comes is honest and has a name of its own; one that goes takes what is said of it along", () => {
  const more = addPeer(draft("living-network"));
  expect(more.peers.at(-1)).toMatchObject({ id: "G", behaviours: [], chain: "main" });
  expect(wrongIn(more)).toEqual([]);
  const mined = withField(draft("living-network"), "mining.miners", ["A", "B"]);
  const less = removePeer(addAct(mined), 0);
  expect(less.links.some(({ from, to }) => from === "A" || to === "A")).toBe(false);
  expect(less.mining?.miners).toEqual(["B"]);
  expect(less.acts).toHaveLength(1);
  expect(wrongIn(less)).toEqual([]);
  expect(removePeer(less, 4).acts).toEqual([]);
  expect(removePeer(less, 0).mining?.miners).toBeNull();
});

test("a peer with another name has it everywhere, and two never become one", () => {
  const named = renamePeer(draft("reorganisation"), 3, "Dora");
  expect(named.acts[0]?.act).toMatchObject({ node: "Dora" });
  expect(named.links.at(-1)?.to).toBe("Dora");
  expect(wrongIn(named)).toEqual([]);
  const same = renamePeer(draft("reorganisation"), 3, "C");
  expect(wrongIn(same)).toEqual(["peers.3.id"]);
  expect(same.acts[0]?.act).toMatchObject({ node: "D" });
  expect(wrongIn(renamePeer(same, 3, "D"))).toEqual([]);
});

test("a branch comes, is called otherwise and goes, and its peers with it", () => {
  const more = addBranch(draft("two-branches"));
  expect(more.chain.branches.at(-1)).toMatchObject({ id: "branch-1", forkHeight: 24 });
  expect(wrongIn(more)).toEqual([]);
  const named = renameBranch(more, 0, "long");
  expect(named.peers[0]?.chain).toBe("long");
  expect(wrongIn(named)).toEqual([]);
  expect(wrongIn(renameBranch(more, 0, "main"))).toEqual(["chain.branches.0.id"]);
  expect(removeBranch(named, 0).peers[0]?.chain).toBe("main");
  expect(wrongIn(removeBranch(named, 0))).toEqual([]);
});

test("an act of every kind is right as it comes", () => {
  for (const kind of ACT_KINDS) {
    const acted = withKind(addAct(draft("first-visit")), 0, kind);
    expect(acted.acts[0]?.act.kind).toBe(kind);
    expect(wrongIn(acted), kind).toEqual([]);
  }
  const twice = addAct(addAct(draft("reorganisation")));
  expect(twice.acts.map(({ atSeconds }) => atSeconds)).toEqual([20, 25, 30]);
});

test("every bad habit is right as it comes", () => {
  for (const definition of catalogue) {
    const bad = withField(draft("first-visit"), "peers.0.behaviours", [usual(definition)]);
    expect(wrongIn(bad), definition.kind).toEqual([]);
    const odd = withField(draft("first-visit"), "peers.0.behaviours", [{ kind: definition.kind, no: 1 }]);
    expect(wrongIn(odd), definition.kind).toContain("peers.0.behaviours.0.no");
  }
});

test("peers in a ring have one link each with their neighbours", () => {
  const link = { latencyMs: 30, jitterMs: 0, bytesPerSecond: null };
  const { peers } = draft("first-visit");
  expect([0, 1, 2, 3, 4].map((n) => ringOf(peers.slice(0, n), link).length)).toEqual([0, 0, 1, 3, 4]);
  expect(wrongIn(withField(draft("first-visit"), "links", ringOf(peers, link)))).toEqual([]);
});

test("a built-in scenario that was changed has a name of its own, and what somebody wrote is kept", () => {
  const scenario = { ...builtIn("first-visit"), policy: "core" };
  expect(asOwn(scenario)).toMatchObject({ id: "my-world", title: "My world", caption: "" });
  expect(asOwn({ ...scenario, title: "Mine" }).title).toBe("Mine");
  expect(asOwn({ ...scenario, id: "other" })).toEqual({ ...scenario, id: "other" });
  expect(chosenOf(SPEEDS, 500_000)).toBe("slow");
  expect(chosenOf(SPEEDS, "500000")).toBeUndefined();
});
