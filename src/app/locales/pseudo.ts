/**
 * Two languages that nobody speaks, made from English, which show where the page does not bear another: `long` is longer and accented, `rtl`
 * stands in letters that run to the left. What is not in brackets was not translated.
 */
import { elsewhere } from "./elsewhere.ts";
import { en } from "./en.ts";
import type { Texts, Tree } from "./texts.ts";

/** How a text is changed that has no placeholders in it. */
type Change = (words: string) => string;

/** What i18next and lessons put something into: `{{…}}`, `{…}` and `$t(…)`. */
const PLACEHOLDER = /\$t\([^)]*\)|\{\{[^}]*\}\}|\{[^}]*\}/;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ACCENTED = "áƀçðéƒǵħíĵķłḿñóþɋřšţúṽŵẋýž";
const HEBREW = "אבגדהוזחטיכלמנסעפצקרשתאבגד";
/** Of how many letters one more is made. */
const EVERY = 2.5;

const letter = (from: string, at: string): string => from[LETTERS.indexOf(at)] ?? at;

const accented: Change = (words) => words.replace(/[a-z]/g, (at) => letter(ACCENTED, at));
const mirrored: Change = (words) => words.toLowerCase().replace(/[a-z]/g, (at) => letter(HEBREW, at));

function outsidePlaceholders(text: string, change: Change): string {
  const held = [...text.matchAll(new RegExp(PLACEHOLDER, "g"))].map(([placeholder]) => placeholder);
  return text
    .split(PLACEHOLDER)
    .map((words, index) => `${change(words)}${held[index] ?? ""}`)
    .join("");
}

/** About 40 % longer, as translations are. */
export function longer(text: string): string {
  const letters = text.replaceAll(new RegExp(PLACEHOLDER, "g"), "").length;
  const more = " ón ţó".repeat(Math.ceil(letters / 6 / EVERY)).slice(0, Math.round(letters / EVERY));
  return `[${outsidePlaceholders(text, accented)}${more}]`;
}

export function toTheLeft(text: string): string {
  return `[${outsidePlaceholders(text, mirrored)}]`;
}

function each(tree: Tree, change: Change): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, text]) => [
      key,
      typeof text === "string" ? change(text) : each(text, change),
    ]),
  );
}

/** The page's texts, each changed. */
export function pseudoTexts(change: Change): Texts {
  return each({ ...en, ...elsewhere() } as unknown as Tree, change) as unknown as Texts;
}
