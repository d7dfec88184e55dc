/** The upload rate of a node with its behaviours. */
import type { Behaviour } from "../behaviours/catalogue.ts";
import { definitionOf, parametersOf } from "../behaviours/catalogue.ts";

/** What is divided where the scenario sets no rate: a common home line. */
const UNLIMITED_MADE_SLOW_BYTES_PER_SECOND = 2_000_000;

export function uploadRate(behaviours: readonly Behaviour[], bytesPerSecond: number | null): number | null {
  let rate = bytesPerSecond;
  for (const behaviour of behaviours) {
    const divisor = definitionOf(behaviour).uploadDivisor?.(parametersOf(behaviour));
    if (divisor === undefined) continue;
    rate = Math.max(1, Math.floor((rate ?? UNLIMITED_MADE_SLOW_BYTES_PER_SECOND) / divisor));
  }
  return rate;
}
