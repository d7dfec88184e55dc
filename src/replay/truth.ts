/**
 * What is so, and not what the local node knows: the chain with the most work that anybody has, where the local node's leaves it, and
 * who has what. Read out of the records of all nodes; nothing of it is part of a state, which is what a node may believe.
 */
import type { Observation } from "../node/observation.ts";
import type { WorldRecord } from "../world/record.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { History } from "./history.ts";
import { NodeIndex } from "./node-index.ts";
import type { WorldView } from "./world-view.ts";

/** `main` and each branch that the world began with, by height, from genesis. */
export type KnownChains = Readonly<
  Record<string, { readonly hashes: readonly string[]; readonly works: readonly bigint[] }>
>;

export interface Truth {
  /** Of the tip of the chain with most work. */
  readonly height: number;
  /** Up to here the local node's best chain of headers is that chain. */
  readonly fork: number;
  /** Height of its best header. */
  readonly yours: number;
  /** Peers that have blocks of that chain of which it has not heard. */
  readonly have: readonly string[];
  /** Peers on what it has instead. */
  readonly aside: readonly string[];
}

interface Tip {
  /** Number of the record that says so. */
  readonly record: number;
  readonly index: NodeIndex;
  readonly entry: number;
  readonly height: number;
  readonly work: bigint;
}

interface NodeTrack {
  readonly name: string;
  index: NodeIndex;
  /** By record. */
  readonly tips: Tip[];
}

const LOCAL = 0;

export class TruthTrack {
  readonly #history: History;
  readonly #chains: KnownChains;
  readonly #specs: Map<string, PeerSpec>;
  readonly #nodes = new Map<number, NodeTrack>();
  #read = 0;

  /** `peers`: those that are there from the start. */
  constructor(history: History, chains: KnownChains, peers: readonly PeerSpec[]) {
    this.#history = history;
    this.#chains = chains;
    this.#specs = new Map(peers.map((peer) => [peer.id, peer]));
  }

  /** At the moment that the view of this history shows; undefined: the local node has not begun. */
  at(view: WorldView): Truth | undefined {
    this.#readOn();
    const { position, entries } = view;
    const local = this.#nodes.get(LOCAL);
    const own = lastBefore(local?.tips ?? [], position);
    if (own === undefined) return undefined;
    const tips = [...this.#nodes].flatMap(([number, { name, tips: all }]) => {
      const tip = lastBefore(all, position);
      return tip === undefined ? [] : [{ number, name, tip }];
    });
    const best = tips.reduce((a, b) => (b.tip.work > a.tip.work ? b : a)).tip;
    const trueHash = best.index.chainTo(best.entry);
    const hashOfYours = (height: number) => own.index.hash(entries.bestAt(height));
    const yours = entries.bestHeight;
    let [fork, beyond] = [0, Math.min(yours, best.height) + 1];
    while (beyond - fork > 1) {
      const middle = (fork + beyond) >>> 1;
      if (hashOfYours(middle) === trueHash(middle)) fork = middle;
      else beyond = middle;
    }
    const peersWith = (hash: string | undefined) =>
      tips.flatMap(({ number, name, tip }) =>
        number !== LOCAL && hash !== undefined && tip.index.chainTo(tip.entry)(fork + 1) === hash
          ? [name]
          : [],
      );
    return {
      height: best.height,
      fork,
      yours,
      have: best.height > fork ? peersWith(trueHash(fork + 1)) : [],
      aside: yours > fork ? peersWith(hashOfYours(fork + 1)) : [],
    };
  }

  #readOn(): void {
    const { count } = this.#history;
    this.#read = Math.min(this.#read, count);
    for (; this.#read < count; this.#read++) {
      const record = this.#history.record(this.#read);
      // It may be taken back, and something else stand in its place.
      if (record.kind === "ended") return;
      this.#take(record);
    }
  }

  #take(record: WorldRecord): void {
    if (record.kind === "nodeStarted") {
      if (!this.#nodes.has(record.node)) {
        const { node, name } = record;
        this.#nodes.set(node, { name, index: new NodeIndex(), tips: [] });
      }
    } else if (record.kind === "acted" && record.act.kind === "addPeer") {
      const { peer } = record.act;
      this.#specs.set(peer.id, peer);
    } else if (record.kind === "observed") {
      const node = this.#nodes.get(record.node);
      if (node !== undefined) this.#observe(node, record.observation);
    }
  }

  #observe(node: NodeTrack, seen: Observation): void {
    if (seen.kind === "started") {
      const { count, hashes } = seen.entries;
      // Of a peer's disk only its size is told; it is what it was, or the chain that the scenario gives it.
      if (hashes.length > 0) {
        node.index = new NodeIndex();
        node.index.add(seen.entries);
      } else if (node.index.size !== count) node.index = new NodeIndex(this.#chainOf(node.name, count));
      const work = seen.works.find(({ entry }) => entry === seen.tip)?.work;
      const before = node.tips.at(-1);
      const height = before?.entry === seen.tip ? before.height : seen.tip;
      this.#move(node, seen.tip, height, work === undefined ? (before?.work ?? 0n) : BigInt(`0x${work}`));
    } else if (seen.kind === "tipChanged") this.#move(node, seen.to, seen.height, BigInt(`0x${seen.work}`));
    else if ("entries" in seen && seen.entries !== undefined && "hashes" in seen.entries)
      node.index.add(seen.entries);
  }

  /** `work`: as the node counts it, which may be in blocks (defect L-9): what is known of the block comes before that. */
  #move(node: NodeTrack, entry: number, height: number, work: bigint): void {
    const hash = node.index.hash(entry);
    const known = Object.values(this.#chains).find(({ hashes }) => hashes[height] === hash)?.works[height];
    node.tips.push({ record: this.#read, index: node.index, entry, height, work: known ?? work });
  }

  #chainOf(name: string, count: number): readonly string[] {
    const chain = this.#chains[this.#specs.get(name)?.chain ?? "main"]?.hashes ?? [];
    return chain.slice(0, count);
  }
}

/** The one that holds when so many records have happened. */
function lastBefore(tips: readonly Tip[], position: number): Tip | undefined {
  let [low, high] = [0, tips.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tips[middle]?.record ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return tips[low - 1];
}
