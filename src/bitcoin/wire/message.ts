/** The messages of Bitcoin's peer-to-peer protocol that Headway speaks (protocol.md §4). Hashes in internal order. */
import type { Block } from "../block.ts";
import type { HeaderBatch } from "../header.ts";

export interface NetAddress {
  readonly services: bigint;
  /** 16 bytes, IPv4 mapped into IPv6. */
  readonly ip: Uint8Array;
  readonly port: number;
}

export interface VersionMessage {
  readonly command: "version";
  readonly version: number;
  readonly services: bigint;
  /** Unix seconds. */
  readonly time: bigint;
  readonly receiver: NetAddress;
  readonly sender: NetAddress;
  /** Drawn anew for each connection, to notice a connection to oneself. */
  readonly nonce: bigint;
  readonly userAgent: string;
  readonly startHeight: number;
  readonly relay: boolean;
}

/** Kinds of inventory: `type` of an item. */
export const INV_BLOCK = 2;

export interface InventoryItem {
  readonly type: number;
  readonly hash: Uint8Array;
}

export type Message =
  | VersionMessage
  | { readonly command: "verack" | "sendheaders" }
  | { readonly command: "ping" | "pong"; readonly nonce: bigint }
  | {
      readonly command: "getheaders" | "getblocks";
      readonly version: number;
      /** Highest first. */
      readonly locator: readonly Uint8Array[];
      /** All zero = as many as fit. */
      readonly stop: Uint8Array;
    }
  | { readonly command: "headers"; readonly headers: HeaderBatch }
  | { readonly command: "inv" | "getdata" | "notfound"; readonly items: readonly InventoryItem[] }
  | { readonly command: "block"; readonly block: Block }
  /** A sound frame of a command that this codec does not know: nodes ignore it. */
  | { readonly command: "unknown"; readonly name: string };

export const SERVICE_NETWORK = 1n;
/** Core's PROTOCOL_VERSION. */
export const PROTOCOL_VERSION = 70016;

/** Core's limits on what one message may carry. */
export const HEADERS_MAX = 2000;
export const INVENTORY_MAX = 50_000;
export const LOCATOR_MAX = 101;
export const USER_AGENT_BYTES_MAX = 256;
