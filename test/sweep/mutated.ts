/** Values that were right once, with a few things changed in them: what files and links bring that nobody has tried. */
import { between, oneOf } from "../../src/fuzz/draw.ts";
import { Prng } from "../../src/sim/prng.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const ODD: readonly Json[] = [
  ...[
    null,
    true,
    0,
    -1,
    0.5,
    1e308,
    9_007_199_254_740_992,
    65,
    100_001,
    "",
    "x",
    "main",
    "a\nb",
    "\u202e\u0000",
  ],
  ...["x".repeat(200), [], {}, [[]], [null], { length: 1 }, { toString: 1 }, [1, 1], ["peers"]],
];

/** The text of `value` with one to four changes, by a seed: fields gone, renamed, doubled or odd, or characters of the text. */
export function mutated(value: unknown, seed: number): string {
  const prng = Prng.fromSeed(seed).split("mutated");
  const copy = JSON.parse(JSON.stringify(value)) as Json;
  const root = { root: copy };
  for (let left = between(prng, 1, 4); left > 0; left--) change(prng, root);
  const text = JSON.stringify(root.root ?? null);
  return between(prng, 0, 9) === 0 ? spoiled(prng, text) : text;
}

/** Goes down by chance, and changes what is there. */
function change(prng: Prng, root: { [key: string]: Json }): void {
  let holder: { [key: string]: Json } = root;
  for (;;) {
    const keys = Object.keys(holder);
    if (keys.length === 0) return;
    const key = oneOf(prng, keys);
    const inside = holder[key];
    if (typeof inside === "object" && inside !== null && between(prng, 0, 4) > 0) {
      // Lists are changed by their numbers, as objects are by their names.
      holder = inside as { [key: string]: Json };
      continue;
    }
    alter(prng, holder, key);
    return;
  }
}

/** Each time another list or object: it may be changed in its turn. */
function odd(prng: Prng): Json {
  return structuredClone(oneOf(prng, ODD));
}

function alter(prng: Prng, holder: { [key: string]: Json }, key: string): void {
  const inside = holder[key] ?? null;
  switch (between(prng, 0, 4)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return;
    case 1:
      if (Array.isArray(holder))
        holder.push(
          ...Array<Json>(between(prng, 1, 70))
            .fill(null)
            .map(() => structuredClone(inside)),
        );
      else holder[`${key}${oneOf(prng, ["", "s", "\n", "__proto__"])}`] = structuredClone(inside);
      return;
    case 2:
      holder[key] = typeof inside === "number" ? inside * oneOf(prng, [-1, 0.1, 10, 1000]) : odd(prng);
      return;
    default:
      holder[key] = odd(prng);
  }
}

function spoiled(prng: Prng, text: string): string {
  const at = between(prng, 0, text.length - 1);
  return oneOf(prng, [
    text.slice(0, at),
    text.slice(0, at) + oneOf(prng, ["{", '"', ",", "\u0000"]) + text.slice(at + 1),
  ]);
}
