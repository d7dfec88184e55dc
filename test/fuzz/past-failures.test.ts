/** Worlds in which something once went wrong, as the fuzzer found them. Each is a scenario and the seed of its run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../src/cli/prepare.mjs";
import { DOUBLING_LISTS } from "../../src/fuzz/doubling-lists.ts";
import { judge } from "../../src/fuzz/judge.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { parseScenarioText } from "../../src/world/scenario/scenario-schema.ts";

/** File, seed, and what was wrong then. */
const failures = [
  [
    "steady-1056",
    1056,
    "a peer behind our best header was never asked how far it is, and its blocks never fetched",
  ],
  ["steady-190", 190, "more new blocks than fit one message were announced in one"],
  ["steady-225", 225, "more new blocks than fit one message were announced in one, after a reorganization"],
  [
    "steady-3398-core",
    3398,
    "a peer that is protected from eviction was evicted by the time that had begun before",
  ],
  ["steady-3750-core", 3750, "a block announced beyond a small window was not fetched"],
  ["steady-3750-core-0.12", 3750, "a block announced beyond a small window was not fetched, in 0.12"],
  ["direct-fetch-window", 19, "a block announced beyond the download window made the node throw"],
  ["direct-fetch-local", 92, "the same, the node that syncs being the one that threw"],
  [
    "direct-fetch-light",
    123,
    "a block announced on a chain with less than the least work made the node throw",
  ],
  [
    "announcing-9777",
    9777,
    "the article's node, all defects mended, told nobody of its new blocks while a better header had lost its only peer",
  ],
  [
    "late-look-100313",
    100_313,
    "a node that nobody spoke to for hours was taken for one that had noticed when it had caught up",
  ],
  [
    "counted-chain-400374",
    400_374,
    "a block beyond the window, its header held back until its chain was counted, was taken for one nobody had just shown",
  ],
  [
    "counted-start-510526",
    510_526,
    "a question by which a chain was counted on was taken for the one with which the headers sync begins",
  ],
  [
    "genesis-first-310826",
    310_826,
    "headers that begin with genesis, which 0.12 knows and asks on after, were taken for some that connect to nothing",
  ],
  [
    "sought-peer-310988",
    310_988,
    "a stranger was met in the midst of the turn that sought it, and the end of its handshake slept through",
  ],
  [
    "ended-counting-315751",
    315_751,
    "a header that did not go on with the chain that was being counted was not taken for what its sender announced last",
  ],
  [
    "renumbered-810840",
    810_840,
    "a node's tips were looked up by the numbers they had under the rules it went by before",
  ],
  [
    "known-released-810961",
    810_961,
    "of a chain that was counted, headers that were known already were taken for none",
  ],
] as const;

const SAME_LIST =
  "of a branch longer than one list 0.9 is told the same list again, knows all of it, and does not ask on (§3.1)";
const OUT_OF_TURN =
  "blocks of one getblocks came out of turn, and nothing asks for what follows before the next announcement (§3.1)";
const FULL_POOL =
  "a block that was listed, came before its parent and had to make room is not listed again (§3.1)";

const BROKEN_COUNT =
  "a count that something else of its sender has ended begins anew only with what he announces next, while a question is open (§2.3, §2.5)";

const CALLERS =
  "Core 0.12 in its own initial download asks nobody that called it for blocks while somebody is there that it called (§2.22)";

const CATCHING_UP = "a peer of Core 0.12 in its own initial download answers nobody (row 21)";

/** File, seed, and the rule of the protocol by which a node stays behind although everybody is honest. */
const rules = [
  // 60 blocks on one branch, 30 on the other: the locator meets the other's chain at 19, and 20 hashes end at 39.
  ["same-list-190", 190, SAME_LIST],
  // The last of the list had been asked of somebody else: its block came first, and H tells no hash twice.
  ["told-once-245", 245, OUT_OF_TURN],
  // Fourteen blocks announced at once come before those that lead there, and five may wait.
  ["full-pool-110017", 110_017, FULL_POOL],
  // The answers of several rounds cross: the last but one ends the count, and the last connects to nothing.
  ["broken-count-320988", 320_988, BROKEN_COUNT],
  // One block in flight: each tip that is announced meanwhile is asked for before what leads there, and is one more run.
  ["doubling-lists-602255", 602_255, DOUBLING_LISTS],
  // Its tip was recent when it started; nobody was there, and it did not look before it was old.
  ["unseen-817428", 817_428, CATCHING_UP],
  // P3, whom P0 has called, never answered it; You, who called it, has the blocks.
  ["inbound-327928", 327_928, CALLERS],
] as const;

it.each(failures)("%s, seed %i: %s", (file, seed) => {
  expect(judged(scenarioOf(file), seed)).toEqual({ problems: [], excuse: undefined });
});

it.each(rules)("%s, seed %i, ends behind: %s", (file, seed, excuse) => {
  expect(judged(scenarioOf(file), seed)).toEqual({ problems: [], excuse });
});

it("in the same world 0.8 asks on after the last hash it knows, and 0.9 needs one list to reach the end of the branch", () => {
  const scenario = scenarioOf("same-list-190");
  const found = { problems: [], excuse: undefined };
  expect(judged({ ...scenario, policy: "blocks-first-0.8" }, 190)).toEqual(found);
  expect(judged({ ...scenario, constants: { inventoryPerMessage: 40 } }, 190).excuse).toBe(SAME_LIST);
  expect(judged({ ...scenario, constants: { inventoryPerMessage: 41 } }, 190)).toEqual(found);
});

it("the same lists do not double where 0.9 fetches 128 blocks at once, or where no hash is told twice", () => {
  const scenario = scenarioOf("doubling-lists-602255");
  const found = { problems: [], excuse: undefined };
  expect(judged({ ...scenario, constants: {} }, 602_255)).toEqual(found);
  const constants = { ...scenario.constants, knownInventoryMax: 1000 };
  expect(judged({ ...scenario, constants }, 602_255)).toEqual(found);
});

it("own-line-117666: what the article's node asks for waits in its own line behind 16 blocks of 1 MB", () => {
  const scenario = scenarioOf("own-line-117666");
  const ended = judged(scenario, 117_666, { trouble: 30, reconnects: true });
  expect(ended).toEqual({
    problems: [],
    excuse:
      "what a node asks for waits in its own slow line behind the blocks that it sends, until the time is over (row 1)",
  });
});

it("its-line-856206: and what its peer asks for in that peer's", () => {
  const scenario = scenarioOf("its-line-856206");
  const ended = judged(scenario, 856_206, { trouble: 0, reconnects: false });
  expect(ended).toEqual({ problems: [], excuse: expect.stringMatching(/own slow line/) });
  // Five times as fast, 16 blocks go in 16 s.
  const peers = scenario.peers.map((peer) => ({ ...peer, uploadBytesPerSecond: 1_000_000 }));
  const faster = judged({ ...scenario, peers }, 856_206, { trouble: 0, reconnects: false });
  expect(faster).toEqual({ problems: [], excuse: undefined });
});

it("same-moment-801833: what came in at the moment when a time was over was taken for the end of it", () => {
  const how = { trouble: 0, reconnects: true };
  expect(judged(scenarioOf("same-moment-801833"), 801_833, how)).toEqual({ problems: [], excuse: undefined });
});

it("sent-unasked-841661: who sends a block unasked, at the last moment at which it is bad, has shown it and is not told of it", () => {
  const ended = judged(scenarioOf("sent-unasked-841661"), 841_661, { trouble: 0, reconnects: false });
  expect(ended).toEqual({
    problems: [],
    excuse: "what a node missed, or pretended to have, while it was bad is not told it again",
  });
});

it("late-pong-805979: a pong waits in the line of its sender behind 16 blocks of 1 MB, longer than pings may take", () => {
  const ended = judged(scenarioOf("late-pong-805979"), 805_979, { trouble: 1, reconnects: false });
  expect(ended).toEqual({
    problems: [],
    excuse:
      "a pong waits in the peer's slow line behind the blocks that it was asked for, until the time is over (row 1)",
  });
});

it("orphan-giver-806121: the one that gave an orphan is asked what leads to it, and answers no getblocks", () => {
  const scenario = scenarioOf("orphan-giver-806121");
  expect(judged(scenario, 806_121)).toEqual({ problems: [], excuse: expect.any(String) });
  // One that answers is asked, and nobody stays behind.
  expect(judged({ ...scenario, policy: "learncoin" }, 806_121).problems).toEqual([]);
});

it("silent-giver-854977: the one that gave an orphan was silent when it was asked what leads to it", () => {
  const scenario = scenarioOf("silent-giver-854977");
  const how = { trouble: 30, reconnects: true };
  expect(judged(scenario, 854_977, how)).toEqual({ problems: [], excuse: expect.stringMatching(/orphan/) });
  const peers = scenario.peers.map((peer) => ({ ...peer, behaviours: [] }));
  expect(judged({ ...scenario, peers }, 854_977, how)).toEqual({ problems: [], excuse: undefined });
});

it("last-ping-819729: a ping at the very moment at which its peer is dropped was taken for one too many", () => {
  const how = { trouble: 1, reconnects: true };
  expect(judged(scenarioOf("last-ping-819729"), 819_729, how).problems).toEqual([]);
});

it("given-back-800106: the one that withheld a block, and was dropped for it, has come back", () => {
  const ended = judged(scenarioOf("given-back-800106"), 800_106, { trouble: 1, reconnects: false });
  // Each of the three peers that have more has a reason of its own: it asks nobody for a block but who gave its header (L-2).
  expect(ended).toEqual({ problems: [], excuse: expect.any(String) });
});

function scenarioOf(file: string): Scenario {
  const parsed = parseScenarioText(readFileSync(join(ROOT, "test/fuzz/past", `${file}.json`), "utf8"));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.scenario;
}

function judged(scenario: Scenario, seed: number, how = { trouble: 0, reconnects: false }) {
  const { problems, excuse } = judge({ scenario, seed, ...how });
  return { problems, excuse };
}
