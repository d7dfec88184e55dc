/**
 * Peers that exist only to be spoken with: each has a chain of its own and answers what it is asked, mostly. None of them
 * is a node: what they say is made of a chain that is known to be right.
 */
import { equalBytes } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch } from "../../bitcoin/header.ts";
import {
  INV_BLOCK,
  type InventoryItem,
  type Message,
  NO_ADDRESS,
  type VersionMessage,
} from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Policy } from "../../node/policy.ts";
import type { Prng } from "../../sim/prng.ts";
import { once, oneOf } from "../draw.ts";

/** Versions of Core at which something changed, and that of the oldest that is spoken to. */
const VERSIONS = [70_017, 70_017, 70_016, 70_012, 70_011, 70_002, 60_001, 60_000, 31_800, 209];

export interface Stranger {
  readonly id: string;
  readonly inbound: boolean;
  readonly version: VersionMessage;
  /** Entry, in the material, of the last block that it has. */
  readonly tip: number;
  /** Out of so many questions it leaves one without an answer; undefined: none. */
  readonly silence: number | undefined;
}

export function drawStranger(prng: Prng, material: ChainState, id: string): Stranger {
  const { index, tip, bestHeader } = material;
  const at = oneOf(prng, [tip, tip, bestHeader, prng.below(index.size)]);
  return {
    id,
    inbound: once(prng, 3),
    tip: at,
    silence: oneOf(prng, [undefined, undefined, 4, 1]),
    version: {
      command: "version",
      version: oneOf(prng, VERSIONS),
      services: oneOf(prng, [9n, 9n, 9n, 1n, 0n]),
      time: 0n,
      receiver: NO_ADDRESS,
      sender: NO_ADDRESS,
      nonce: BigInt(1 + prng.uint32()),
      userAgent: "",
      startHeight: index.height(at),
      relay: once(prng, 2),
    },
  };
}

/** What it says to this, in order. */
export function answerOf(
  stranger: Stranger,
  message: Message,
  material: ChainState,
  policy: Policy,
  prng: Prng,
): readonly Message[] {
  if (message.command === "ping") return once(prng, 4) ? [] : [{ command: "pong", nonce: message.nonce }];
  if (stranger.silence !== undefined && once(prng, stranger.silence)) return [];
  const { index } = material;
  // What is listed is fetched, now and then once more.
  if (message.command === "inv") {
    const fetch: Message = { command: "getdata", items: message.items };
    return once(prng, 3) ? [fetch, fetch] : [fetch];
  }
  if (message.command === "getheaders") {
    const from = forkOf(material, stranger.tip, message.locator) + 1;
    return [headersFrom(material, stranger.tip, from, policy.headersPerMessage, message.stop)];
  }
  if (message.command === "getblocks") {
    const from = forkOf(material, stranger.tip, message.locator) + 1;
    const items = wayTo(material, stranger.tip)
      .slice(from, from + policy.inventoryPerMessage)
      .map((entry) => ({ type: INV_BLOCK, hash: index.hash(entry).slice() }));
    return items.length === 0 ? [] : [{ command: "inv", items }];
  }
  return message.command === "getdata" ? blocksOf(material, message.items) : [];
}

/** `count` headers at most, from this height on, of the chain that ends in `tip`. */
export function headersFrom(
  material: ChainState,
  tip: number,
  from: number,
  count: number,
  stop?: Uint8Array,
): Message & { readonly command: "headers" } {
  const { index } = material;
  const entries: number[] = [];
  for (const entry of wayTo(material, tip).slice(from, from + count)) {
    entries.push(entry);
    if (stop !== undefined && equalBytes(index.hash(entry), stop)) break;
  }
  return { command: "headers", headers: batchOf(material, entries) };
}

export function batchOf({ index }: ChainState, entries: readonly number[]): HeaderBatch {
  const bytes = new Uint8Array(entries.length * HEADER_BYTES);
  entries.forEach((entry, i) => {
    index.copyHeader(entry, bytes, i * HEADER_BYTES);
  });
  return { count: entries.length, bytes };
}

/** Every block from genesis to this one: by height. */
export function wayTo({ index }: ChainState, tip: number): number[] {
  const way: number[] = [];
  for (let walk = tip; walk >= 0; walk = index.parent(walk)) way.push(walk);
  return way.reverse();
}

function forkOf(material: ChainState, tip: number, locator: readonly Uint8Array[]): number {
  const way = new Set(wayTo(material, tip));
  for (const hash of locator) {
    const entry = material.index.find(hash);
    if (entry !== undefined && way.has(entry)) return material.index.height(entry);
  }
  return 0;
}

function blocksOf(material: ChainState, items: readonly InventoryItem[]): Message[] {
  return items.flatMap(({ hash }) => {
    const entry = material.index.find(hash);
    const block = entry === undefined ? undefined : material.block(entry);
    return block === undefined ? [] : [{ command: "block" as const, block }];
  });
}
