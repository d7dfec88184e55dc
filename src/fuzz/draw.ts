/** Choices drawn from a seed, in the words of a generator of worlds. */
import type { Prng } from "../sim/prng.ts";

/** One of these, each equally likely. */
export function oneOf<T>(prng: Prng, values: readonly T[]): T {
  if (values.length === 0) throw new Error("nothing to choose from");
  return values[prng.below(values.length)] as T;
}

/** True once in `n` times. */
export function once(prng: Prng, n: number): boolean {
  return prng.below(n) === 0;
}

/** `min` to `max`, both included. */
export function between(prng: Prng, min: number, max: number): number {
  return min + prng.below(max - min + 1);
}
