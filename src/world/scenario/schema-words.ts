/** The words in which what comes from outside is described and refused: one line each, field, expectation, found. */
import * as v from "valibot";
import { US_PER_SECOND } from "../../sim/time.ts";
import { findJsonError, findTooDeep, type JsonSyntaxError } from "./json-syntax.ts";
import { YEAR_SECONDS } from "./scenario-rules.ts";

/** Virtual time goes no further than this, µs. */
export const YEAR_US = YEAR_SECONDS * US_PER_SECOND;

/** A scenario or a run as text may not be longer. */
const TEXT_CHARS_MAX = 1_000_000;
/** Nor, as UTF-8, than this: whoever reads files need not read more. */
export const SCENARIO_BYTES_MAX = 3 * TEXT_CHARS_MAX;
export type Parsed<K extends string, T> =
  | ({ readonly ok: true } & { readonly [key in K]: T })
  | { readonly ok: false; readonly error: string };

export const whole = (min: number, max: number) =>
  v.pipe(
    v.number(`a whole number from ${min} to ${max}`),
    v.check(
      (value) => Number.isSafeInteger(value) && value >= min && value <= max,
      `a whole number from ${min} to ${max}`,
    ),
  );

export const seconds = (min: number) =>
  v.pipe(
    v.number(`seconds from ${min} to ${YEAR_SECONDS}`),
    v.check((value) => value >= min && value <= YEAR_SECONDS, `seconds from ${min} to ${YEAR_SECONDS}`),
  );

/** Unknown keys are refused; of a missing one it is said what it should hold. */
export const fields = <T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, (issue) => {
    const key = issue.path?.at(-1)?.key;
    const missing = typeof key === "string" && Object.hasOwn(entries, key) ? entries[key] : undefined;
    return missing !== undefined && "message" in missing ? String(missing.message) : "an object";
  });

/** valibot takes a list for an object. */
export const object = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    v.custom<{ [key: string]: unknown }>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "an object",
    ),
    fields(entries),
  );

/** Also a key of objects, of which one name is no key. */
export const id = v.pipe(
  v.string("a name of 1 to 24 letters, digits, - and _"),
  v.regex(/^(?!__proto__$)[A-Za-z0-9_-]{1,24}$/, "a name of 1 to 24 letters, digits, - and _"),
);
/** Counted before any of them is read: there may be hundreds of thousands. */
export const list = <T extends v.GenericSchema>(item: T, max: number) =>
  v.pipe(
    v.custom<unknown[]>(Array.isArray, "a list"),
    v.maxLength(max, `at most ${max} of them`),
    v.array(item, "a list"),
  );

/** Reads the text of a file. */
export function readJson(json: string): Parsed<"value", unknown> {
  if (json.length > TEXT_CHARS_MAX) {
    return { ok: false, error: `file: expected at most ${TEXT_CHARS_MAX} characters, found ${json.length}` };
  }
  const tooDeep = findTooDeep(json);
  if (tooDeep !== undefined) return { ok: false, error: `file: ${describeSyntax(tooDeep)}` };
  try {
    return { ok: true, value: JSON.parse(json) as unknown };
  } catch {
    const error = findJsonError(json);
    return { ok: false, error: `file: ${error === undefined ? "expected JSON" : describeSyntax(error)}` };
  }
}

function describeSyntax(error: JsonSyntaxError): string {
  return `line ${error.line}, column ${error.column}: expected ${error.expected}, found ${error.found}`;
}

/** `whole`: what it is called where the whole of it is wrong. */
export function describeIssue(issue: v.BaseIssue<unknown>, whole: string): string {
  const path = issue.path?.map((item) => describeKey(String(item.key))).join(".") ?? "";
  const field = path === "" ? whole : path;
  if (issue.type === "strict_object" && issue.expected === "never") {
    return `${field}: expected no such key, found ${describeValue(issue.path?.at(-1)?.value)}`;
  }
  return `${field}: expected ${issue.message}, found ${describeValue(issue.input)}`;
}

/** A key of a file may be anything, and the error is one line. */
function describeKey(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : shorten(JSON.stringify(key));
}

/** Never the inside of a list or an object, which may be deeper than the stack. */
function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return shorten(typeof value === "string" ? JSON.stringify(value) : String(value));
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
