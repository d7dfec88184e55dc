/** The payloads of messages, each written and read (protocol.md §4). */
import { readBlock } from "../block.ts";
import type { Decoded } from "../decoded.ts";
import { HEADER_BYTES, type HeaderBatch } from "../header.ts";
import {
  HEADERS_MAX,
  INVENTORY_MAX,
  type InventoryItem,
  LOCATOR_MAX,
  type Message,
  type NetAddress,
  USER_AGENT_BYTES_MAX,
  type VersionMessage,
} from "./message.ts";
import { Reader } from "./reader.ts";
import { compactSizeBytes, type Writer } from "./writer.ts";

const ADDRESS_BYTES = 26;
const INVENTORY_ITEM_BYTES = 36;
/** A header and the count of its transactions, always 0. */
const HEADER_ENTRY_BYTES = HEADER_BYTES + 1;
const NO_ADDRESS: NetAddress = { services: 0n, ip: new Uint8Array(16), port: 0 };

export function payloadBytes(message: Message): number {
  switch (message.command) {
    case "version":
      return 33 + 2 * ADDRESS_BYTES + compactSizeBytes(message.userAgent.length) + message.userAgent.length;
    case "verack":
    case "sendheaders":
    case "unknown":
      return 0;
    case "ping":
    case "pong":
      return 8;
    case "getheaders":
    case "getblocks":
      return 4 + compactSizeBytes(message.locator.length) + 32 * message.locator.length + 32;
    case "headers":
      return compactSizeBytes(message.headers.count) + HEADER_ENTRY_BYTES * message.headers.count;
    case "inv":
    case "getdata":
    case "notfound":
      return compactSizeBytes(message.items.length) + INVENTORY_ITEM_BYTES * message.items.length;
    case "block":
      return message.block.bytes.length;
  }
}

export function writePayload(writer: Writer, message: Message): void {
  switch (message.command) {
    case "version":
      writeVersion(writer, message);
      return;
    case "verack":
    case "sendheaders":
    case "unknown":
      return;
    case "ping":
    case "pong":
      writer.uint64(message.nonce);
      return;
    case "getheaders":
    case "getblocks":
      writer.uint32(message.version).compactSize(message.locator.length);
      for (const hash of message.locator) writer.raw(hash);
      writer.raw(message.stop);
      return;
    case "headers":
      writeHeaders(writer, message.headers);
      return;
    case "inv":
    case "getdata":
    case "notfound":
      writer.compactSize(message.items.length);
      for (const { type, hash } of message.items) writer.uint32(type).raw(hash);
      return;
    case "block":
      writer.raw(message.block.bytes);
      return;
  }
}

/** Reads a whole payload of a command. Never throws, whatever the bytes. */
export function readPayload(command: string, payload: Uint8Array): Decoded<Message> {
  const reader = new Reader(payload);
  const message = reader.at(command, (r) => readMessage(command, r));
  // What an unknown command carries is nobody's business.
  return message.command === "unknown" ? { ok: true, value: message } : reader.finish(message);
}

function readMessage(command: string, reader: Reader): Message {
  switch (command) {
    case "version":
      return readVersion(reader);
    case "verack":
    case "sendheaders":
      return { command };
    case "ping":
    case "pong":
      return { command, nonce: reader.at("nonce", (r) => r.uint64()) };
    case "getheaders":
    case "getblocks":
      return {
        command,
        version: reader.at("version", (r) => r.uint32()),
        locator: reader.at("locator", (r) => r.list(LOCATOR_MAX, 32, (item) => item.hash())),
        stop: reader.at("stop", (r) => r.hash()),
      };
    case "headers":
      return { command, headers: reader.at("headers", readHeaders) };
    case "inv":
    case "getdata":
    case "notfound":
      return {
        command,
        items: reader.at("items", (r) => r.list(INVENTORY_MAX, INVENTORY_ITEM_BYTES, readItem)),
      };
    case "block":
      return { command, block: readBlock(reader) };
    default:
      return { command: "unknown", name: command };
  }
}

function readItem(reader: Reader): InventoryItem {
  return { type: reader.uint32(), hash: reader.hash() };
}

function writeHeaders(writer: Writer, { count, bytes }: HeaderBatch): void {
  writer.compactSize(count);
  for (let i = 0; i < count; i++) {
    writer.raw(bytes.subarray(i * HEADER_BYTES, (i + 1) * HEADER_BYTES)).uint8(0);
  }
}

function readHeaders(reader: Reader): HeaderBatch {
  const count = reader.count(HEADERS_MAX, HEADER_ENTRY_BYTES);
  const bytes = new Uint8Array(count * HEADER_BYTES);
  for (let i = 0; i < count && !reader.failed; i++) {
    bytes.set(reader.peek().subarray(0, HEADER_BYTES), i * HEADER_BYTES);
    reader.skip(HEADER_BYTES);
    // The count of transactions that is always 0 and that everybody ignores; a whole CompactSize all the same.
    reader.at(i, (r) => r.compactSize());
  }
  return { count, bytes };
}

function writeVersion(writer: Writer, message: VersionMessage): void {
  writer.uint32(message.version).uint64(message.services).uint64(message.time);
  for (const address of [message.receiver, message.sender]) {
    writer.uint64(address.services).raw(address.ip).uint16BigEndian(address.port);
  }
  writer.uint64(message.nonce).compactSize(message.userAgent.length);
  for (let i = 0; i < message.userAgent.length; i++) writer.uint8(message.userAgent.charCodeAt(i));
  writer.uint32(message.startHeight).uint8(message.relay ? 1 : 0);
}

/** What very old clients leave out behind the receiver's address may be absent. */
function readVersion(reader: Reader): VersionMessage {
  return {
    command: "version",
    version: reader.at("version", (r) => r.int32()),
    services: reader.at("services", (r) => r.uint64()),
    time: reader.at("time", (r) => r.int64()),
    receiver: reader.at("receiver", readAddress),
    sender: reader.remaining > 0 ? reader.at("sender", readAddress) : NO_ADDRESS,
    nonce: reader.remaining > 0 ? reader.at("nonce", (r) => r.uint64()) : 0n,
    userAgent: reader.remaining > 0 ? reader.at("userAgent", readUserAgent) : "",
    startHeight: reader.remaining > 0 ? reader.at("startHeight", (r) => r.int32()) : 0,
    relay: reader.remaining > 0 ? reader.at("relay", (r) => r.uint8()) !== 0 : true,
  };
}

function readAddress(reader: Reader): NetAddress {
  return { services: reader.uint64(), ip: reader.bytes(16), port: reader.uint16BigEndian() };
}

function readUserAgent(reader: Reader): string {
  return String.fromCharCode(...reader.variableBytes(USER_AGENT_BYTES_MAX));
}
