/**
 * The frame around every message: magic 4, command 12, payload length u32, checksum 4, payload
 * (protocol.md §4; Core net.cpp V1Transport).
 */
import { readUint32, toHex, writeUint32 } from "../bytes.ts";
import type { DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { sha256d } from "../sha256.ts";

export const FRAME_HEADER_BYTES = 24;
/** Core net.h MAX_PROTOCOL_MESSAGE_LENGTH. */
export const PAYLOAD_BYTES_MAX = 4_000_000;

const COMMAND_AT = 4;
const COMMAND_BYTES = 12;
const LENGTH_AT = 16;
const CHECKSUM_AT = 20;

export interface BrokenFrame {
  readonly kind: "fatal";
  readonly error: DecodeError;
}

export type OpenedFrame =
  | { readonly kind: "payload"; readonly command: string }
  | { readonly kind: "ignore"; readonly error: DecodeError }
  | BrokenFrame;

/**
 * Writes the 24 bytes before a payload that is already in `frame`. Throws RangeError if that is over 4 000 000 bytes,
 * or the command over 12 characters.
 */
export function sealFrame(frame: Uint8Array, command: string, network: Network): void {
  const length = frame.length - FRAME_HEADER_BYTES;
  if (length > PAYLOAD_BYTES_MAX)
    throw new RangeError(`${command}: payload of ${length} bytes, at most 4000000`);
  if (command.length > COMMAND_BYTES) throw new RangeError(`${command}: a command has at most 12 characters`);
  frame.set(network.magicBytes);
  for (let i = 0; i < COMMAND_BYTES; i++) {
    frame[COMMAND_AT + i] = i < command.length ? command.charCodeAt(i) : 0;
  }
  writeUint32(frame, LENGTH_AT, length);
  const hash = sha256d(frame.subarray(FRAME_HEADER_BYTES));
  frame.set(hash.subarray(0, 4), CHECKSUM_AT);
}

/** What the first 24 bytes of a frame say by themselves: how long its payload is, or why nothing after them can be trusted. */
export function openFrameHeader(
  header: Uint8Array,
  network: Network,
  payloadBytesMax: number,
): { readonly kind: "header"; readonly payloadBytes: number } | BrokenFrame {
  if (readUint32(header, 0) !== network.magic) {
    return fatal("frame.magic", toHex(network.magicBytes), toHex(header.subarray(0, 4)));
  }
  const payloadBytes = readUint32(header, LENGTH_AT);
  return payloadBytes > payloadBytesMax
    ? fatal("frame.length", `at most ${payloadBytesMax}`, String(payloadBytes))
    : { kind: "header", payloadBytes };
}

/**
 * Whose word it is that a frame's checksum is right: `ours`, of whoever sealed it with `sealFrame` and has handed over the very
 * same bytes since; or `nobody`'s, and it is worked out anew.
 */
export type SealedBy = "ours" | "nobody";

/** Checks everything about one whole frame but its payload's content. */
export function openFrame(
  bytes: Uint8Array,
  network: Network,
  payloadBytesMax: number,
  sealedBy: SealedBy = "nobody",
): OpenedFrame {
  if (bytes.length < FRAME_HEADER_BYTES) {
    return fatal("frame", "at least 24 bytes", `${bytes.length} bytes`);
  }
  const header = openFrameHeader(bytes, network, payloadBytesMax);
  if (header.kind === "fatal") return header;
  const length = header.payloadBytes;
  if (bytes.length !== FRAME_HEADER_BYTES + length) {
    return fatal("frame.payload", `${length} bytes`, `${bytes.length - FRAME_HEADER_BYTES} bytes`);
  }
  const wrong = sealedBy === "ours" ? undefined : checkChecksum(bytes);
  if (wrong !== undefined) return wrong;
  const name = bytes.subarray(COMMAND_AT, LENGTH_AT);
  const command = readCommand(name);
  return command === undefined
    ? ignore("frame.command", "printable ASCII, then only zeros", toHex(name))
    : { kind: "payload", command };
}

function checkChecksum(frame: Uint8Array): OpenedFrame | undefined {
  const hash = sha256d(frame.subarray(FRAME_HEADER_BYTES));
  if (readUint32(hash, 0) === readUint32(frame, CHECKSUM_AT)) return undefined;
  const found = frame.subarray(CHECKSUM_AT, FRAME_HEADER_BYTES);
  return ignore("frame.checksum", toHex(hash.subarray(0, 4)), toHex(found));
}

/** Undefined if a byte is not printable ASCII, or not zero after the first zero. */
function readCommand(name: Uint8Array): string | undefined {
  let command = "";
  let ended = false;
  for (const byte of name) {
    if (byte === 0) ended = true;
    else if (ended || byte < 0x20 || byte > 0x7e) return undefined;
    else command += String.fromCharCode(byte);
  }
  return command;
}

function fatal(path: string, expected: string, found: string): BrokenFrame {
  return { kind: "fatal", error: { path, expected, found } };
}

function ignore(path: string, expected: string, found: string): OpenedFrame {
  return { kind: "ignore", error: { path, expected, found } };
}
