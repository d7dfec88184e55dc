/**
 * Blocks whose parent we do not have, whole and in memory, until it comes (protocol.md §3.1; Bitcoin 0.9
 * `mapOrphanBlocks`, `GetOrphanRoot`, `PruneOrphanBlocks`).
 *
 * What an attacker gains: where there is no limit, any number of blocks with proof of work stay here for ever. With one,
 * flooding only drives out others at random, and each of those is asked for again.
 */

import type { Block } from "../../bitcoin/block.ts";
import { toHex } from "../../bitcoin/bytes.ts";
import { headerPrev } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { PeerId } from "../peer-id.ts";

export interface Orphan {
  readonly block: Block;
  readonly hash: Uint8Array;
  /** Who sent it. */
  readonly peer: PeerId;
}

export class OrphanPool {
  readonly #context: NodeContext;
  /** By hash, hex in internal order. */
  readonly #orphans = new Map<string, Orphan>();
  /** Hashes of those that wait for the block of this hash. */
  readonly #waiting = new Map<string, string[]>();

  constructor(context: NodeContext) {
    this.#context = context;
  }

  get size(): number {
    return this.#orphans.size;
  }

  has(hash: Uint8Array): boolean {
    return this.#orphans.has(toHex(hash));
  }

  /**
   * Keeps it. Where there are too many already another one goes first, drawn at random; returned. 0.9 looks before it adds: one
   * more than the limit is kept (`PruneOrphanBlocks`).
   */
  add(orphan: Orphan): readonly Orphan[] {
    const max = this.#context.policy.orphanBlocksMax;
    const evicted: Orphan[] = [];
    while (max !== null && this.#orphans.size > max) evicted.push(this.#evict());
    const key = toHex(orphan.hash);
    const parent = toHex(headerPrev(orphan.block.header));
    this.#orphans.set(key, orphan);
    const siblings = this.#waiting.get(parent);
    if (siblings === undefined) this.#waiting.set(parent, [key]);
    else siblings.push(key);
    return evicted;
  }

  /** The first block of the run of orphans that this one is in: the one whose parent is not even an orphan. */
  root(hash: Uint8Array): Uint8Array {
    let root = hash;
    for (let at = this.#orphans.get(toHex(hash)); at !== undefined; ) {
      root = at.hash;
      at = this.#orphans.get(toHex(headerPrev(at.block.header)));
    }
    return root;
  }

  /** Takes out those that wait for this block. */
  takeChildren(hash: Uint8Array): readonly Orphan[] {
    const key = toHex(hash);
    const children = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return children.flatMap((child) => {
      const orphan = this.#orphans.get(child);
      this.#orphans.delete(child);
      return orphan ?? [];
    });
  }

  checkInvariants(): readonly string[] {
    const { policy } = this.#context;
    const max = policy.orphanBlocksMax;
    if (max === null || this.#orphans.size <= max + 1) return [];
    return [`B1 ${this.#orphans.size} orphan blocks, at most ${max + 1} are allowed`];
  }

  /** Drops a leaf: a random orphan, or one that descends from it. */
  #evict(): Orphan {
    const keys = [...this.#orphans.keys()];
    let key = known(keys[this.#context.random.uint32() % keys.length], "an orphan to evict");
    for (let child = this.#waiting.get(key)?.[0]; child !== undefined; child = this.#waiting.get(key)?.[0]) {
      key = child;
    }
    const leaf = this.#orphans.get(key);
    if (leaf === undefined) throw new Error(`no orphan ${key}`);
    this.#orphans.delete(key);
    const parent = toHex(headerPrev(leaf.block.header));
    const left = (this.#waiting.get(parent) ?? []).filter((child) => child !== key);
    if (left.length > 0) this.#waiting.set(parent, left);
    else this.#waiting.delete(parent);
    return leaf;
  }
}
