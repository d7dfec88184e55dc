/** `docs/lessons.md` has every field, every condition and every fact, and its example is a lesson. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../src/cli/prepare.mjs";
import { CONDITION_KINDS } from "../../src/lessons/condition-schema.ts";
import { BEAT_SPEEDS, LEVELS, PARTS } from "../../src/lessons/lesson.ts";
import { lessonFields, parseLesson } from "../../src/lessons/lesson-schema.ts";
import { FACTS, factsAt } from "../../src/replay/run-facts.ts";
import { playLesson, playWorld } from "./play-lesson.ts";

const text = readFileSync(join(ROOT, "docs/lessons.md"), "utf8");

/** Names at the head of the rows below this heading. */
function rows(heading: string): string[] {
  const [, after = ""] = text.split(`\n| ${heading} | |\n`).slice(-2);
  return namesIn(after);
}

function namesIn(after: string): string[] {
  const [table = ""] = after.split("\n\n");
  return [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = ""]) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  );
}

/** Of the table below this title. */
function fieldsBelow(title: string): string[] {
  const [, after = ""] = text.split(`\n### ${title}\n`);
  return namesIn(after.split("|---|---|\n")[1] ?? "");
}

it("the page of lessons has the fields that the schema has", () => {
  expect(fieldsBelow("A lesson")).toEqual(Object.keys(lessonFields.lesson));
  expect(fieldsBelow("A world, or a change of it")).toEqual(Object.keys(lessonFields.world));
  expect(fieldsBelow("A beat")).toEqual(Object.keys(lessonFields.beat));
  expect(fieldsBelow("A variant")).toEqual(Object.keys(lessonFields.variant));
  expect(fieldsBelow("What a beat can end on")).toEqual([...CONDITION_KINDS, "time"]);
  expect(rows("fact")).toEqual(Object.keys(FACTS));
  for (const word of [...PARTS, ...LEVELS, ...BEAT_SPEEDS, ...Object.keys(lessonFields.question)])
    expect(text).toContain(`\`${word}\``);
});

it("its example is a lesson, with figures that are so", () => {
  const json = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const parsed = parseLesson(JSON.parse(json));
  if (!parsed.ok) throw new Error(parsed.error);
  const { lesson } = parsed;
  for (const { isThere } of playLesson(lesson)) expect(isThere).toBe(true);
  const [variant] = lesson.variants;
  const { endsAt = 0 } = factsAt(playWorld(lesson, variant?.change ?? {}).view);
  expect(Math.round(Number(endsAt) / 100_000) / 10).toBe(variant?.measured.endsAt);
});
