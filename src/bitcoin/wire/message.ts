/** The messages of Bitcoin's peer-to-peer protocol that take part in block download (protocol.md §4). */
import type { Block } from "../block.ts";
import type { HeaderBatch } from "../header.ts";

export type Message =
  | VersionMessage
  | { readonly command: "verack" | "sendheaders" }
  | { readonly command: "ping" | "pong"; readonly nonce: bigint }
  | LocatorMessage
  | { readonly command: "headers"; readonly headers: HeaderBatch }
  | InventoryMessage
  | { readonly command: "block"; readonly block: Block }
  /** A well-formed frame of a command this codec does not know, with whatever it carries: nodes ignore it. */
  | { readonly command: "unknown"; readonly name: string; readonly payload: Uint8Array };

/** Who we are and how high our chain is. Old senders leave out what follows `receiver`, or its end. */
export interface VersionMessage {
  readonly command: "version";
  /** Of the protocol: i32. */
  readonly version: number;
  /** Bits: 1 = serves the whole chain, 8 = witness, … */
  readonly services: bigint;
  /** Unix seconds: i64. */
  readonly time: bigint;
  readonly receiver: NetAddress;
  /** No address if left out. */
  readonly sender: NetAddress;
  /** u64, so that a node notices that it talks to itself. 0 if left out. */
  readonly nonce: bigint;
  /** At most 256 bytes, one character (U+0000 to U+00FF) for each. "" if left out. */
  readonly userAgent: string;
  /** i32. −1 if left out. */
  readonly startHeight: number;
  /** True if left out. */
  readonly relay: boolean;
}

export interface LocatorMessage {
  readonly command: "getheaders" | "getblocks";
  readonly version: number;
  /** Block hashes in internal order, highest first, at most 101. */
  readonly locator: readonly Uint8Array[];
  /** The last block wanted; zeros = as many as fit. */
  readonly stop: Uint8Array;
}

export interface InventoryMessage {
  readonly command: "inv" | "getdata" | "notfound";
  /** At most 50 000. */
  readonly items: readonly InventoryItem[];
}

/** Of a message whose number of items a receiver limits. */
export type CountedCommand = "headers" | "inv" | "getdata" | LocatorMessage["command"];

/** `type` is one of INV_…, or a number we do not know; `hash` in internal order. */
export interface InventoryItem {
  readonly type: number;
  readonly hash: Uint8Array;
}

/** Core protocol_version.h PROTOCOL_VERSION, as locators carry it. */
export const PROTOCOL_VERSION = 70016;
/** Service bit: serves the whole chain. */
export const SERVICE_NETWORK = 1n;

/** Service bit: has blocks with their witnesses, and gives them (BIP144). */
export const SERVICE_WITNESS = 8n;

export const INV_TX = 1;
/** A transaction by its hash with witness (BIP339), and one by its txid that is to come with it. */
export const INV_WTX = 5;
export const INV_WITNESS_TX = 0x4000_0001;
/** A block without witnesses. */
export const INV_BLOCK = 2;
/** What a block has in common with a bloom filter (BIP37). */
export const INV_FILTERED_BLOCK = 3;
/** A block by short ids of its transactions (BIP152). */
export const INV_COMPACT_BLOCK = 4;
/** A block with its witness. */
export const INV_WITNESS_BLOCK = 0x4000_0002;

/** `ip` is 16 bytes, IPv4 mapped into IPv6; `port` a u16. */
export interface NetAddress {
  readonly services: bigint;
  readonly ip: Uint8Array;
  readonly port: number;
}

/** What Core sends as its own address. */
export const NO_ADDRESS: NetAddress = { services: 0n, ip: new Uint8Array(16), port: 0 };

/** Core net_processing.h MAX_HEADERS_RESULTS. */
export const HEADERS_MAX = 2000;
/** Core net_processing.cpp MAX_INV_SZ. */
export const INVENTORY_MAX = 50_000;
/** Core net_processing.cpp MAX_LOCATOR_SZ. */
export const LOCATOR_MAX = 101;
/** Core net.h MAX_SUBVERSION_LENGTH. */
export const USER_AGENT_BYTES_MAX = 256;
