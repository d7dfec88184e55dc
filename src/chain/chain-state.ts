/**
 * What a node knows of the chain and how it comes to know more: headers join the block index, bodies are stored, the
 * active chain follows the most work (protocol.md §2.14–2.17; Core `AcceptBlockHeader`, `AcceptBlock`).
 */
import { type Block, blockHash, storedBlock } from "../bitcoin/block.ts";
import { copyBytes, HASH_BYTES } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeaderInto, PREV_AT } from "../bitcoin/header.ts";
import type { Network } from "../bitcoin/networks.ts";
import { ActiveChain } from "./active-chain.ts";
import { BestChain, mostWork, type TipChange } from "./best-chain.ts";
import { BlockBodies } from "./block-bodies.ts";
import {
  type BlockReject,
  checkBlockInContext,
  checkBody,
  checkMerkleRoot,
  checkMutation,
  placeIn,
} from "./block-checks.ts";
import { BlockIndex } from "./block-index.ts";
import { BlockStatuses } from "./block-status.ts";
import { type ChainView, checkEntry, checkWhole } from "./chain-invariants.ts";
import type { ChainMemory } from "./chain-memory.ts";
import type { ChainOptions } from "./chain-options.ts";
import type { CheckedBatch } from "./header-batch.ts";
import { checkHeaderInContext, checkProofOfWork } from "./header-checks.ts";
import type { BlockVerdict, HeaderVerdict } from "./verdicts.ts";

/** One chain without branches whose blocks are all here, and believed. */
interface Whole {
  readonly index: BlockIndex;
  readonly blocks: BlockBodies;
}

export class ChainState {
  readonly network: Network;
  readonly headersOnly: boolean;
  readonly checks: boolean;
  readonly witnesses: boolean;
  readonly index: BlockIndex;
  readonly active: ActiveChain;
  #connects: boolean;
  readonly #status: BlockStatuses;
  readonly #best: BestChain;
  readonly #blocks: BlockBodies;
  readonly #hash = new Uint8Array(HASH_BYTES);
  /** Entries from here on have never been checked against the invariants. */
  #checkedSize = 0;
  /** Of those that have, the ones that changed since. */
  readonly #touched = new Set<number>();
  #bestHeader: number;

  /** `whole`: what it has; genesis alone if left out. */
  constructor(network: Network, options: ChainOptions = {}, whole?: Whole) {
    this.network = network;
    this.headersOnly = options.headersOnly ?? false;
    this.checks = options.checks ?? true;
    this.witnesses = options.witnesses ?? true;
    this.#connects = options.connects ?? true;
    this.index = whole?.index ?? new BlockIndex(network.genesis.header, options);
    this.#blocks = whole?.blocks ?? genesisBlock(network, options);
    this.#status = whole === undefined ? new BlockStatuses() : BlockStatuses.ofWhole(this.index.size);
    this.active = new ActiveChain(this.index, this.index.size - 1);
    this.#best = new BestChain(this.index, this.active, this.#status);
    this.#bestHeader = this.active.tip;
  }

  get connects(): boolean {
    return this.#connects;
  }

  /** From now on the active chain stays where it is. */
  stopConnecting(): void {
    this.#connects = false;
  }

  get tip(): number {
    return this.active.tip;
  }

  /** The valid header with the most work; the first of equals. */
  get bestHeader(): number {
    return this.#bestHeader;
  }

  /** Blocks stored, genesis included. */
  get storedCount(): number {
    return this.#blocks.size;
  }

  hasBlock(entry: number): boolean {
    return this.#status.haveData(entry);
  }

  /** Its block and those of all its ancestors are stored. */
  hasAllBlocksTo(entry: number): boolean {
    return this.#status.isLinked(entry);
  }

  isFailed(entry: number): boolean {
    return this.#status.isFailed(entry);
  }

  /** It is part of the active chain or was so once: all that can be checked of it was found right. */
  wasConnected(entry: number): boolean {
    return this.#status.wasConnected(entry);
  }

  /** Undefined where only the header is known. */
  block(entry: number): Block | undefined {
    const bytes = this.#blocks.get(entry);
    return bytes === undefined ? undefined : storedBlock(bytes, this.index.hash(entry).slice());
  }

  /** Takes in the 80 bytes at `offset`. `nowSeconds`: unix time. */
  acceptHeader(bytes: Uint8Array, offset: number, nowSeconds: number): HeaderVerdict {
    hashHeaderInto(bytes, offset, this.#hash, 0);
    return this.#acceptHashed(bytes, offset, nowSeconds);
  }

  /** Takes in the header of a block. */
  acceptHeaderOf(block: Block, nowSeconds: number): HeaderVerdict {
    this.#hashOf(block);
    return this.#acceptHashed(block.header, 0, nowSeconds);
  }

  /** Takes in one header of a batch whose hashes are known and whose proof of work was checked. */
  acceptChecked(batch: CheckedBatch, i: number, nowSeconds: number): HeaderVerdict {
    copyBytes(batch.hashes, i * HASH_BYTES, HASH_BYTES, this.#hash, 0);
    return this.#acceptHashed(batch.bytes, i * HEADER_BYTES, nowSeconds, true);
  }

  /**
   * Whether the body is not that of the header (Core `IsBlockMutated`). undefined also where the parent is unknown: without
   * its height nobody can say whether it may have witnesses.
   */
  checkMutation(block: Block): BlockReject | undefined {
    const parent = this.index.find(block.header, PREV_AT);
    if (!this.checks || parent === undefined) return undefined;
    const commits = this.index.height(parent) + 1 >= this.network.segwitHeight;
    return checkMutation(block, this.witnesses ? commits : undefined);
  }

  /** What can be said of a block that is not in the index, without its parent (Core `CheckBlock`). */
  checkAlone(block: Block): BlockReject | undefined {
    if (!this.checks) return undefined;
    this.#hashOf(block);
    const reason = checkProofOfWork(block.header, 0, this.#hash, this.network);
    if (reason !== undefined) return { reason, mutated: false };
    return checkMerkleRoot(block) ?? checkBody(block);
  }

  /**
   * Takes in a whole block, its header first. Never changes anything for a body that is not the header's. `isItsBody`:
   * `checkMutation` has said so.
   */
  acceptBlock(block: Block, nowSeconds: number, isItsBody = false): BlockVerdict {
    this.#hashOf(block);
    const known = this.index.find(this.#hash);
    const isHere = known !== undefined && this.#status.haveData(known);
    if (known === undefined && this.checks) {
      const reason = checkProofOfWork(block.header, 0, this.#hash, this.network);
      if (reason !== undefined) return refused(known, reason);
    }
    // Another body under the hash of a block that we have is an attack all the same (protocol.md §2.15).
    const mutation = isItsBody ? undefined : (this.checkMutation(block) ?? this.#checkOrphan(block));
    if (mutation !== undefined) return refused(known, mutation.reason, true);
    if (isHere) return { kind: "duplicate", entry: known };
    const malformed = this.checks ? checkBody(block) : undefined;
    // Not even a mutation-free failure is held against the hash: another body might carry it (Core CheckBlock).
    if (malformed !== undefined) return refused(known, malformed.reason);
    const header = this.#acceptHashed(block.header, 0, nowSeconds);
    if (header.kind === "rejected") return refused(known, header.reason);
    return this.#store(header.entry, block);
  }

  /**
   * A chain of its own that has this one's blocks up to `height`, checked as they were checked here. Blocks and index are
   * shared until they change. Only of a chain without branches whose blocks are all here.
   */
  prefix(height: number, options: Pick<ChainOptions, "checks" | "witnesses"> = {}): ChainState {
    this.#mustBeSingle();
    const chain = new ChainState(
      this.network,
      { ...options, headersOnly: this.headersOnly },
      { index: this.index.prefix(height + 1), blocks: this.#blocks.prefix(height + 1) },
    );
    chain.#checkedSize = Math.min(this.#checkedSize, height + 1);
    return chain;
  }

  /** A copy of all of it, for another thread. Only of a chain without branches whose blocks are all here, and all shared. */
  copyMemory(): ChainMemory {
    this.#mustBeSingle();
    const index = this.index.copyMemory();
    return { index, places: this.headersOnly ? undefined : this.#blocks.copyPlaces(index.size) };
  }

  /** The chain that `copyMemory` was of. It is believed: never what comes from a peer. */
  static of(network: Network, options: ChainOptions, { index, places }: ChainMemory): ChainState {
    const blocks =
      places === undefined
        ? genesisBlock(network, options)
        : BlockBodies.at(places, network.genesis.bytes, options.shared);
    const chain = new ChainState(network, options, { index: BlockIndex.of(index), blocks });
    chain.#checkedSize = index.size;
    return chain;
  }

  /**
   * All that it has read again by other rules, without what they do not allow (Core `-reindex`). Entries have other numbers
   * there. `wholeOnly`: without headers and blocks of which anything below is missing. Its active chain follows all that is
   * left.
   */
  reindexed(
    options: Pick<ChainOptions, "checks" | "workIsHeight" | "witnesses">,
    nowSeconds: number,
    wholeOnly = false,
  ): ChainState {
    const { headersOnly } = this;
    const fresh = new ChainState(this.network, { ...options, headersOnly, shared: this.#blocks.shared });
    const header = new Uint8Array(HEADER_BYTES);
    for (let entry = 1; entry < this.index.size; entry++) {
      if (wholeOnly && !this.hasAllBlocksTo(entry)) continue;
      this.index.copyHeader(entry, header, 0);
      if (fresh.#acceptShared(header, this.index.hash(entry), this.#blocks.placeOf(entry))) continue;
      const block = this.block(entry);
      if (fresh.acceptHeader(header, 0, nowSeconds).kind === "rejected" || block === undefined) continue;
      fresh.acceptBlock(block, nowSeconds);
    }
    return fresh;
  }

  /** What is wrong with what changed since the last call; empty = nothing. Costs as much as the change did. */
  checkInvariants(): readonly string[] {
    const { size } = this.index;
    if (this.#touched.size === 0 && this.#checkedSize === size) return [];
    const view = this.#view();
    const problems: string[] = [];
    // Whatever changed, the tip and the best header must stand up to it.
    this.#touch(this.tip);
    this.#touch(this.#bestHeader);
    for (const entry of this.#touched) checkEntry(view, entry, problems);
    for (let entry = this.#checkedSize; entry < size; entry++) checkEntry(view, entry, problems);
    this.#touched.clear();
    this.#checkedSize = size;
    return problems;
  }

  /** What is wrong anywhere; empty = nothing. Looks at everything. */
  audit(): readonly string[] {
    return checkWhole(this.#view());
  }

  #mustBeSingle(): void {
    if (this.active.height < this.index.size - 1) throw new Error("only a single chain can be copied");
  }

  #hashOf(block: Block): void {
    copyBytes(blockHash(block), 0, HASH_BYTES, this.#hash, 0);
  }

  #acceptHashed(bytes: Uint8Array, offset: number, nowSeconds: number, powChecked = false): HeaderVerdict {
    const known = this.index.find(this.#hash);
    if (known !== undefined) {
      return this.#status.isFailed(known)
        ? { kind: "rejected", reason: "duplicate-invalid" }
        : { kind: "known", entry: known };
    }
    const reason =
      powChecked || !this.checks ? undefined : checkProofOfWork(bytes, offset, this.#hash, this.network);
    if (reason !== undefined) return { kind: "rejected", reason };
    const parent = this.index.find(bytes, offset + PREV_AT);
    if (parent === undefined) return { kind: "rejected", reason: "prev-blk-not-found" };
    if (this.#status.isFailed(parent)) return { kind: "rejected", reason: "bad-prevblk" };
    const misplaced = this.checks
      ? checkHeaderInContext(bytes, offset, parent, this.index, this.network, nowSeconds)
      : undefined;
    if (misplaced !== undefined) return { kind: "rejected", reason: misplaced };
    const entry = this.#insert(bytes, offset, this.#hash, parent);
    return { kind: "new", entry, tipChange: this.headersOnly ? this.#linkStored(entry) : undefined };
  }

  /** A block that is among the shared ones: those have been checked by every rule there is. False: it is not. */
  #acceptShared(header: Uint8Array, hash: Uint8Array, place: number | undefined): boolean {
    const parent = this.index.find(header, PREV_AT);
    if (place === undefined || parent === undefined || this.isFailed(parent)) return false;
    const entry = this.#insert(header, 0, hash, parent);
    this.#blocks.setPlace(entry, place);
    this.#linkStored(entry);
    return true;
  }

  #insert(bytes: Uint8Array, offset: number, hash: Uint8Array, parent: number): number {
    const entry = this.index.insert(bytes, offset, hash, parent);
    if (this.index.compareWork(entry, this.#bestHeader) > 0) this.#bestHeader = entry;
    return entry;
  }

  #store(entry: number, block: Block): BlockVerdict {
    const invalid = this.checks
      ? checkBlockInContext(block, placeIn(this.index, entry), this.network)
      : undefined;
    if (invalid !== undefined) {
      const invalidated = this.#fail(entry);
      return { kind: "rejected", entry, reason: invalid.reason, mutated: false, invalidated };
    }
    this.#blocks.set(entry, this.index.height(entry), block.bytes);
    return { kind: "stored", entry, tipChange: this.#linkStored(entry) };
  }

  /** Without a parent nobody knows whether there may be witnesses: only the transactions can be looked at. */
  #checkOrphan(block: Block): BlockReject | undefined {
    return this.checks && this.index.find(block.header, PREV_AT) === undefined
      ? checkMerkleRoot(block)
      : undefined;
  }

  #linkStored(entry: number): TipChange | undefined {
    this.#touch(entry);
    if (!this.#connects) {
      for (const linked of this.#best.stored(entry)) this.#touch(linked);
      return undefined;
    }
    const extended = this.#best.extend(entry);
    if (extended !== undefined) {
      this.#touch(extended.from);
      return extended;
    }
    for (const linked of this.#best.stored(entry)) this.#touch(linked);
    const change = this.#best.activate();
    if (change !== undefined) {
      for (const connected of change.connected) this.#touch(connected);
      this.#touch(change.from);
    }
    return change;
  }

  #touch(entry: number): void {
    if (entry < this.#checkedSize) this.#touched.add(entry);
  }

  /** The block and all that builds on it are invalid for ever. Parents come before children in the index. */
  #fail(entry: number): number[] {
    const failed: number[] = [];
    for (let i = entry; i < this.index.size; i++) {
      if (this.#status.isFailed(i) || (i !== entry && !this.#status.isFailed(this.index.parent(i)))) continue;
      this.#status.setFailed(i);
      this.#touch(i);
      failed.push(i);
    }
    this.#best.forget(failed);
    if (this.#status.isFailed(this.#bestHeader))
      this.#bestHeader = mostWork(this.index, this.#status, this.tip);
    return failed;
  }

  #view(): ChainView {
    return {
      index: this.index,
      active: this.active,
      status: this.#status,
      best: this.#best,
      bestHeader: this.#bestHeader,
      checks: this.checks,
      connects: this.#connects,
      hasBody: (entry: number) => this.headersOnly || this.#blocks.has(entry),
    };
  }
}

function refused(entry: number | undefined, reason: string, mutated = false): BlockVerdict {
  return { kind: "rejected", entry, reason, mutated, invalidated: [] };
}

function genesisBlock(network: Network, { shared }: ChainOptions): BlockBodies {
  const blocks = new BlockBodies(shared);
  blocks.set(0, 0, network.genesis.bytes);
  return blocks;
}
