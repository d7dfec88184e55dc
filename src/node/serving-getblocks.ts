/**
 * Answers `getblocks` with the hashes that follow, so many at a time. If there are more the last is remembered: when its
 * block is asked for, the hash of our tip goes out right behind it, and the asker knows that there is more to ask for
 * (protocol.md §2.12, §3.1; Core `getblocks`, hashContinue).
 */

import { equalBytes, toHex } from "../bitcoin/bytes.ts";
import { known } from "../bitcoin/known.ts";
import { INV_BLOCK, type InventoryItem } from "../bitcoin/wire/message.ts";
import { findFork } from "../chain/locator.ts";
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";

export class ServingGetBlocks {
  readonly #context: NodeContext;
  /** The last block of a full list, for each that has not fetched it yet. */
  readonly #continueAfter: Map<Peer, number>;
  /** Hashes that each has told us or was told, oldest first, where the policy keeps them. */
  readonly #known: Map<Peer, Set<string>>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#continueAfter = context.memory.map("lists to go on with");
    this.#known = context.memory.map("known inventory");
  }

  onGetBlocks(peer: Peer, locator: readonly Uint8Array[], stop: Uint8Array): void {
    const { chain, policy } = this.#context;
    const { index, active } = chain;
    if (policy.locatorHashesMax !== null && locator.length > policy.locatorHashesMax) {
      const text = `getblocks locator size ${locator.length} > ${policy.locatorHashesMax}`;
      this.#context.drop(peer, "protocol", text);
      return;
    }
    const first = index.height(findFork(index, active, locator)) + 1;
    const items: InventoryItem[] = [];
    for (let i = 0; i < policy.inventoryPerMessage; i++) {
      const entry = active.at(first + i);
      if (entry === undefined || equalBytes(index.hash(entry), stop)) break;
      const hash = index.hash(entry).slice();
      if (!this.#knownTo(peer)?.has(toHex(hash))) items.push({ type: INV_BLOCK, hash });
      if (i === policy.inventoryPerMessage - 1) this.#continueAfter.set(peer, entry);
    }
    this.#send(peer, items);
    this.#context.observe({ kind: "servedInventory", peer: peer.id, count: items.length, fromHeight: first });
  }

  /** This block has just been sent. */
  onBlockSent(peer: Peer, entry: number): void {
    if (this.#continueAfter.get(peer) !== entry) return;
    this.#continueAfter.delete(peer);
    const { index, tip } = this.#context.chain;
    // Whether it knows our tip or not: to hear of it again is what it waits for.
    this.#send(peer, [{ type: INV_BLOCK, hash: index.hash(tip).slice() }]);
  }

  /** The peer has these itself. */
  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void {
    const inventory = this.#knownTo(peer);
    if (inventory === undefined) return;
    for (const hash of hashes) inventory.add(toHex(hash));
    const max = known(this.#context.policy.knownInventoryMax, "knownInventoryMax");
    for (const oldest of inventory) {
      if (inventory.size <= max) return;
      inventory.delete(oldest);
    }
  }

  onGone(peer: Peer): void {
    this.#continueAfter.delete(peer);
    this.#known.delete(peer);
  }

  #send(peer: Peer, items: readonly InventoryItem[]): void {
    if (items.length === 0) return;
    this.#context.send(peer, { command: "inv", items });
    this.onInventory(
      peer,
      items.map(({ hash }) => hash),
    );
  }

  #knownTo(peer: Peer): Set<string> | undefined {
    if (this.#context.policy.knownInventoryMax === null) return undefined;
    let inventory = this.#known.get(peer);
    if (inventory === undefined) {
      inventory = new Set();
      this.#known.set(peer, inventory);
    }
    return inventory;
  }
}
