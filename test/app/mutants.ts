/** Texts that somebody changed, by mistake or on purpose. */
import type { Prng } from "../../src/sim/prng.ts";

/** Something that nobody would write. */
const NASTY: readonly string[] = [
  "1e999",
  "-1",
  "9007199254740993",
  "null",
  "true",
  '""',
  "[]",
  "{}",
  '"<script>alert(1)</script>"',
  '"\\u202e\\u0000\\ud800"',
  '"__proto__"',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":1}}',
  `${"[".repeat(3000)}${"]".repeat(3000)}`,
  `"${"x".repeat(5000)}"`,
  "0.1",
  `${"9".repeat(400)}`,
];

/** Another text than this, a little or a lot. */
export function mutated(text: string, prng: Prng): string {
  const at = prng.below(text.length);
  const to = Math.min(text.length, at + 1 + prng.below(30));
  const letter = String.fromCharCode(33 + prng.below(94));
  switch (prng.below(5)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(to);
    default:
      return text.slice(0, at) + text.slice(at, to).repeat(2 + prng.below(500)) + text.slice(to);
  }
}

/** With something else in the place of one value of the JSON, or a key more. */
export function mutatedJson(text: string, prng: Prng): string {
  const values = [...text.matchAll(/(?<=[:[,])(?:"[^"]*"|-?\d[\d.e+-]*|true|false|null|\{\}|\[\])/g)];
  const value = values[prng.below(values.length)];
  const nasty = NASTY[prng.below(NASTY.length)] ?? "";
  if (value === undefined || prng.below(4) === 0)
    return text.replace("{", `{"${["__proto__", "x", "<b>", "toString"][prng.below(4)]}":${nasty},`);
  return text.slice(0, value.index) + nasty + text.slice(value.index + value[0].length);
}
