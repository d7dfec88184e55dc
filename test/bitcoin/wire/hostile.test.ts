/** Whatever the bytes: a verdict, never an exception, and never more memory than the bytes justify. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeBlock } from "../../../src/bitcoin/block.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { decodeFrame, encodeMessage } from "../../../src/bitcoin/wire/codec.ts";
import type { Message } from "../../../src/bitcoin/wire/message.ts";
import { bytesOf, FIXED, header, message, transaction } from "../arbitraries.ts";
import { frameOf } from "./frames.ts";

const { regtest } = networks;

const COMMANDS = [
  "version",
  "verack",
  "sendheaders",
  "ping",
  "pong",
  "getheaders",
  "getblocks",
  "headers",
  "inv",
  "getdata",
  "notfound",
  "block",
] as const;

const block: fc.Arbitrary<Message> = fc
  .tuple(header, fc.array(transaction, { minLength: 1, maxLength: 3 }))
  .map(([fields, transactions]) => ({ command: "block", block: makeBlock(fields, transactions) }));

const frame = fc.oneof(message, block).map((value) => encodeMessage(value, regtest));

/** Counts that are huge, not minimal, or cut off. */
const HUGE = [
  "fdffff",
  "feffffffff",
  "ffffffffffffffffff",
  "fe00000002",
  "fd0000",
  "ff0000000001000000",
  "fd",
  "ff00",
];

const change = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant("splice" as const), at: fc.nat(), bytes: bytesOf(1, 12) }),
  fc.record({
    kind: fc.constant("splice" as const),
    at: fc.nat(),
    bytes: fc.constantFrom(...HUGE).map((hex) => Uint8Array.from(Buffer.from(hex, "hex"))),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(bytes: Uint8Array, { at, ...what }: Change): Uint8Array {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  switch (what.kind) {
    case "flip":
      return bytes.length === 0 ? bytes : bytes.with(place, bytes[place]! ^ what.mask);
    case "cut":
      return bytes.slice(0, place);
    case "remove":
      return Uint8Array.of(...bytes.subarray(0, place), ...bytes.subarray(place + what.length));
    case "splice":
      return Uint8Array.of(...bytes.subarray(0, place), ...what.bytes, ...bytes.subarray(place));
  }
}

/** A verdict that makes sense: errors are complete, and a message is one that writes the same kind of frame. */
function judge(bytes: Uint8Array): string {
  const verdict = decodeFrame(bytes, regtest);
  if (verdict.kind === "message") {
    const again = decodeFrame(encodeMessage(verdict.message, regtest), regtest);
    expect(again).toEqual(verdict);
  } else {
    const { path, expected, found } = verdict.error;
    expect([path, expected, found].every((text) => text.length > 0 && text.length < 200)).toBe(true);
  }
  return verdict.kind;
}

describe("hostile bytes", () => {
  it("random ones never make the codec throw, with or without a true frame around them", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(bytesOf(0, 300), fc.constantFrom(...COMMANDS), (bytes, command) => {
        seen.add(judge(bytes));
        seen.add(judge(frameOf(command, bytes)));
      }),
      { ...FIXED, numRuns: 1500 },
    );
    expect(seen).toContain("fatal");
    expect(seen).toContain("unreadable");
  });

  it("changed payloads of true messages get a verdict", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(frame, fc.array(change, { minLength: 1, maxLength: 3 }), (bytes, changes) => {
        const command = Buffer.from(bytes.subarray(4, 16)).toString("latin1").replace(/\0.*$/, "");
        const kind = judge(frameOf(command, changes.reduce(apply, bytes.slice(24))));
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { ...FIXED, numRuns: 1500 },
    );
    expect(seen.get("unreadable")).toBeGreaterThan(200);
    expect(seen.get("message")).toBeGreaterThan(100);
  });

  it("changed frames get a verdict", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(frame, fc.array(change, { minLength: 1, maxLength: 3 }), (bytes, changes) => {
        seen.add(judge(changes.reduce(apply, bytes)));
      }),
      { ...FIXED, numRuns: 800 },
    );
    expect(seen).toContain("fatal");
    expect(seen).toContain("ignore");
  });

  it("a message cut anywhere is never accepted", () => {
    fc.assert(
      fc.property(block, fc.nat(), (value, at) => {
        const payload = encodeMessage(value, regtest).subarray(24);
        expect(judge(frameOf("block", payload.subarray(0, at % payload.length)))).toBe("unreadable");
      }),
      { ...FIXED, numRuns: 300 },
    );
  });

  it("a count alone reserves nothing", () => {
    const before = process.memoryUsage();
    for (const command of COMMANDS) {
      for (const count of HUGE) {
        for (const lead of [0, 4, 80, 84, 85]) {
          const payload = Buffer.concat([Buffer.alloc(lead), Buffer.from(count, "hex"), Buffer.alloc(20)]);
          judge(frameOf(command, payload));
        }
      }
    }
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(20_000_000);
  });
});
