/** Where a text stops being JSON. Engines word this differently and some leave out the place; this does neither. */

export interface JsonSyntaxError {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

/** What may come next; a stack of open brackets says where we are. */
type Next = "value" | "value or ]" | "key" | "key or }" | ":" | "comma" | "end";

const BLANK = /[ \t\n\r]*/y;
/** No quote, backslash or control character stands for itself. */
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const FOUND_CHARS_MAX = 20;

/** No scenario needs half as many brackets within each other; a parser that has to take any number may take its time. */
const DEPTH_MAX = 64;

/** Where brackets are too many within each other; undefined = nowhere. Says nothing of whether it is JSON. */
export function findTooDeep(text: string): JsonSyntaxError | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "[" || char === "{") {
      depth += 1;
      if (depth > DEPTH_MAX) return errorAt(text, at, `at most ${DEPTH_MAX} brackets within each other`);
    } else if (char === "]" || char === "}") depth -= 1;
  }
  return undefined;
}

/** undefined = it is JSON. */
export function findJsonError(text: string): JsonSyntaxError | undefined {
  const open: ("{" | "[")[] = [];
  let next: Next = "value";
  let at = 0;
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const afterValue = (): Next => (open.length === 0 ? "end" : "comma");
  const close = (): Next => {
    open.pop();
    at += 1;
    return afterValue();
  };
  for (;;) {
    match(BLANK);
    const char = text[at];
    if (char === undefined && next === "end") return undefined;
    const inObject = open.at(-1) === "{";
    if (next === "value" || next === "value or ]") {
      if (char === "{" || char === "[") {
        open.push(char);
        at += 1;
        next = char === "{" ? "key or }" : "value or ]";
      } else if (char === "]" && next === "value or ]") next = close();
      else if (match(STRING) || match(SCALAR)) next = afterValue();
      else return errorAt(text, at, next === "value" ? "a value" : "a value or ]");
    } else if (next === "key" || next === "key or }") {
      if (char === "}" && next === "key or }") next = close();
      else if (match(STRING)) next = ":";
      else
        return errorAt(text, at, next === "key" ? "a key in double quotes" : "a key in double quotes or }");
    } else if (next === ":" && char === ":") {
      at += 1;
      next = "value";
    } else if (next === "comma" && char === ",") {
      at += 1;
      next = inObject ? "key" : "value";
    } else if (next === "comma" && char === (inObject ? "}" : "]")) next = close();
    else return errorAt(text, at, expectation(next, inObject));
  }
}

function expectation(next: Next, inObject: boolean): string {
  if (next === "end") return "the end of the file";
  if (next === ":") return ":";
  return inObject ? ", or }" : ", or ]";
}

function errorAt(text: string, at: number, expected: string): JsonSyntaxError {
  const before = text.slice(0, at);
  const rest = text.slice(at, at + FOUND_CHARS_MAX).split(/[\n\r]/)[0] ?? "";
  return {
    line: before.split("\n").length,
    column: at - before.lastIndexOf("\n"),
    expected,
    found: at >= text.length ? "the end of the file" : JSON.stringify(rest),
  };
}
