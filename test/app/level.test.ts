/** How much of the page is shown. */
import { beforeEach, expect, test, vi } from "vitest";
import type { LessonState } from "../../src/app/lesson-state.ts";
import { levelIn } from "../../src/app/level.ts";
import { addressFor } from "../../src/app/share.ts";
import { LEVELS, type Level } from "../../src/lessons/lesson.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();
beforeEach(() => vi.stubGlobal("location", { origin: "https://a.example", pathname: "/b/" }));

function lessonOf(level: Level) {
  return { lesson: { level } } as unknown as LessonState;
}

test("a lesson shows what it speaks of, and never less than is wanted", () => {
  for (const level of LEVELS) {
    expect(levelIn({ level, lesson: undefined })).toBe(level);
    expect(levelIn({ level, lesson: lessonOf("lab") })).toBe("lab");
    expect(levelIn({ level, lesson: lessonOf("basics") })).toBe(level);
  }
  expect(levelIn({ level: "basics", lesson: lessonOf("protocol") })).toBe("protocol");
});

test("a class link names the level that was chosen for the class, and none where each keeps his own", async () => {
  const { session } = await sessionWith();
  const shared = { what: "class", room: "play", theme: undefined, language: undefined } as const;
  const asked = new URL(await addressFor(session, { ...shared, level: "basics" })).searchParams;
  expect([asked.get("class"), asked.get("level")]).toEqual(["play", "basics"]);
  const own = new URL(await addressFor(session, { ...shared, level: undefined })).searchParams;
  expect(own.has("level")).toBe(false);
});
