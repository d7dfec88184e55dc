/** What is wrong with a lesson is said in one line: field, expectation, found; whatever a file holds. */
import { describe, expect, it } from "vitest";
import { parseLesson } from "../../src/lessons/lesson-schema.ts";
import { readMutatedLessons } from "./mutated-lessons.ts";

const beat = { before: "Watch.", after: "Seen." };
const plain = {
  version: 1,
  id: "mine",
  title: "Mine",
  goal: "To see.",
  world: { scenario: "first-visit" },
  beats: [beat],
};

function errorOf(value: unknown): string {
  const parsed = parseLesson(value);
  return parsed.ok ? "none" : parsed.error;
}

describe("a lesson", () => {
  it("needs no more than this, and has defaults for the rest", () => {
    expect(parseLesson(plain)).toEqual({
      ok: true,
      lesson: {
        ...plain,
        language: "en",
        level: "basics",
        words: [],
        beats: [{ ...beat, spotlight: [] }],
        variants: [],
        simplified: [],
        plan: [],
      },
    });
  });

  const withBeat = (more: object) => ({ ...plain, beats: [{ ...beat, ...more }] });
  it.each([
    [[], "lesson: expected an object, found a list of 0"],
    [{ ...plain, version: 2 }, "version: expected 1, found 2"],
    [{ ...plain, beats: [] }, "beats: expected at least 1 of them, found a list of 0"],
    [{ ...plain, title: "" }, 'title: expected a text that is not empty, found ""'],
    [{ ...plain, level: "easy" }, 'level: expected one of basics, protocol, lab, found "easy"'],
    [{ ...plain, colour: "red" }, 'colour: expected no such key, found "red"'],
    [{ ...plain, language: "English" }, 'language: expected a language, as en or pt-BR, found "English"'],
    [
      { ...plain, world: {} },
      /^world\.scenario: expected one of first-visit, .* or a scenario, found nothing$/,
    ],
    [{ ...plain, world: { scenario: "moon" } }, /^world\.scenario: expected one of .*, found "moon"$/],
    [
      { ...plain, world: { scenario: { version: 1 } } },
      /^world\.scenario\.chain: expected .*, found nothing$/,
    ],
    [
      { ...plain, world: { scenario: "first-visit", constants: { windowBlocks: 0 } } },
      "world.constants.windowBlocks: expected a whole number from 1 to 100000, found 0",
    ],
    [
      { ...plain, world: { scenario: "first-visit", policy: "bitcoin" } },
      /^world\.policy: expected one of .*, found "bitcoin"$/,
    ],
    [
      withBeat({ until: { kind: "soon" } }),
      /^beats\.0\.until\.kind: expected one of act, .*, time, found "soon"$/,
    ],
    [
      withBeat({ until: { kind: "drop", reason: "rude" } }),
      /^beats\.0\.until\.reason: expected one of misbehaving, .*, found "rude"$/,
    ],
    [
      withBeat({ spotlight: ["clock"] }),
      /^beats\.0\.spotlight\.0: expected one of stage, .*, found "clock"$/,
    ],
    [
      withBeat({ world: { scenario: "moon" } }),
      /^beats\.0\.world\.scenario: expected one of .*, found "moon"$/,
    ],
    [
      withBeat({ question: { ask: "?", choices: ["a", "b"], right: 2, why: "." } }),
      "beats.0.question.right: expected a whole number from 0 to 1, found 2",
    ],
    [
      withBeat({ question: { ask: "?", choices: ["a"], right: 0, why: "." } }),
      "beats.0.question.choices: expected at least 2 of them, found a list of 1",
    ],
    [
      withBeat({ after: "{nonsense}" }),
      'beats.0.after: expected a fact of the run, of a variant or of the world between braces, found "nonsense"',
    ],
    [
      withBeat({ after: "{other.endsAt}" }),
      'beats.0.after: expected a fact of the run, of a variant or of the world between braces, found "other.endsAt"',
    ],
    [withBeat({ before: "{world.nothing}" }), /^beats\.0\.before: .*, found "world\.nothing"$/],
    [
      {
        ...plain,
        variants: [
          { id: "a", label: "A" },
          { id: "a", label: "B" },
        ],
      },
      "variants: expected names that differ, and none of them world, found a",
    ],
    [
      { ...plain, variants: [{ id: "a", label: "A", measured: { wisdom: 1 } }] },
      "variants.0.measured.wisdom: expected no such key, found 1",
    ],
  ])("refuses %j", (value, error) => {
    if (typeof error === "string") expect(errorOf(value)).toBe(error);
    else expect(errorOf(value)).toMatch(error);
  });

  it("has figures of the run, of the world and of variants in its texts", () => {
    const after = "{endsAt} and {world.windowBlocks} and {wide.endsAt}";
    const variants = [{ id: "wide", label: "Wide", measured: { endsAt: 3 } }];
    expect(parseLesson({ ...withBeat({ after }), variants }).ok).toBe(true);
  });

  it("is no longer than a lesson may be", () => {
    expect(errorOf("a".repeat(250_000))).toBe("lesson: expected at most 250000 characters, found 250002");
  });
});

it("any mutated lesson is read, or refused in one readable line", () => {
  readMutatedLessons(300);
});
