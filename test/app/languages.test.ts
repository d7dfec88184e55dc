/** Every language says all that English says, with the same figures in it: what lacks is named. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { eventText } from "../../src/app/event-text.ts";
import { elsewhere } from "../../src/app/locales/elsewhere.ts";
import { en } from "../../src/app/locales/en.ts";
import { LANGUAGES, type LanguageId, languageNamed, languageOf } from "../../src/app/locales/languages.ts";
import { type Tree, withAllForms } from "../../src/app/locales/texts.ts";
import { bytes, counted, decimal, english, number, speak, t } from "../../src/app/text.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import { inWords, textsOf } from "../../src/lessons/lesson-texts.ts";
import { placeholdersIn } from "../../src/lessons/placeholders.ts";
import { sentenceOf } from "../../src/replay/sentences.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { everyRecord } from "../replay/every-record.ts";

const others = [...LANGUAGES, "long", "rtl"].flatMap((id) => {
  const named = languageNamed(id);
  return named === undefined || named === "en" ? [] : [named];
});

/** Each text by its key, as `stage.title`. */
function flat(tree: unknown, at = ""): Map<string, string> {
  if (typeof tree === "string") return new Map([[at, tree]]);
  return new Map(
    Object.entries(tree as object).flatMap(([key, inner]) => [
      ...flat(inner, at === "" ? key : `${at}.${key}`),
    ]),
  );
}

const FORM = /_(zero|one|two|few|many|other)$/;

/** What is put into a text, in the order of the alphabet: `{{count}}`, `$t(…)`. */
function held(text: string): readonly string[] {
  return [...text.matchAll(/\$t\(.*?\}\}\)|\{\{[^}]*\}\}/g)].map(([found]) => found).sort();
}

/** One line for each text that `given` lacks, has besides, or fills otherwise than `wanted`. */
function differences(
  wanted: Map<string, string>,
  given: Map<string, string>,
  heldIn: (text: string) => readonly string[],
): readonly string[] {
  const lines: string[] = [];
  for (const [key, text] of wanted) {
    const found = given.get(key);
    if (found === undefined) lines.push(`${key} lacks`);
    else if (found.trim() === "" && text.trim() !== "") lines.push(`${key} is empty`);
    // A text of one may leave the figure out, and one of none.
    else if (!FORM.test(key) && `${heldIn(found)}` !== `${heldIn(text)}`)
      lines.push(`${key} holds ${heldIn(found)}, not ${heldIn(text)}`);
    else if (FORM.test(key) && heldIn(found).some((name) => !heldIn(text).includes(name)))
      lines.push(`${key} holds ${heldIn(found)}, not some of ${heldIn(text)}`);
  }
  for (const key of given.keys()) if (!wanted.has(key)) lines.push(`${key} is none of English's`);
  return lines;
}

describe.each(others)("%s", (id) => {
  const { tag, texts, lessons } = languageOf(id);

  test("has every text of the page, in all the plural forms it asks for", async () => {
    const found = (await texts?.()) as unknown as Tree;
    const wanted = withAllForms({ ...en, ...elsewhere() } as unknown as Tree, tag);
    expect(differences(flat(wanted), flat(withAllForms(found, tag)), held)).toEqual([]);
  });

  test("has every text of the lessons that it has", async () => {
    const found = (await lessons?.()) ?? {};
    const words = Object.fromEntries(builtInLessons.map((lesson) => [lesson.id, textsOf(lesson)]));
    const placeholders = (text: string) => [...placeholdersIn(text)].sort();
    expect(differences(flat(words), flat(found), placeholders)).toEqual([]);
  });
});

test("what lacks, is too much or holds something else is named", () => {
  const wanted = { a: "{{x}} one", b: "two", n_one: "{{count}} of {{x}}", n_other: "{{count}}" };
  const given = { a: "{{y}}", c: "three", n_one: "one of {{x}}", n_other: "{{number}}" };
  expect(differences(flat(wanted), flat(given), held)).toEqual([
    "a holds {{y}}, not {{x}}",
    "b lacks",
    "n_other holds {{number}}, not some of {{count}}",
    "c is none of English's",
  ]);
});

test("a lesson in its own words is the lesson", () => {
  for (const lesson of builtInLessons) {
    expect(inWords(lesson, textsOf(lesson), lesson.language)).toEqual(lesson);
    const other = inWords(lesson, { ...textsOf(lesson), title: "x" }, "de");
    expect([other.title, other.language, other.world]).toEqual(["x", "de", lesson.world]);
  }
});

test("a plural form that a translation leaves out is said as the general one", () => {
  expect(withAllForms({ in: { a_one: "1", a_other: "n", b: "b" } }, "es")).toEqual({
    in: { a_one: "1", a_many: "n", a_other: "n", b: "b" },
  });
});

describe("the page speaks", () => {
  afterEach(() => speak("en"));

  test.each(["de", "es"] as const)(
    "%s: in no line of the log is your node called as in English",
    async (id) => {
      const { tag, texts } = languageOf(id);
      await speak(tag, await texts?.());
      const view = new WorldView([]);
      const lines = everyRecord.flatMap((record) => {
        const sentence = sentenceOf(record);
        // Of another index than the one shown: no block's height is looked up.
        return sentence === undefined ? [] : [eventText(view, { ...sentence, at: 0, actor: "", index: -1 })];
      });
      expect(lines.filter((line) => /\bYou\b/.test(line))).toEqual([]);
      expect(lines.some((line) => /^(dein|tu) getdata /.test(line))).toBe(true);
    },
  );

  test.each(["long", "rtl"] as const)("%s, and English again", async (id: LanguageId) => {
    const { tag, texts } = languageOf(id);
    await speak(tag, await texts?.());
    expect(t("transport.play")).toMatch(/^\[.+\]$/);
    expect(t("bar.seed")).not.toContain("seed");
    expect(counted("blocks", 1)).toMatch(/^\[1 /);
    expect(counted("blocks", 12_345)).toMatch(/^\[12,345 /);
    expect(t("stage.getdata", { heights: "7" })).toContain("7");
    expect(english("transport.play")).toBe("Play");
    await speak("en");
    expect(t("transport.play")).toBe("Play");
  });

  test("with the figures of the language", async () => {
    await speak("de");
    expect([number(12_345), decimal(0.25, 2), bytes(1_500)]).toEqual(["12.345", "0,25", "1,5\u00a0kB"]);
    // Nothing is said in it: what lacks is English.
    expect(t("transport.play")).toBe("Play");
    await speak("en");
    expect([number(12_345), decimal(0.25, 2), bytes(1_500)]).toEqual(["12,345", "0.25", "1.5\u00a0kB"]);
  });
});

describe("the page begins", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["in what the address asks for", "rtl", "long", ["en-GB"], "rtl"],
    ["in what was chosen last", undefined, "long", ["en-GB"], "long"],
    ["in what the browser asks for, where it is there", undefined, null, ["tlh", "en-GB"], "en"],
    ["in English, where it has none of them", undefined, "tlh", ["tlh"], "en"],
  ] as const)("%s", async (_, asked, stored, languages, expected) => {
    vi.stubGlobal("localStorage", { getItem: () => stored });
    vi.stubGlobal("navigator", { languages });
    const { firstLanguage } = await import("../../src/app/language.ts");
    expect(firstLanguage(asked)).toBe(expected);
  });
});
