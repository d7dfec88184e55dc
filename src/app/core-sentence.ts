/** Knows again what nodes and worlds have said in English, and says it in the language of the page. */
import { coreSentences } from "./locales/core-sentences.ts";
import { pointed, t } from "./text.ts";

interface Form {
  readonly key: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** A placeholder; what behind its comma says how it is written is not part of its name. */
const HELD = /\{\{(\w+)(?:, \w+)?\}\}/g;
/** Names of placeholders that are a number: else `block {{height}}` would be any sentence about a block. */
const NUMBERS: readonly string[] = ["height", "count", "all", "fork", "from", "to", "seconds"];
/** Of names alone: `A, B and C`; other sentences have an `and`, too. */
const LISTED = /^\S+(?:, \S+)* and \S+$/;
const SPAN = /^\d+\.\d+ s$/;

const forms: readonly Form[] = Object.entries(coreSentences).map(([key, text]) => {
  const parts = text.split(HELD);
  // Every second part is a name.
  const pattern = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : patternOf(part))).join("");
  return {
    key,
    pattern: new RegExp(`^${pattern}$`),
    names: parts.filter((_, i) => i % 2 === 1),
  };
});

/** The same where it is none of theirs. */
export function coreSentence(english: string): string {
  if (SPAN.test(english)) return pointed(english);
  for (const { key, pattern, names } of forms) {
    const found = pattern.exec(english);
    if (found === null || (key === "names" && !LISTED.test(english))) continue;
    const values = names.map((name, i) => [name, valueText(name, found[i + 1] ?? "")]);
    return t(`core.${key}`, { ...Object.fromEntries(values), defaultValue: english });
  }
  return english;
}

function patternOf(name: string): string {
  if (NUMBERS.includes(name)) return "(\\d+)";
  return name === "peer" || name === "id" ? "(\\S+)" : "(.+?)";
}

function valueText(name: string, value: string): string {
  if (name === "reasons") return value.split("; ").map(reasonText).join("; ");
  return name === "id" || name === "peer" || NUMBERS.includes(name) ? value : coreSentence(value);
}

/** `A and B: stopped` */
function reasonText(text: string): string {
  const at = text.indexOf(": ");
  return at < 0
    ? coreSentence(text)
    : `${coreSentence(text.slice(0, at))}: ${coreSentence(text.slice(at + 2))}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
