/** A lesson has one number: in the menu, over its band, and where Compare names it. */
import { expect, test } from "vitest";
import { numberedTitle } from "../../src/app/lesson-title.ts";
import { de } from "../../src/app/locales/de.ts";
import { en } from "../../src/app/locales/en.ts";
import { es } from "../../src/app/locales/es.ts";
import { t } from "../../src/app/text.ts";
import { builtInLessons, lessonNumber } from "../../src/lessons/built-in.ts";
import { lessonRun } from "../../src/lessons/lesson-world.ts";
import { presets, slowPeerRace, slowPeerRaceLesson } from "../../src/sweep/presets.ts";

test("lessons count from 1 in their order, and what is no lesson of Headway's has no number", () => {
  expect(builtInLessons.map(({ id }) => lessonNumber(id))).toEqual(builtInLessons.map((_, i) => i + 1));
  expect(numberedTitle({ id: "one-slow-peer", title: "One slow peer" })).toBe("10. One slow peer");
  expect(numberedTitle({ id: "one-slow-peer", title: "Mine" }, "file")).toBe("Mine");
  expect(numberedTitle({ id: "mine", title: "Mine" })).toBe("Mine");
});

test.each(presets)("$id has the number of the lesson it comes from", ({ id, lesson, sweep }) => {
  const found = builtInLessons.find((one) => one.id === lesson);
  if (found === undefined) throw new Error(`no lesson ${lesson}`);
  const number = lessonNumber(lesson);
  expect(id).toMatch(new RegExp(`^lesson-${number}-`));
  expect(t(`compare.preset.${id}`, { lesson: number })).toMatch(new RegExp(`^Lesson ${number}: `));
  // The same blocks as in that lesson's world, and the same peers, or as many as it is about.
  const { scenario } = lessonRun(found.world, {});
  const names = (peers: typeof scenario.peers) => new Set(peers.map(({ id: name }) => name));
  expect(names(sweep.scenario.peers)).toEqual(names(scenario.peers));
});

test("the race that is known is of the lesson it names", () => {
  expect(t("compare.knownStart", { lesson: lessonNumber(slowPeerRaceLesson) })).toBe("Race of lesson 10");
  const found = builtInLessons.find(({ id }) => id === slowPeerRaceLesson);
  if (found === undefined) throw new Error("no such lesson");
  expect(slowPeerRace[0]?.run.scenario.id).toBe(lessonRun(found.world, {}).scenario.id);
});

test.each(Object.entries({ en, de, es }))("%s: no number of a lesson is written down", (_, { compare }) => {
  for (const text of [compare.knownStart, ...Object.values(compare.preset)]) {
    expect(text).toContain("{{lesson}}");
    expect(text).not.toMatch(/\b(?:9|10|11)\b/);
  }
});
