/** The payload of each kind of message, byte for byte as Bitcoin Core writes it (protocol.md §4). */
import { readBlock } from "../block.ts";
import { HASH_BYTES } from "../bytes.ts";
import { compactSizeBytes } from "../compact-size.ts";
import { headersCodec } from "./headers.ts";
import type { InventoryItem, InventoryMessage, LocatorMessage, Message } from "./message.ts";
import { excess, type PayloadCodec } from "./payload-codec.ts";
import { versionCodec } from "./version.ts";

const ITEM_BYTES = 4 + HASH_BYTES;
const NONCE_BYTES = 8;

type Command = Message["command"];
/** What a message of this command looks like. */
type MessageOf<C extends Command> = Message & { readonly command: C };

const codecs: { readonly [C in Command]: PayloadCodec<MessageOf<C>> } = {
  version: versionCodec,
  verack: empty("verack"),
  sendheaders: empty("sendheaders"),
  ping: {
    size: () => NONCE_BYTES,
    write: (writer, { nonce }) => writer.uint64(nonce),
    read: (reader) => ({ command: "ping", nonce: reader.uint64("nonce") }),
  },
  pong: {
    size: () => NONCE_BYTES,
    write: (writer, { nonce }) => writer.uint64(nonce),
    // One that is too short ends the wait for an answer, as a nonce of zero does (Core ProcessPong).
    read: (reader) => ({
      command: "pong",
      nonce: reader.remaining < NONCE_BYTES ? 0n : reader.uint64("nonce"),
    }),
  },
  getheaders: locator("getheaders"),
  getblocks: locator("getblocks"),
  headers: headersCodec,
  inv: inventory("inv"),
  getdata: inventory("getdata"),
  notfound: inventory("notfound"),
  block: {
    size: ({ block }) => block.bytes.length,
    write: (writer, { block }) => writer.raw(block.bytes),
    read: (reader) => ({ command: "block", block: readBlock(reader) }),
  },
  unknown: {
    size: ({ payload }) => payload.length,
    write: (writer, { payload }) => writer.raw(payload),
    read: (reader, _limits, name) => ({
      command: "unknown",
      name,
      payload: reader.take("payload", reader.remaining),
    }),
  },
};

/** A map, as the name comes from the wire and may be that of any property. */
const byCommand: ReadonlyMap<string, PayloadCodec<Message>> = new Map(Object.entries(codecs));

/** That of `unknown` for every command that this codec does not know. */
export function payloadCodec(command: string): PayloadCodec<Message> {
  return byCommand.get(command) ?? codecs.unknown;
}

function empty<C extends "verack" | "sendheaders">(command: C): PayloadCodec<MessageOf<C>> {
  return { size: () => 0, write: () => {}, read: () => ({ command }) };
}

function locator<C extends LocatorMessage["command"]>(command: C): PayloadCodec<MessageOf<C>> {
  return {
    size: ({ locator }) => 4 + compactSizeBytes(locator.length) + HASH_BYTES * (locator.length + 1),
    write(writer, message) {
      writer.uint32(message.version);
      writer.compactSize(message.locator.length);
      for (const hash of message.locator) writer.raw(hash);
      writer.raw(message.stop);
    },
    read(reader, { locatorHashes }) {
      const version = reader.uint32("version");
      const count = reader.count("locator.count", HASH_BYTES);
      // All of it must be there before its length counts, as in Core.
      if (count > locatorHashes && reader.fitting("stop", count + 1, HASH_BYTES) > 0) {
        return excess(command, "locator.count", count, locatorHashes);
      }
      const hashes = Array.from({ length: count }, () => reader.take("locator", HASH_BYTES));
      return { command, version, locator: hashes, stop: reader.take("stop", HASH_BYTES) };
    },
  };
}

function inventory<C extends InventoryMessage["command"]>(command: C): PayloadCodec<MessageOf<C>> {
  return {
    size: ({ items }) => compactSizeBytes(items.length) + ITEM_BYTES * items.length,
    write(writer, { items }) {
      writer.compactSize(items.length);
      for (const item of items) {
        writer.uint32(item.type);
        writer.raw(item.hash);
      }
    },
    read(reader, { inventoryItems }) {
      const count = reader.count("count", ITEM_BYTES);
      if (count > inventoryItems && command !== "notfound")
        return excess(command, "count", count, inventoryItems);
      const items: InventoryItem[] = [];
      for (let i = 0; i < count; i++) {
        items.push({ type: reader.uint32("type"), hash: reader.take("hash", HASH_BYTES) });
      }
      return { command, items };
    },
  };
}
