/** What the rooms that must run the same everywhere may not use, and what to use instead. */
import { codeOnly } from "./code-only.ts";
import type { SourceFile } from "./tree.ts";

const PURE_ROOMS = /^src\/(bitcoin|sim|chain|node|world|replay|scenarios|lessons)\//;

/** Exact in every engine; the rest of `Math` is allowed to differ in the last bit, and does. */
const EXACT_MATH = ["abs", "ceil", "clz32", "floor", "imul", "max", "min", "round", "sign", "trunc"];

const TIME = "time is virtual: it arrives with the input as `at`";
const HOST = "return an output and let the host do it";
const LOCALE = "locales differ between machines: format for people in app/";
const banned: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\bMath\\.(?!(?:${EXACT_MATH.join("|")})\\b)\\w+`),
    `use ${EXACT_MATH.join(", ")}, integer tables and the seeded PRNG (sim/prng.ts)`,
  ],
  [/\bMath\s*\[|=\s*Math\b(?!\s*[.[])/, "name the function of Math that you call"],
  [/(?<![.\w])Date\b/, TIME],
  [/(?<![.\w])performance\b/, TIME],
  [/(?<![.\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\b/, HOST],
  [/(?<![.\w])(?:fetch|XMLHttpRequest|WebSocket)\b/, HOST],
  [/(?<![.\w])(?:console|process)\b/, "return an observation or a record, or assert"],
  // `window`, `self` and `document` are words of the field, too; the compiler knows no such globals here.
  [/(?<![.\w])globalThis\b/, "pass in what is needed"],
  [/(?<![.\w])crypto\b/, "use the PRNG that was handed in, or bitcoin/sha256.ts"],
  [/(?<![.\w])(?:WeakRef|FinalizationRegistry)\b/, "nothing may depend on garbage collection"],
  [/(?<![.\w])Atomics\b/, "a room is single-threaded: data arrives with the input"],
  [/(?<![.\w])Intl\b|\.(?:localeCompare|toLocale\w*)\b/, LOCALE],
];

/** One sentence for each use, naming file, line and fix. */
export function checkDeterminism(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => PURE_ROOMS.test(file.path) && /\.tsx?$/.test(file.path))
    .flatMap((file) =>
      codeOnly(file.text)
        .split("\n")
        .flatMap((line, index) =>
          banned.flatMap(([pattern, instead]) => {
            const match = pattern.exec(line);
            return match === null ? [] : [`${file.path}:${index + 1}: ${match[0].trim()}: ${instead}`];
          }),
        ),
    );
}
