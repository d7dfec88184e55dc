/** Valid frames about a world's own chain, and what an attacker makes of them: all drawn from a seed. */
import type { Block } from "../../src/bitcoin/block.ts";
import { HEADER_BYTES, hashHeader } from "../../src/bitcoin/header.ts";
import type { Network } from "../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import { FRAME_HEADER_BYTES, sealFrame } from "../../src/bitcoin/wire/frame.ts";
import {
  INV_BLOCK,
  type InventoryItem,
  type Message,
  NO_ADDRESS,
  PROTOCOL_VERSION,
} from "../../src/bitcoin/wire/message.ts";
import { once, oneOf } from "../../src/fuzz/draw.ts";
import type { Prng } from "../../src/sim/prng.ts";

/** Counts that are huge, not minimal, or cut off. */
const COUNTS = [
  "fdffff",
  "feffffffff",
  "ffffffffffffffffff",
  "fe00000002",
  "fd0000",
  "ff0000000001000000",
  "fd",
];
const REPEATS_MAX = 3000;

/** Of every command, in the sender's favourite order: first what opens a connection. */
export function greeting(nonce: bigint): readonly Message[] {
  return [
    {
      command: "version",
      version: PROTOCOL_VERSION,
      services: 1n,
      time: 1_700_000_000n,
      receiver: NO_ADDRESS,
      sender: NO_ADDRESS,
      nonce,
      userAgent: "/hostile/",
      startHeight: 10,
      relay: false,
    },
    { command: "verack" },
  ];
}

/** A message that makes sense in the world whose blocks these are. */
export function validMessage(prng: Prng, blocks: readonly Block[]): Message {
  const from = prng.below(blocks.length);
  const some = blocks.slice(from, from + 1 + prng.below(20));
  const hashes = some.map(({ header }) => hashHeader(header));
  const items: InventoryItem[] = hashes.map((hash) => ({ type: once(prng, 5) ? 1 : INV_BLOCK, hash }));
  const stop = once(prng, 2) ? new Uint8Array(32) : (hashes[0] ?? new Uint8Array(32));
  const kinds: readonly (() => Message)[] = [
    () => ({ command: oneOf(prng, ["verack", "sendheaders"] as const) }),
    () => ({ command: oneOf(prng, ["ping", "pong"] as const), nonce: BigInt(prng.uint32()) }),
    () => ({
      command: oneOf(prng, ["getheaders", "getblocks"] as const),
      version: PROTOCOL_VERSION,
      locator: hashes,
      stop,
    }),
    () => ({ command: oneOf(prng, ["inv", "getdata", "notfound"] as const), items }),
    () => ({ command: "headers", headers: { count: some.length, bytes: headersOf(some) } }),
    () => ({ command: "block", block: some[0] as Block }),
    () => greeting(BigInt(prng.uint32()))[0] as Message,
    () => ({ command: "unknown", name: "cmpctblock", payload: new Uint8Array(3) }),
  ];
  return oneOf(prng, kinds)();
}

function headersOf(blocks: readonly Block[]): Uint8Array {
  const bytes = new Uint8Array(blocks.length * HEADER_BYTES);
  for (const [i, { header }] of blocks.entries()) bytes.set(header, i * HEADER_BYTES);
  return bytes;
}

/** One frame becomes what arrives: itself, changed, repeated, in two parts, or together with the next. */
export function hostileFrames(prng: Prng, messages: readonly Message[], network: Network): Uint8Array[] {
  return messages.flatMap((message) => {
    const frame = encodeMessage(message, network);
    const changed = once(prng, 4) ? frame : changeFrame(prng, frame, message, network);
    const cut = prng.below(changed.length + 1);
    switch (prng.below(8)) {
      case 0:
        return [changed.slice(0, cut), changed.slice(cut)];
      case 1:
        return [joined(changed, frame)];
      case 2:
        return [changed, changed];
      default:
        return [changed];
    }
  });
}

/** Changed inside, mostly with the checksum and the length put right again, so that somebody reads it. */
function changeFrame(prng: Prng, frame: Uint8Array, message: Message, network: Network): Uint8Array {
  if (once(prng, 4)) return change(prng, frame);
  const payload = Array.from({ length: 1 + prng.below(3) }).reduce<Uint8Array>(
    (bytes) => change(prng, bytes),
    frame.slice(FRAME_HEADER_BYTES),
  );
  const resealed = joined(new Uint8Array(FRAME_HEADER_BYTES), payload);
  sealFrame(resealed, message.command === "unknown" ? message.name : message.command, network);
  return resealed;
}

function change(prng: Prng, bytes: Uint8Array): Uint8Array {
  const at = prng.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + prng.below(40));
  switch (prng.below(6)) {
    case 0:
      return at < bytes.length ? bytes.with(at, (bytes[at] ?? 0) ^ (1 + prng.below(255))) : bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return joined(bytes.slice(0, at), bytes.slice(end));
    case 3:
      return joined(
        bytes.slice(0, at),
        Uint8Array.from({ length: 12 }, () => prng.below(256)),
        bytes.slice(at),
      );
    case 4: {
      const place = once(prng, 2) ? 0 : at;
      return joined(bytes.slice(0, place), Buffer.from(oneOf(prng, COUNTS), "hex"), bytes.slice(place));
    }
    default: {
      const part = bytes.slice(at, end);
      return joined(
        bytes.slice(0, at),
        ...Array.from({ length: prng.below(REPEATS_MAX) }, () => part),
        bytes.slice(at),
      );
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
