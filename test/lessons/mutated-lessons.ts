/** Lesson files as they look when they were written, cut or changed by whomever. */
import fc from "fast-check";
import { expect } from "vitest";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import { parseLesson } from "../../src/lessons/lesson-schema.ts";
import { readJson } from "../../src/world/scenario/schema-words.ts";

/** Something else somewhere in a lesson: as a file looks that was written, cut or changed by whomever. */
function mutated(text: string, at: number, kind: number, junk: unknown): string {
  const value: unknown = JSON.parse(text);
  const places: [Record<string, unknown>, string][] = [];
  const walk = (inner: unknown) => {
    if (typeof inner !== "object" || inner === null) return;
    for (const [key, item] of Object.entries(inner)) {
      places.push([inner as Record<string, unknown>, key]);
      walk(item);
    }
  };
  walk(value);
  const [holder, key] = places[at % places.length] ?? [{}, "x"];
  if (kind === 0) holder[key] = junk;
  else if (kind === 1) delete holder[key];
  else if (kind === 2) holder[`${key}x`] = junk;
  else if (kind === 3) return JSON.stringify(value).slice(0, at % text.length);
  else holder[key] = Array.from({ length: 300 }, () => holder[key]);
  return JSON.stringify(value);
}

/** Reads so many lessons of which something is another; throws where one is neither read nor refused in one readable line. */
export function readMutatedLessons(count: number): void {
  const texts = builtInLessons.map((lesson) => JSON.stringify(lesson));
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(1_000_000),
      fc.nat(4),
      fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: "binary" }),
        fc.constantFrom("__proto__", -1, 1e308, "{endsAt}"),
      ),
      (text, at, kind, junk) => {
        const read = readJson(mutated(text, at, kind, junk));
        const parsed = read.ok ? parseLesson(read.value) : read;
        if (parsed.ok) return;
        expect(parsed.error.length).toBeLessThan(700);
        expect(parsed.error).toMatch(/^[^\n]+: [^\n]*expected [^\n]+$/);
      },
    ),
    { numRuns: count },
  );
}
