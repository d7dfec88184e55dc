/** Messages to frames and back, byte for byte as Bitcoin Core writes them (protocol.md §4). */
import { readBlock } from "../block.ts";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import { HASH_BYTES } from "../bytes.ts";
import { compactSizeBytes } from "../compact-size.ts";
import type { DecodeError } from "../decoded.ts";
import type { Network } from "../networks.ts";
import { type BrokenFrame, FRAME_HEADER_BYTES, openFrame, type SealedBy, sealFrame } from "./frame.ts";
import { headersSize, readHeaders, writeHeaders } from "./headers.ts";
import { type WireLimits, wireLimits } from "./limits.ts";
import type { CountedCommand, InventoryItem, InventoryMessage, LocatorMessage, Message } from "./message.ts";
import { readVersion, versionSize, writeVersion } from "./version.ts";

const ITEM_BYTES = 4 + HASH_BYTES;
const NONCE_BYTES = 8;

/** It can be read, and holds more than its receiver allows: an offence. */
interface Excess {
  readonly kind: "excess";
  readonly command: CountedCommand;
  readonly count: number;
  readonly most: number;
  readonly error: DecodeError;
}

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
  const frame = new Uint8Array(FRAME_HEADER_BYTES + payloadSize(message));
  const writer = new ByteWriter(frame, FRAME_HEADER_BYTES);
  writePayload(writer, message);
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
  const read = readPayload(command, reader, limits);
  if (reader.error !== undefined) return { kind: "unreadable", command, error: reader.error };
  return "kind" in read ? read : { kind: "message", message: read };
}

function payloadSize(message: Message): number {
  switch (message.command) {
    case "version":
      return versionSize(message);
    case "verack":
    case "sendheaders":
      return 0;
    case "unknown":
      return message.payload.length;
    case "ping":
    case "pong":
      return NONCE_BYTES;
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
      break;
    case "unknown":
      writer.raw(message.payload);
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

/** What the payload holds, or over which limit it is. What it means once the reader has failed is nothing. */
function readPayload(command: string, reader: ByteReader, limits: WireLimits): Message | Excess {
  switch (command) {
    case "version":
      return readVersion(reader);
    case "verack":
    case "sendheaders":
      return { command };
    case "ping":
      return { command, nonce: reader.uint64("nonce") };
    case "pong":
      // One that is too short ends the wait for an answer, as a nonce of zero does (Core ProcessPong).
      return { command, nonce: reader.remaining < NONCE_BYTES ? 0n : reader.uint64("nonce") };
    case "getheaders":
    case "getblocks":
      return readLocator(command, reader, limits.locatorHashes);
    case "headers": {
      const headers = readHeaders(reader, limits.headers);
      return typeof headers === "number"
        ? excess(command, "count", headers, limits.headers)
        : { command, headers };
    }
    case "inv":
    case "getdata":
      return readInventory(command, reader, limits.inventoryItems);
    case "notfound":
      return readInventory(command, reader, Number.POSITIVE_INFINITY);
    case "block":
      return { command, block: readBlock(reader) };
    default:
      return { command: "unknown", name: command, payload: reader.take("payload", reader.remaining) };
  }
}

/** All of it must be there before its length counts, as in Core. */
function readLocator(
  command: LocatorMessage["command"],
  reader: ByteReader,
  most: number,
): LocatorMessage | Excess {
  const version = reader.uint32("version");
  const count = reader.count("locator.count", HASH_BYTES);
  if (count > most && reader.fitting("stop", count + 1, HASH_BYTES) > 0) {
    return excess(command, "locator.count", count, most);
  }
  const locator = Array.from({ length: count }, () => reader.take("locator", HASH_BYTES));
  return { command, version, locator, stop: reader.take("stop", HASH_BYTES) };
}

function readInventory(
  command: InventoryMessage["command"],
  reader: ByteReader,
  most: number,
): InventoryMessage | Excess {
  const count = reader.count("count", ITEM_BYTES);
  if (count > most && command !== "notfound") return excess(command, "count", count, most);
  const items: InventoryItem[] = [];
  for (let i = 0; i < count; i++) {
    items.push({ type: reader.uint32("type"), hash: reader.take("hash", HASH_BYTES) });
  }
  return { command, items };
}

function excess(command: CountedCommand, field: string, count: number, most: number): Excess {
  const error = { path: `${command}.${field}`, expected: `at most ${most}`, found: String(count) };
  return { kind: "excess", command, count, most, error };
}
