/**
 * Chooses the active chain: the one with the most work whose blocks are all here (protocol.md §2.17; Core
 * `FindMostWorkChain`, `ActivateBestChainStep`). Between chains of equal work the one that was whole first stays.
 */
import type { ActiveChain } from "./active-chain.ts";
import type { BlockIndex } from "./block-index.ts";
import type { BlockStatuses } from "./block-status.ts";

export interface TipChange {
  readonly from: number;
  readonly to: number;
  /** From the old tip down. */
  readonly disconnected: readonly number[];
  /** From above the fork up to the new tip. */
  readonly connected: readonly number[];
}

export class BestChain {
  readonly #index: BlockIndex;
  readonly #active: ActiveChain;
  readonly #status: BlockStatuses;
  /** Linked blocks that are not worse than the tip, in the order in which they were linked. The tip is one of them. */
  readonly #candidates = new Set<number>();
  /** The first linked of those with the most work, so that nobody looks through them at each block; undefined: not known. */
  #best: number | undefined;
  /** Stored blocks of which an ancestor is missing, by their parent. */
  readonly #unlinked = new Map<number, Set<number>>();

  constructor(index: BlockIndex, active: ActiveChain, status: BlockStatuses) {
    this.#index = index;
    this.#active = active;
    this.#status = status;
    status.setHaveData(active.tip);
    status.setLinked(active.tip);
    status.setConnected(active.tip);
    this.#candidates.add(active.tip);
    this.#best = active.tip;
  }

  /** A block has come in. Returns the entries that are whole down to genesis now: it and those that waited for it. */
  stored(entry: number): readonly number[] {
    this.#status.setHaveData(entry);
    const parent = this.#index.parent(entry);
    if (!this.#status.isLinked(parent)) {
      const siblings = this.#unlinked.get(parent);
      if (siblings === undefined) this.#unlinked.set(parent, new Set([entry]));
      else siblings.add(entry);
      return [];
    }
    const linked = [entry];
    // Grows while it is walked: what is linked releases its own children.
    for (const whole of linked) {
      this.#link(whole);
      const waiting = this.#unlinked.get(whole);
      if (waiting === undefined) continue;
      this.#unlinked.delete(whole);
      linked.push(...waiting);
    }
    return linked;
  }

  /**
   * The block that has come in is the next on top of the tip, and nothing else is waiting or a candidate: by far the most
   * common case, done at once. Undefined, and nothing done: it is not so.
   */
  extend(entry: number): TipChange | undefined {
    const from = this.#active.tip;
    const simple =
      this.#index.parent(entry) === from && this.#unlinked.size === 0 && this.#candidates.size === 1;
    if (!simple || this.#status.isFailed(entry) || !this.#candidates.has(from)) return undefined;
    this.#status.setHaveData(entry);
    this.#status.setLinked(entry);
    this.#candidates.clear();
    this.#candidates.add(entry);
    this.#best = entry;
    this.#connect(entry);
    return { from, to: entry, disconnected: [], connected: [entry] };
  }

  /** Moves the active chain to the best candidate. Undefined: it is there already. */
  activate(): TipChange | undefined {
    const best = this.#bestCandidate();
    const from = this.#active.tip;
    if (this.#index.compareWork(best, from) <= 0) return undefined;
    const fork = this.#index.lastCommon(best, from);
    const disconnected: number[] = [];
    while (this.#active.tip !== fork) disconnected.push(this.#active.disconnect());
    const connected: number[] = [];
    for (let walk = best; walk !== fork; walk = this.#index.parent(walk)) connected.push(walk);
    connected.reverse();
    for (const entry of connected) this.#connect(entry);
    this.#dropWorse();
    return { from, to: best, disconnected, connected };
  }

  /** A block was found invalid, and with it all that builds on it: they are nobody's candidates any more. */
  forget(failed: readonly number[]): void {
    for (const entry of failed) {
      this.#candidates.delete(entry);
      if (this.#best === entry) this.#best = undefined;
      this.#unlinked.delete(entry);
      this.#unlinked.get(this.#index.parent(entry))?.delete(entry);
    }
  }

  isCandidate(entry: number): boolean {
    return this.#candidates.has(entry);
  }

  /** In the order in which they were linked. */
  get candidates(): Iterable<number> {
    return this.#candidates;
  }

  /** Pairs of a block that is missing or waits itself, and one that waits for it. */
  get unlinked(): Iterable<readonly [number, number]> {
    return [...this.#unlinked].flatMap(([parent, waiting]) =>
      Array.from(waiting, (entry): [number, number] => [parent, entry]),
    );
  }

  /** It waits for its parent. */
  isUnlinked(entry: number): boolean {
    return this.#unlinked.get(this.#index.parent(entry))?.has(entry) ?? false;
  }

  #connect(entry: number): void {
    this.#active.connect(entry);
    this.#status.setConnected(entry);
  }

  #link(entry: number): void {
    this.#status.setLinked(entry);
    if (this.#status.isFailed(entry) || this.#index.compareWork(entry, this.#active.tip) < 0) return;
    this.#candidates.add(entry);
    if (this.#best !== undefined && this.#isBetter(entry, this.#best)) this.#best = entry;
  }

  /** It is looked for anew only after the best was found invalid. */
  #bestCandidate(): number {
    if (this.#best !== undefined) return this.#best;
    let best: number | undefined;
    for (const entry of this.#candidates) {
      if (best === undefined || this.#isBetter(entry, best)) best = entry;
    }
    this.#best = best;
    return best ?? this.#active.tip;
  }

  /** `entry` was linked later. */
  #isBetter(entry: number, than: number): boolean {
    return this.#index.compareWork(entry, than) > 0;
  }

  /** Looks at each candidate once more at most: those that are left have the tip's work, and the next tip will have more. */
  #dropWorse(): void {
    const { tip } = this.#active;
    for (const entry of this.#candidates) {
      if (this.#index.compareWork(entry, tip) < 0) this.#candidates.delete(entry);
    }
  }
}

/** The valid entry with the most work: `than`, or the first of those with more. */
export function mostWork(index: BlockIndex, status: BlockStatuses, than: number): number {
  let best = than;
  for (let entry = 0; entry < index.size; entry++) {
    if (!status.isFailed(entry) && index.compareWork(entry, best) > 0) best = entry;
  }
  return best;
}
