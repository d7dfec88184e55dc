/** A state as text that says all of it: two states are the same one exactly when their texts are. */
import type { WorldState } from "./world-state.ts";

export function plainText(state: WorldState): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Set) return { set: [...value] };
    // JSON has no word for it.
    if (value === Number.POSITIVE_INFINITY) return { number: "Infinity" };
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    // Who made an object put its keys into some order, which means nothing.
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
