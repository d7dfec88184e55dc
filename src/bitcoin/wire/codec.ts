/** Whole messages as they cross a link: 24 bytes of header, then the payload (protocol.md §4; Core net.cpp V1Transport). */
import { equalBytes, readUint32, toHex, writeUint32 } from "../bytes.ts";
import type { DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { sha256d } from "../sha256.ts";
import type { Message } from "./message.ts";
import { payloadBytes, readPayload, writePayload } from "./payload.ts";
import { Writer } from "./writer.ts";

export const FRAME_HEADER_BYTES = 24;
/** Core MAX_PROTOCOL_MESSAGE_LENGTH. */
export const PAYLOAD_BYTES_MAX = 4_000_000;

const COMMAND = 4;
const COMMAND_BYTES = 12;
const LENGTH = 16;
const CHECKSUM = 20;

export type FrameVerdict =
  | { readonly kind: "message"; readonly message: Message }
  /** The message is dropped, the connection kept. */
  | { readonly kind: "ignore"; readonly error: DecodeError }
  /** The stream cannot be followed any more: disconnect. */
  | { readonly kind: "fatal"; readonly error: DecodeError }
  /** The frame is sound, its content is not: misbehaviour. */
  | { readonly kind: "malformed"; readonly command: string; readonly error: DecodeError };

export function encodeMessage(message: Message, network: Network): Uint8Array {
  const size = payloadBytes(message);
  const writer = new Writer(FRAME_HEADER_BYTES + size, FRAME_HEADER_BYTES);
  writePayload(writer, message);
  const frame = writer.bytes;
  frame.set(network.magicBytes);
  const name = message.command === "unknown" ? message.name : message.command;
  for (let i = 0; i < name.length; i++) frame[COMMAND + i] = name.charCodeAt(i);
  writeUint32(frame, LENGTH, size);
  frame.set(sha256d(frame.subarray(FRAME_HEADER_BYTES)).subarray(0, 4), CHECKSUM);
  return frame;
}

/** Reads exactly one frame. Never throws, whatever the bytes. */
export function decodeFrame(bytes: Uint8Array, network: Network): FrameVerdict {
  if (bytes.length < FRAME_HEADER_BYTES) {
    return fatal("header", `${FRAME_HEADER_BYTES} bytes`, bytes.length);
  }
  const magic = bytes.subarray(0, 4);
  if (!equalBytes(magic, network.magicBytes)) return fatal("magic", toHex(network.magicBytes), toHex(magic));
  const size = readUint32(bytes, LENGTH);
  if (size > PAYLOAD_BYTES_MAX) return fatal("length", `at most ${PAYLOAD_BYTES_MAX}`, size);
  const payload = bytes.subarray(FRAME_HEADER_BYTES);
  if (payload.length !== size) return fatal("payload", `${size} bytes`, payload.length);
  const command = readCommand(bytes);
  if (command === undefined) {
    const found = toHex(bytes.subarray(COMMAND, COMMAND + COMMAND_BYTES));
    return {
      kind: "ignore",
      error: { path: "command", expected: "printable ASCII padded with zeros", found },
    };
  }
  const checksum = sha256d(payload);
  for (let i = 0; i < 4; i++) {
    if (checksum[i] === bytes[CHECKSUM + i]) continue;
    const found = toHex(bytes.subarray(CHECKSUM, CHECKSUM + 4));
    return { kind: "ignore", error: { path: "checksum", expected: toHex(checksum.subarray(0, 4)), found } };
  }
  const decoded = readPayload(command, payload);
  return decoded.ok
    ? { kind: "message", message: decoded.value }
    : { kind: "malformed", command, error: decoded.error };
}

function fatal(path: string, expected: string, found: string | number): FrameVerdict {
  return { kind: "fatal", error: { path, expected, found: String(found) } };
}

/** The command, if it is printable and nothing stands behind its end. */
function readCommand(bytes: Uint8Array): string | undefined {
  let command = "";
  let ended = false;
  for (let i = COMMAND; i < COMMAND + COMMAND_BYTES; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) ended = true;
    else if (ended || byte < 0x20 || byte > 0x7e) return undefined;
    else command += String.fromCharCode(byte);
  }
  return command;
}
