/** Whatever bytes one peer sends, the node goes on, keeps within the bounds of a message, and serves the others. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { policyIds } from "../../src/node/policies/ids.ts";
import { runHostile } from "./hostile-world.ts";

/** Core MAX_PROTOCOL_MESSAGE_LENGTH. */
const MESSAGE_BYTES_MAX = 4_000_000;

/** Registers the tests: so many streams to a node of each policy. */
export function hostileBytes(seeds: number, options: { readonly timeout?: number } = {}): void {
  /** The longest typed array that was ever made by its length. */
  let longest = 0;
  const original = globalThis.Uint8Array;
  beforeAll(() => {
    globalThis.Uint8Array = new Proxy(original, {
      construct(target, args, newTarget) {
        if (typeof args[0] === "number") longest = Math.max(longest, args[0]);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
  });
  afterAll(() => {
    globalThis.Uint8Array = original;
  });

  it.each(policyIds)(`%s: ${seeds} streams of hostile bytes`, options, (policy) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { localHeight, askerHeight, events, frames, broken } = runHostile(seed, policy);
      expect({ seed, broken }).toEqual({ seed, broken: [] });
      expect(frames).toBeGreaterThan(1);
      expect(events).toBeLessThan(40_000);
      expect({ seed, localHeight, askerHeight }).toEqual({ seed, localHeight: 30, askerHeight: 30 });
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(MESSAGE_BYTES_MAX);
  });
}
