import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../../src/bitcoin/wire/codec.ts";
import { type CutFrames, FrameStream } from "../../../src/bitcoin/wire/frame-stream.ts";
import type { Message } from "../../../src/bitcoin/wire/message.ts";
import { FIXED, message } from "../arbitraries.ts";

const { regtest, mainnet } = networks;
const MAX = 4_000_000;

const messages: readonly Message[] = [
  { command: "verack" },
  { command: "ping", nonce: 7n },
  { command: "block", block: regtest.genesis },
  { command: "sendheaders" },
  { command: "unknown", name: "addr", payload: new Uint8Array(300).fill(5) },
];
const frames = messages.map((value) => encodeMessage(value, regtest));
const all = joined(frames);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** All that a stream gives for these pieces. */
function cut(pieces: readonly Uint8Array[], most = MAX): CutFrames {
  const stream = new FrameStream(regtest, most);
  const cuts = pieces.map((piece) => stream.push(piece));
  return { frames: cuts.flatMap((one) => one.frames), fatal: cuts.at(-1)?.fatal };
}

/** The 24 bytes of a message that claims so many more. */
function headerClaiming(bytes: number): Uint8Array {
  const header = encodeMessage({ command: "unknown", name: "block", payload: new Uint8Array(0) }, regtest);
  new DataView(header.buffer).setUint32(16, bytes, true);
  return header;
}

describe("a stream of frames", () => {
  it("gives them one by one, all at once, and byte by byte", () => {
    const bytewise = Array.from(all, (byte) => Uint8Array.of(byte));
    for (const pieces of [frames, [all], bytewise]) {
      expect(cut(pieces)).toEqual({ frames, fatal: undefined });
    }
  });

  it("at every place where it may be cut", () => {
    for (let at = 0; at <= all.length; at++) {
      expect(cut([all.subarray(0, at), all.subarray(at)])).toEqual({ frames, fatal: undefined });
    }
  });

  it("whatever the messages, and however they are cut", () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (values, cuts) => {
          const sent = values.map((value) => encodeMessage(value, regtest));
          const bytes = joined(sent);
          const places = cuts.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
          const pieces = [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
          expect(cut(pieces)).toEqual({ frames: sent, fatal: undefined });
        },
      ),
      { ...FIXED, numRuns: 150 },
    );
  });

  it("keeps what it has even if the sender's buffer is used again", () => {
    const stream = new FrameStream(regtest, MAX);
    const buffer = new Uint8Array(20);
    const got: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += buffer.length) {
      const piece = all.subarray(at, at + buffer.length);
      buffer.set(piece);
      got.push(...stream.push(buffer.subarray(0, piece.length)).frames.map((frame) => frame.slice()));
      buffer.fill(0xee);
    }
    expect(got).toEqual(frames);
  });

  it("says how much of a frame is here", () => {
    const stream = new FrameStream(regtest, MAX);
    const [, ping] = frames as [Uint8Array, Uint8Array];
    expect(stream.partial).toBeUndefined();
    stream.push(ping.subarray(0, 23));
    expect(stream.partial).toEqual({ held: 23, frameBytes: undefined });
    stream.push(ping.subarray(23, 25));
    expect(stream.partial).toEqual({ held: 25, frameBytes: 32 });
    stream.push(ping.subarray(25));
    expect(stream.partial).toBeUndefined();
  });
});

describe("[C8] what is no frame", () => {
  const wrongMagic = encodeMessage({ command: "verack" }, mainnet);

  it("ends it at the 24th byte, not before; what came before it counts", () => {
    const stream = new FrameStream(regtest, MAX);
    expect(stream.push(all).frames.length).toBe(frames.length);
    expect(stream.push(wrongMagic.subarray(0, 23))).toEqual({ frames: [], fatal: undefined });
    expect(stream.push(wrongMagic.subarray(23))).toEqual({
      frames: [],
      fatal: { path: "frame.magic", expected: "fabfb5da", found: "f9beb4d9" },
    });
    expect(stream.push(all)).toMatchObject({ frames: [], fatal: { path: "frame.magic" } });
  });

  it("in one piece with good frames: those before it are given, those behind it are not", () => {
    const result = cut([joined([...frames, wrongMagic, ...frames])]);
    expect(result).toMatchObject({ frames, fatal: { path: "frame.magic" } });
  });

  it("too long a payload is told from its 24 bytes: nobody waits for it", () => {
    for (const claimed of [4_000_001, 5_000_000, 0xffff_ffff]) {
      expect(cut([headerClaiming(claimed)]).fatal).toEqual({
        path: "frame.length",
        expected: "at most 4000000",
        found: String(claimed),
      });
    }
    expect(cut([headerClaiming(4_000_000)])).toEqual({ frames: [], fatal: undefined });
    expect(cut([headerClaiming(5_000_000)], 0x0200_0000)).toEqual({ frames: [], fatal: undefined });
    expect(cut([headerClaiming(0x0200_0001)], 0x0200_0000).fatal?.path).toBe("frame.length");
  });

  it("a claim makes no room: only what has come is held", () => {
    const before = process.memoryUsage().arrayBuffers;
    const streams = Array.from({ length: 200 }, () => new FrameStream(regtest, 0x0200_0000));
    for (const stream of streams) stream.push(headerClaiming(0x0200_0000));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    expect(streams.every(({ partial }) => partial?.held === 24)).toBe(true);
  });
});
