/** Messages to frames and back, byte for byte as Bitcoin Core writes them (protocol.md §4). */
import { readBlock } from "../block.ts";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import { compactSizeBytes } from "../compact-size.ts";
import type { Decoded, DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { FRAME_HEADER_BYTES, openFrame, sealFrame } from "./frame.ts";
import { headersSize, readHeaders, writeHeaders } from "./headers.ts";
import {
  INVENTORY_MAX,
  type InventoryItem,
  LOCATOR_MAX,
  type LocatorMessage,
  type Message,
} from "./message.ts";
import { readVersion, versionSize, writeVersion } from "./version.ts";

const HASH_BYTES = 32;
const ITEM_BYTES = 4 + HASH_BYTES;

export type FrameVerdict =
  | { readonly kind: "message"; readonly message: Message }
  /** Wrong checksum or a command that is no name: Core drops the message and keeps the connection. */
  | { readonly kind: "ignore"; readonly error: DecodeError }
  /** Wrong magic, too long, not one frame: nothing after it can be trusted, so the connection ends. */
  | { readonly kind: "fatal"; readonly error: DecodeError }
  /** The payload is not what its command says, or over a limit. */
  | { readonly kind: "malformed"; readonly command: string; readonly error: DecodeError };

/** A whole frame. Writes what it is given, also over the limits of a receiver (only 4 000 000 bytes is a RangeError). */
export function encodeMessage(message: Message, network: Network): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_BYTES + payloadSize(message));
  const writer = new ByteWriter(frame, FRAME_HEADER_BYTES);
  writePayload(writer, message);
  writer.finish();
  sealFrame(frame, message.command === "unknown" ? message.name : message.command, network);
  return frame;
}

/** Reads exactly one frame. Never throws, whatever the bytes. Byte arrays in the message may be views of `bytes`. */
export function decodeFrame(bytes: Uint8Array, network: Network): FrameVerdict {
  const frame = openFrame(bytes, network);
  if (frame.kind !== "payload") return frame;
  const { command } = frame;
  const decoded = decodePayload(command, new ByteReader(bytes, command, FRAME_HEADER_BYTES));
  return decoded.ok
    ? { kind: "message", message: decoded.value }
    : { kind: "malformed", command, error: decoded.error };
}

function payloadSize(message: Message): number {
  switch (message.command) {
    case "version":
      return versionSize(message);
    case "verack":
    case "sendheaders":
    case "unknown":
      return 0;
    case "ping":
    case "pong":
      return 8;
    case "getheaders":
    case "getblocks":
      return 4 + compactSizeBytes(message.locator.length) + HASH_BYTES * (message.locator.length + 1);
    case "headers":
      return headersSize(message.headers);
    case "inv":
    case "getdata":
    case "notfound":
      return compactSizeBytes(message.items.length) + ITEM_BYTES * message.items.length;
    case "block":
      return message.block.bytes.length;
  }
}

function writePayload(writer: ByteWriter, message: Message): void {
  switch (message.command) {
    case "version":
      writeVersion(writer, message);
      break;
    case "verack":
    case "sendheaders":
    case "unknown":
      break;
    case "ping":
    case "pong":
      writer.uint64(message.nonce);
      break;
    case "getheaders":
    case "getblocks":
      writer.uint32(message.version);
      writer.compactSize(message.locator.length);
      for (const hash of message.locator) writer.raw(hash);
      writer.raw(message.stop);
      break;
    case "headers":
      writeHeaders(writer, message.headers);
      break;
    case "inv":
    case "getdata":
    case "notfound":
      writer.compactSize(message.items.length);
      for (const item of message.items) {
        writer.uint32(item.type);
        writer.raw(item.hash);
      }
      break;
    case "block":
      writer.raw(message.block.bytes);
      break;
  }
}

function decodePayload(command: string, reader: ByteReader): Decoded<Message> {
  switch (command) {
    case "version":
      return reader.finish(readVersion(reader));
    case "verack":
    case "sendheaders":
      return reader.finish({ command });
    case "ping":
    case "pong":
      return reader.finish({ command, nonce: reader.uint64("nonce") });
    case "getheaders":
    case "getblocks":
      return reader.finish(readLocator(command, reader));
    case "headers":
      return reader.finish({ command, headers: readHeaders(reader) });
    case "inv":
    case "getdata":
    case "notfound":
      return reader.finish({ command, items: readInventory(reader) });
    case "block":
      return reader.finish({ command, block: readBlock(reader) });
    default:
      return { ok: true, value: { command: "unknown", name: command } };
  }
}

function readLocator(command: LocatorMessage["command"], reader: ByteReader): LocatorMessage {
  const version = reader.uint32("version");
  const count = reader.count("locator.count", HASH_BYTES, LOCATOR_MAX);
  const locator = Array.from({ length: count }, () => reader.take("locator", HASH_BYTES));
  return { command, version, locator, stop: reader.take("stop", HASH_BYTES) };
}

function readInventory(reader: ByteReader): InventoryItem[] {
  const count = reader.count("count", ITEM_BYTES, INVENTORY_MAX);
  const items: InventoryItem[] = [];
  for (let i = 0; i < count; i++) {
    items.push({ type: reader.uint32("type"), hash: reader.take("hash", HASH_BYTES) });
  }
  return items;
}
