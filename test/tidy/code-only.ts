/**
 * Source text with the insides of comments, strings and regular expressions blanked out, line breaks kept: what is left is code,
 * so that a search for a name does not find a sentence about it.
 */
export function codeOnly(source: string): string {
  let out = "";
  let at = 0;
  /** For each open `${`: the depth of braces inside it. */
  const templates: number[] = [];
  const blankTo = (end: number): void => {
    out += source.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    const two = source.slice(at, at + 2);
    if (two === "//") blankTo(endOf(source, "\n", at));
    else if (two === "/*") blankTo(endOf(source, "*/", at + 2));
    else if (char === '"' || char === "'") blankTo(endOfQuoted(source, at));
    else if (char === "/" && startsRegExp(out)) blankTo(endOfRegExp(source, at));
    else if (char === "`" || (char === "}" && templates.at(-1) === 0)) {
      if (char === "}") templates.pop();
      const end = endOfTemplatePart(source, at + 1);
      if (source.startsWith("${", end - 2)) templates.push(0);
      blankTo(end);
    } else {
      const depth = templates.at(-1);
      if (depth !== undefined && (char === "{" || char === "}")) {
        templates[templates.length - 1] = depth + (char === "{" ? 1 : -1);
      }
      out += char;
      at++;
    }
  }
  return out;
}

function endOf(source: string, end: string, from: number): number {
  const found = source.indexOf(end, from);
  return found === -1 ? source.length : found + end.length;
}

function endOfQuoted(source: string, from: number): number {
  const quote = source.charAt(from);
  for (let i = from + 1; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === "\\") i++;
    // A quote that no line closes is an apostrophe in JSX text.
    else if (char === "\n") return from + 1;
    else if (char === quote) return i + 1;
  }
  return source.length;
}

/** After the closing backtick, or after the `${` that opens an expression. */
function endOfTemplatePart(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === "\\") i++;
    else if (char === "`") return i + 1;
    else if (source.startsWith("${", i)) return i + 2;
  }
  return source.length;
}

/** A slash divides after a value and opens a regular expression anywhere else; `</` and `/>` are JSX. */
function startsRegExp(before: string): boolean {
  return /(?:[=(,:;!&|?{}[+\-*%~^]|\breturn|\btypeof|\bcase|=>)\s*$/.test(before.slice(-40));
}

function endOfRegExp(source: string, from: number): number {
  let inClass = false;
  for (let i = from + 1; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === "\n") return from + 1;
    if (char === "\\") i++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return i + 1;
  }
  return source.length;
}
