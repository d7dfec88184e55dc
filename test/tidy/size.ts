/** Files stay small: a ratchet that can only be tightened. */
import type { SourceFile } from "./tree.ts";

const MAX_LINES = 400;

/** Files that were longer when the rule came, with the length they may have. Entries may only shrink and go. */
const allowedLines: Readonly<Record<string, number>> = {};

/** One sentence for each file that is too long, and for each entry of the list that is no longer needed. */
export function checkSizes(
  files: readonly SourceFile[],
  allowed: Readonly<Record<string, number>> = allowedLines,
): readonly string[] {
  const lines = new Map(files.map((file) => [file.path, file.text.replace(/\n$/, "").split("\n").length]));
  const tooLong = [...lines].flatMap(([path, count]) => {
    const limit = allowed[path] ?? MAX_LINES;
    return count > limit
      ? [`${path}: ${count} lines, at most ${limit}: split it where it holds two ideas`]
      : [];
  });
  const stale = Object.entries(allowed).flatMap(([path, limit]) => {
    const count = lines.get(path) ?? 0;
    if (count <= MAX_LINES) return [`${path}: fits now: take it off the list in test/tidy/size.ts`];
    return count < limit
      ? [`${path}: ${count} lines now: lower its entry in test/tidy/size.ts from ${limit}`]
      : [];
  });
  return [...tooLong, ...stale];
}
