/** Bytes that are no message, or one that is too long (protocol.md §7 row 31). */
import { writeUint32 } from "../../bitcoin/bytes.ts";
import { encodeMessage } from "../../bitcoin/wire/codec.ts";
import { FRAME_HEADER_BYTES, sealFrame } from "../../bitcoin/wire/frame.ts";
import { randomBytes } from "../chains/block-mining.ts";
import { type Actor, defineBehaviour } from "./behaviour.ts";
import { tick, tickerParameters } from "./ticker.ts";

const LENGTH_AT = 16;
const CHECKSUM_AT = 20;
const OVERSIZED_BYTES = 4_000_001;
const RANDOM_BYTES = 200;
const NOTHING = new Uint8Array(0);

/** From what is shrugged off to what ends the connection. */
const kinds: readonly { readonly name: string; readonly what: string; make(actor: Actor): Uint8Array }[] = [
  {
    name: "checksum",
    what: "a message with a wrong checksum",
    make({ network, random }) {
      const frame = encodeMessage({ command: "ping", nonce: BigInt(random.uint32()) }, network);
      frame[CHECKSUM_AT] = frame[CHECKSUM_AT]! ^ 0xff;
      return frame;
    },
  },
  {
    name: "command",
    what: "a command that nobody knows",
    make: ({ network }) =>
      encodeMessage({ command: "unknown", name: "gibberish", payload: NOTHING }, network),
  },
  {
    name: "payload",
    what: "a count that its message is too short for",
    make({ network }) {
      const frame = new Uint8Array(FRAME_HEADER_BYTES + 9);
      frame.fill(0xff, FRAME_HEADER_BYTES);
      sealFrame(frame, "headers", network);
      return frame;
    },
  },
  {
    name: "oversized",
    what: "a message that says it is over four million bytes long",
    make({ network }) {
      const frame = encodeMessage({ command: "unknown", name: "block", payload: NOTHING }, network);
      writeUint32(frame, LENGTH_AT, OVERSIZED_BYTES);
      return frame;
    },
  },
  {
    name: "noise",
    what: "random bytes",
    make: ({ random }) => randomBytes(random, RANDOM_BYTES),
  },
];

export const garbageFrames = defineBehaviour({
  kind: "garbageFrames",
  row: 31,
  sentence:
    "Sends bytes that are no message: wrong checksums, unknown commands, impossible counts and lengths, noise.",
  cost: "Nothing but the connection.",
  noticed:
    "By reading: a wrong checksum, an unknown command and an impossible count are passed over; a length over the limit and noise end the connection.",
  honest: false,
  parameters: {
    ...tickerParameters,
    first: {
      type: "whole",
      min: 0,
      max: kinds.length - 1,
      default: 0,
      meaning:
        "the first of its five kinds: checksum, command, count, length, noise; the others follow in turn",
    },
  },
  filter: (given, actor) =>
    tick(actor, given, (peer, nth) => {
      const kind = kinds[(given.first + nth) % kinds.length];
      if (kind === undefined) return;
      actor.send(peer, { command: "raw", name: kind.name, bytes: kind.make(actor) });
      actor.misbehaved(`sent ${kind.what}`);
    }),
});
