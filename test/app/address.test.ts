/** The page's address: read as strictly as a file, and written so that reading it gives the same again. */

import { expect, test } from "vitest";
import { addressOf, firstLook, readAddress } from "../../src/app/address.ts";
import type { LessonPhase, LessonSource } from "../../src/app/lesson-state.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import { factsAt } from "../../src/replay/run-facts.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { plainRun } from "../../src/world/scenario/run-spec.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";
import { builtIn } from "../world/worlds.ts";

test.each([
  ["?seed=", /^seed: expected a whole number from 0 to 9007199254740991, found ""$/],
  ["?seed=1e3", /^seed: expected a whole number .*, found 1e3$/],
  ["?seed=0x10", /^seed: /],
  ["?seed=-1", /^seed: /],
  ["?seed=1.5", /^seed: /],
  ["?seed=9007199254740993", /^seed: /],
  ["?seed= 7", /^seed: .*, found " 7"$/],
  ["?host=zzz", /^host: expected one of workers, single-thread, found zzz$/],
  ["?level=expert", /^level: expected one of basics, protocol, lab, found expert$/],
  ["?theme=pink", /^theme: expected one of light, dark, projector, found pink$/],
  ["?lang=xx", /^lang: expected one of en.*, found xx$/],
  ["?policy=core-9", /^policy: expected one of .*core.*, found core-9$/],
  ["?defects=L-2,L-99", /^defects: expected some of .*L-2.*, found L-2,L-99$/],
  ["?policy=learncoin-as-published&defects=L-1,L-1", /^defects: expected each of them once, found L-1,L-1$/],
  [
    "?defects=L-1",
    /^defects: expected a node with the policy learncoin-as-published, as no other has any, found L-1$/,
  ],
  ["?scenario=nowhere", /^scenario: expected one of first-visit.*, found nowhere$/],
  ['?scenario={"version":1}', /^scenario: /],
  ["?scenario={", /^scenario: file: line 1/],
  [`?scenario={${" ".repeat(8000)}}`, /^scenario: expected at most 8000 characters of JSON, found 8002$/],
  [
    "?sed=7",
    /^sed: expected one of scenario, seed, policy, defects, host, theme, lang, level, class, embed, lesson, beat, found sed$/,
  ],
  ["?beat=2", /^beat: expected a lesson beside it, found 2$/],
  ["?class=all", /^class: expected one of play, watch, found all$/],
  ["?embed=window", /^embed: expected one of stage, chain, found window$/],
  ["?seed=1&seed=2", /^seed: expected it once, found 1, 2$/],
])("%s is said to be unusable, and the rest is used", async (search, problem) => {
  const asked = await readAddress(
    `${search}&host=single-thread`.replace("host=zzz&host=single-thread", "host=zzz"),
  );
  expect(asked.problems).toHaveLength(1);
  expect(asked.problems[0]).toMatch(problem);
  expect(asked.load.scenario.id).toBe("first-visit");
  if (!search.includes("host")) expect(asked.load.host).toBe("single-thread");
});

test("what is chosen comes back from its address", async () => {
  const custom = parseScenario({ version: 1, chain: { blocks: 12 }, peers: [{}, {}] });
  if (!custom.ok) throw new Error(custom.error);
  const scenarios = [
    ...builtInScenarios,
    custom.scenario,
    { ...builtIn("slow-peer"), defects: [] },
    { ...builtIn("classroom"), defects: ["L-2", "L-6"] as const },
    { ...builtIn("classroom"), deadlineSeconds: 77 },
  ];
  for (const scenario of scenarios) {
    for (const policy of [scenario.policy, "learncoin-as-published"]) {
      const chosen = {
        run: { ...plainRun(scenario, 7), policy },
        host: "single-thread",
        theme: "dark",
        language: "rtl",
        level: "basics",
        room: "watch",
        embed: "chain",
      } as const;
      const asked = await readAddress(addressOf(chosen));
      expect(firstLook(addressOf(chosen))).toEqual({
        theme: "dark",
        language: "rtl",
        level: "basics",
        room: "watch",
        embed: "chain",
        isGiven: true,
      });
      expect(asked.problems).toEqual([]);
      // Defects that no node has are not promised.
      const { defects: _, ...whole } = scenario;
      expect(asked.load.scenario).toEqual(policy === "learncoin-as-published" ? scenario : whole);
      expect([asked.load.seed, asked.load.policy ?? scenario.policy, asked.load.host, asked.theme]).toEqual([
        7,
        policy,
        "single-thread",
        "dark",
      ]);
    }
  }
});

test("a chain file and a scenario that is too long are not promised by an address", () => {
  const scenario = builtIn("real-constants");
  const chosen = {
    run: { ...plainRun(scenario, 3), chain: { kind: "blocks", digest: "00" } },
    host: "workers",
  } as const;
  expect(addressOf(chosen)).toBe("");
  const long = { ...scenario, caption: "x".repeat(9000) };
  expect(addressOf({ ...chosen, run: plainRun(long, 3) })).toBe("");
});

test("a language that there is not is English; one that nobody speaks is to be had, and not named", async () => {
  expect([firstLook("?lang=xx").language, firstLook("").language]).toEqual(["en", undefined]);
  expect((await readAddress("?lang=long")).problems).toEqual([]);
  expect((await readAddress("?lang=xx")).problems[0]).not.toContain("long");
});

const AT_BEGINNING = {
  votes: [],
  facts: factsAt(new WorldView([])),
  isBusy: false,
  changed: undefined,
  trying: undefined,
};

test("the beat of a lesson stands beside it, and beside the link of one that has no id here", async () => {
  const [lesson] = builtInLessons;
  if (lesson === undefined) throw new Error("no lesson");
  const of = (source: LessonSource, beat: number, phase: LessonPhase) =>
    addressOf({
      run: undefined,
      host: "workers",
      lesson: { ...AT_BEGINNING, lesson, source, beat, phase },
    });
  expect(of("built-in", 0, "intro")).toBe(`?lesson=${lesson.id}`);
  expect(of("built-in", 0, "before")).toBe(`?lesson=${lesson.id}&beat=1`);
  expect(of("built-in", 2, "ask")).toBe(`?lesson=${lesson.id}&beat=3`);
  expect(of("link", 2, "ask")).toBe("?beat=3");
  expect(of("file", 2, "ask")).toBe("");
  expect(await readAddress(of("built-in", 2, "ask"))).toMatchObject({
    lesson: lesson.id,
    beat: "3",
    problems: [],
  });
  expect(await readAddress("?beat=3", "#1.abc")).toMatchObject({ beat: "3", problems: [] });
});
