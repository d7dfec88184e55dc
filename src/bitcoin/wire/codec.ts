/** Messages to frames and back, byte for byte as Bitcoin Core writes them (protocol.md §4). */
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { type BrokenFrame, FRAME_HEADER_BYTES, openFrame, type SealedBy, sealFrame } from "./frame.ts";
import { wireLimits } from "./limits.ts";
import type { Message } from "./message.ts";
import type { Excess } from "./payload-codec.ts";
import { payloadCodec } from "./payloads.ts";

export type FrameVerdict =
  | { readonly kind: "message"; readonly message: Message }
  /** Wrong checksum or a command that is no name: Core drops the message and keeps the connection. */
  | { readonly kind: "ignore"; readonly error: DecodeError }
  /** The payload is not what its command says: Core logs that and goes on as if nothing had come. */
  | { readonly kind: "unreadable"; readonly command: string; readonly error: DecodeError }
  | Excess
  /** Wrong magic, too long, not one frame: nothing after it can be trusted, so the connection ends. */
  | BrokenFrame;

/** A whole frame. Writes what it is given, also over the limits of a receiver (only 4 000 000 bytes is a RangeError). */
export function encodeMessage(message: Message, network: Network): Uint8Array {
  const codec = payloadCodec(message.command);
  const frame = new Uint8Array(FRAME_HEADER_BYTES + codec.size(message));
  const writer = new ByteWriter(frame, FRAME_HEADER_BYTES);
  codec.write(writer, message);
  writer.finish();
  sealFrame(frame, message.command === "unknown" ? message.name : message.command, network);
  return frame;
}

/**
 * Reads exactly one frame. Never throws, whatever the bytes. Byte arrays in the message may be views of `bytes`. What stands
 * behind the end of a payload is passed over, as in Core (net_processing.cpp ProcessMessage).
 */
export function decodeFrame(
  bytes: Uint8Array,
  network: Network,
  limits = wireLimits,
  sealedBy: SealedBy = "nobody",
): FrameVerdict {
  const frame = openFrame(bytes, network, limits.payloadBytes, sealedBy);
  if (frame.kind !== "payload") return frame;
  const { command } = frame;
  const reader = new ByteReader(bytes, command, FRAME_HEADER_BYTES);
  const read = payloadCodec(command).read(reader, limits, command);
  if (reader.error !== undefined) return { kind: "unreadable", command, error: reader.error };
  return "kind" in read ? read : { kind: "message", message: read };
}
