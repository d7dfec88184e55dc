/**
 * A node on a test bench: scripted peers tell it things and see what it sends. Time moves only when a test says so, and
 * after every input the invariants must hold.
 */
import { expect } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { toHex } from "../../src/bitcoin/bytes.ts";
import { type Network, networks } from "../../src/bitcoin/networks.ts";
import { INV_BLOCK, type Message, NO_ADDRESS } from "../../src/bitcoin/wire/message.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import type { Node, NodeInput, NodeOutput } from "../../src/node/interface.ts";
import { createNode } from "../../src/node/node.ts";
import type { Observation } from "../../src/node/observation.ts";
import type { DisconnectReason } from "../../src/node/peer-id.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { batch, hashOf } from "./miner.ts";

export const SECOND = 1_000_000;
/** Later than every block that tests mine, early enough for "too new" to be sayable. */
export const START_SECONDS = 1_800_000_000;

/** The messages that this command can be. */
export type Sent<C extends Message["command"]> = Message extends infer M
  ? M extends { readonly command: infer X }
    ? C extends X
      ? M
      : never
    : never
  : never;
export type Seen<K extends Observation["kind"]> = Extract<Observation, { kind: K }>;
type WithoutAt<T> = T extends unknown ? Omit<T, "at"> : never;

export interface BenchOptions {
  readonly constants?: Partial<Policy>;
  readonly network?: Network;
  readonly chain?: ChainState;
}

/** The numbers of a classroom: the same phenomena in short chains. */
export const small = { headersPerMessage: 10, windowBlocks: 8, inFlightPerPeer: 4 };

export function versionMessage(fields: Partial<Sent<"version">> = {}): Sent<"version"> {
  return {
    command: "version",
    version: 70016,
    services: 9n,
    time: BigInt(START_SECONDS),
    receiver: NO_ADDRESS,
    sender: NO_ADDRESS,
    nonce: 77n,
    userAgent: "/test/",
    startHeight: 0,
    relay: false,
    ...fields,
  };
}

/** The same numbers in every test, other ones for each `start`. */
export function countingRandom(start = 1) {
  let next = start;
  return { uint32: () => next++ };
}

export class Bench {
  readonly policy: Policy;
  readonly network: Network;
  readonly chain: ChainState;
  readonly node: Node;
  readonly peers = new Map<string, ScriptedPeer>();
  readonly observations: Observation[] = [];
  readonly dropped = new Map<string, DisconnectReason>();
  deadline: number | undefined;
  /** Why the node is no more. */
  crashed: string | undefined;
  at = 0;

  constructor({ constants = {}, network = networks.regtest, chain }: BenchOptions = {}) {
    this.policy = { ...learncoin, ...constants };
    this.network = network;
    this.chain = chain ?? new ChainState(network);
    this.node = createNode({
      policy: this.policy,
      chain: this.chain,
      startTimeSeconds: START_SECONDS,
      random: countingRandom(),
    });
    this.feed({ kind: "start" });
  }

  feed(input: WithoutAt<NodeInput>): readonly NodeOutput[] {
    const outputs = this.node.handle({ ...input, at: this.at } as NodeInput);
    for (const output of outputs) {
      if (output.kind === "send") this.peers.get(output.peer)?.hear(output.message);
      else if (output.kind === "observe") this.observations.push(output.observation);
      else if (output.kind === "disconnect") {
        expect(this.dropped.has(output.peer), `${output.peer} is disconnected once`).toBe(false);
        this.dropped.set(output.peer, output.reason);
      } else if (output.kind === "crash") this.crashed = output.reason;
      else if (output.kind === "wakeAt") this.deadline = output.deadline;
    }
    expect(this.node.checkInvariants()).toEqual([]);
    return outputs;
  }

  /** Connects and shakes hands. `blocks`: the chain the peer has. */
  connect(
    id: string,
    blocks: readonly Block[] = [],
    options: { readonly inbound?: boolean; readonly version?: Partial<Sent<"version">> } = {},
  ): ScriptedPeer {
    const peer = this.dial(id, blocks, options.inbound);
    peer.tell(versionMessage({ startHeight: blocks.length, ...options.version }));
    peer.tell({ command: "verack" });
    peer.take("version");
    peer.take("verack");
    return peer;
  }

  /** Connects without a word. */
  dial(id: string, blocks: readonly Block[] = [], inbound = false): ScriptedPeer {
    const peer = new ScriptedPeer(this, id, blocks);
    this.peers.set(id, peer);
    this.dropped.delete(id);
    this.feed({ kind: "peerConnected", peer: id, inbound });
    return peer;
  }

  /** Wakes the node whenever it asked for it, up to and including `at`. */
  runTo(at: number): void {
    while (this.deadline !== undefined && this.deadline <= at) {
      this.at = Math.max(this.at, this.deadline);
      this.feed({ kind: "wake" });
    }
    this.at = at;
  }

  /** All peers answer everything, in turns, until nothing is left to answer. */
  settle(...ids: string[]): void {
    const peers = [...this.peers.values()].filter((peer) => ids.length === 0 || ids.includes(peer.id));
    while (peers.filter((peer) => peer.answerNext()).length > 0);
  }

  seen<K extends Observation["kind"]>(kind: K): Seen<K>[] {
    return this.observations.filter((seen): seen is Seen<K> => seen.kind === kind);
  }

  last<K extends Observation["kind"]>(kind: K): Seen<K> | undefined {
    return this.seen(kind).at(-1);
  }
}

/** A peer that has a chain and says what a test makes it say. */
export class ScriptedPeer {
  readonly bench: Bench;
  readonly id: string;
  /** What the node sent it and nobody has taken. */
  readonly received: Message[] = [];
  /** The node wants new blocks announced by their headers. */
  askedForHeaders = false;
  blocks: readonly Block[];
  /** Hashes of blocks it was asked for and has not sent. */
  readonly owed: Uint8Array[] = [];

  constructor(bench: Bench, id: string, blocks: readonly Block[]) {
    this.bench = bench;
    this.id = id;
    this.blocks = blocks;
  }

  /** A wish is no question: it is noted apart. */
  hear(message: Message): void {
    if (message.command === "sendheaders") this.askedForHeaders = true;
    else this.received.push(message);
  }

  get connected(): boolean {
    return !this.bench.dropped.has(this.id) && this.bench.peers.get(this.id) === this;
  }

  tell(message: Message): void {
    this.bench.feed({ kind: "message", peer: this.id, message });
  }

  leave(why = "gone"): void {
    this.bench.peers.delete(this.id);
    this.bench.feed({ kind: "peerDisconnected", peer: this.id, why });
  }

  /** The oldest message of this command that the node sent; undefined if there is none. */
  take<C extends Message["command"]>(command: C): Sent<C> | undefined {
    const i = this.received.findIndex((message) => message.command === command);
    return i < 0 ? undefined : (this.received.splice(i, 1)[0] as Sent<C>);
  }

  /** As `take`, for a message that must be there. */
  expect<C extends Message["command"]>(command: C): Sent<C> {
    const message = this.take(command);
    if (message === undefined) throw new Error(`${this.id} was sent no ${command}`);
    return message;
  }

  /** Answers the oldest getheaders with at most `count` headers behind the locator. */
  answerHeaders(count = this.bench.policy.headersPerMessage): void {
    const { locator } = this.expect("getheaders");
    this.tellHeaders(this.blocks.slice(this.#fork(locator)).slice(0, count));
  }

  tellHeaders(blocks: readonly Pick<Block, "header">[]): void {
    this.tell({ command: "headers", headers: batch(blocks) });
  }

  tellBlock(block: Block): void {
    this.tell({ command: "block", block });
  }

  announce(...blocks: readonly Block[]): void {
    this.tell({ command: "inv", items: blocks.map((block) => ({ type: INV_BLOCK, hash: hashOf(block) })) });
  }

  /** Heights it owes, in the order asked. */
  owedHeights(): number[] {
    this.#collect();
    return this.owed.map((hash) => this.#height(hash));
  }

  /** Sends the oldest blocks it owes. */
  answerBlocks(count = Number.POSITIVE_INFINITY): void {
    this.#collect();
    for (let i = 0; i < count && this.connected; i++) {
      const hash = this.owed.shift();
      const block = hash === undefined ? undefined : this.blocks[this.#height(hash) - 1];
      if (block === undefined) return;
      this.tellBlock(block);
    }
  }

  /** False if there is nothing to answer. */
  answerNext(): boolean {
    if (!this.connected) return false;
    if (this.received.some(({ command }) => command === "getheaders")) {
      this.answerHeaders();
      return true;
    }
    this.#collect();
    if (this.owed.length === 0) return false;
    this.answerBlocks(1);
    return true;
  }

  #collect(): void {
    for (let asked = this.take("getdata"); asked !== undefined; asked = this.take("getdata")) {
      this.owed.push(...asked.items.map(({ hash }) => hash));
    }
  }

  #fork(locator: readonly Uint8Array[]): number {
    for (const hash of locator) {
      const height = this.#height(hash);
      if (height >= 0) return height;
    }
    return 0;
  }

  /** −1: not a block of its chain. */
  #height(hash: Uint8Array): number {
    const { network } = this.bench;
    const hex = toHex(hash);
    if (hex === toHex(hashOf(network.genesis))) return 0;
    const at = heightsOf(this.blocks).get(hex);
    return at ?? -1;
  }
}

const heightTables = new WeakMap<readonly Block[], Map<string, number>>();

function heightsOf(blocks: readonly Block[]): Map<string, number> {
  let table = heightTables.get(blocks);
  if (table === undefined) {
    table = new Map(blocks.map((block, i) => [toHex(hashOf(block)), i + 1]));
    heightTables.set(blocks, table);
  }
  return table;
}

/** A chain state that holds these blocks. */
export function chainOf(blocks: readonly Block[], network: Network = networks.regtest): ChainState {
  const chain = new ChainState(network);
  for (const block of blocks) {
    const verdict = chain.acceptBlock(block, START_SECONDS);
    if (verdict.kind !== "stored") throw new Error(`expected a good block, found ${JSON.stringify(verdict)}`);
  }
  return chain;
}
