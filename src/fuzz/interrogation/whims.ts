/** What strangers say without being asked: every message that the protocol has, in any order, about blocks known and unknown. */
import {
  INV_BLOCK,
  INV_COMPACT_BLOCK,
  INV_FILTERED_BLOCK,
  INV_TX,
  INV_WITNESS_BLOCK,
  INV_WTX,
  type InventoryItem,
  type Message,
  PROTOCOL_VERSION,
} from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Policy } from "../../node/policy.ts";
import type { Prng } from "../../sim/prng.ts";
import { randomBytes } from "../../world/chains/block-mining.ts";
import { between, once, oneOf } from "../draw.ts";
import { drawLocator, drawStop } from "../oracles/answers.ts";
import { batchOf, headersFrom, type Stranger, wayTo } from "./strangers.ts";

const ITEMS_MAX = 6;

export interface Whim {
  readonly prng: Prng;
  readonly policy: Policy;
  /** All blocks that anybody has. */
  readonly material: ChainState;
  /** What the node has: it is asked about. */
  readonly chain: ChainState;
  readonly stranger: Stranger;
}

const whims: readonly ((whim: Whim) => Message)[] = [
  ({ prng }) => ({ command: "ping", nonce: oneOf(prng, [0n, 1n, BigInt(prng.uint32())]) }),
  ({ prng }) => ({ command: "pong", nonce: oneOf(prng, [0n, 1n]) }),
  () => ({ command: "sendheaders" }),
  () => ({ command: "sendheaders" }),
  question("getheaders"),
  question("getheaders"),
  question("getblocks"),
  question("getblocks"),
  getData,
  getData,
  getData,
  listOfOwn,
  listOfOwn,
  ({ prng, material }) => ({
    command: "inv",
    items: someItems(prng, material, [INV_BLOCK, INV_BLOCK, INV_TX]),
  }),
  announcedHeaders,
  announcedHeaders,
  looseHeaders,
  pushedBlock,
  pushedBlock,
  ({ stranger }) => stranger.version,
  () => ({ command: "verack" }),
];

export function drawWhim(whim: Whim): Message {
  return oneOf(whim.prng, whims)(whim);
}

function question(command: "getheaders" | "getblocks") {
  return ({ prng, chain, policy }: Whim): Message => {
    const drawn = drawLocator(chain, prng);
    const most = policy.locatorHashesMax;
    const edge = most !== null && once(prng, 12) ? most + prng.below(2) : undefined;
    const locator =
      edge === undefined ? drawn : Array.from({ length: edge }, () => chain.index.hash(chain.tip).slice());
    return { command, version: PROTOCOL_VERSION, locator, stop: drawStop(chain, prng) };
  };
}

function getData({ prng, chain }: Whim): Message {
  const types = [
    INV_BLOCK,
    INV_WITNESS_BLOCK,
    INV_BLOCK,
    INV_WITNESS_BLOCK,
    INV_COMPACT_BLOCK,
    INV_TX,
    INV_WTX,
  ];
  if (once(prng, 10)) types.push(INV_FILTERED_BLOCK);
  // Mostly a row of the active chain, as a list that came before would have it.
  if (once(prng, 2)) return { command: "getdata", items: someItems(prng, chain, types) };
  const first = prng.below(chain.active.height + 1);
  const items = Array.from(
    { length: between(prng, 1, ITEMS_MAX) },
    (_, i) => chain.active.at(first + i) ?? chain.tip,
  );
  return {
    command: "getdata",
    items: items.map((entry) => ({ type: INV_BLOCK, hash: chain.index.hash(entry).slice() })),
  };
}

function someItems(prng: Prng, { index }: ChainState, types: readonly number[]): InventoryItem[] {
  return Array.from({ length: between(prng, 1, ITEMS_MAX) }, () => ({
    type: oneOf(prng, types),
    hash: once(prng, 5) ? randomBytes(prng, 32) : index.hash(prng.below(index.size)).slice(),
  }));
}

/** What it has, up to its tip. */
function listOfOwn({ prng, material, stranger }: Whim): Message {
  const way = wayTo(material, stranger.tip);
  const last = once(prng, 2) ? way.length : 1 + prng.below(way.length);
  const items = way
    .slice(Math.max(0, last - between(prng, 1, ITEMS_MAX)), last)
    .map((entry) => ({ type: INV_BLOCK, hash: material.index.hash(entry).slice() }));
  return { command: "inv", items };
}

function announcedHeaders({ prng, material, stranger, policy }: Whim): Message {
  const from = prng.below(material.index.height(stranger.tip) + 1);
  const count = once(prng, 3) ? policy.headersPerMessage : between(prng, 1, ITEMS_MAX);
  // Now and then one more than there may be.
  const most = once(prng, 15) ? policy.headersPerMessage + 1 : Math.min(count, policy.headersPerMessage);
  return headersFrom(material, stranger.tip, Math.max(1, from), most);
}

/** Any headers at all, one behind the other by chance. */
function looseHeaders({ prng, material }: Whim): Message {
  const { size } = material.index;
  const entries = Array.from({ length: prng.below(3) }, () => prng.below(size));
  return { command: "headers", headers: batchOf(material, entries) };
}

function pushedBlock({ prng, material, stranger, chain }: Whim): Message {
  const way = wayTo(material, stranger.tip);
  const missing = way.find((entry) => chain.index.find(material.index.hash(entry)) === undefined);
  const entry = oneOf(prng, [missing ?? stranger.tip, oneOf(prng, way), stranger.tip]);
  const block = material.block(entry);
  return block === undefined ? { command: "verack" } : { command: "block", block };
}
