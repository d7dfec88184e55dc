/**
 * The total order of a node's events, and a queue in that order. Ties decide races, so nothing is left to the heap:
 * `(at, source, sequence)`, the sequence assigned by the source, is unique.
 */
import type { SimTime } from "./time.ts";

export interface EventKey {
  readonly at: SimTime;
  /** Who caused it. */
  readonly source: number;
  /** Counts what this source has caused. */
  readonly sequence: number;
}

/** Negative: `a` comes first. 0 only for the same event. */
export function compareKeys(a: EventKey, b: EventKey): number {
  return a.at - b.at || a.source - b.source || a.sequence - b.sequence;
}

/** A binary heap. */
export class EventQueue<T extends EventKey> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  peek(): T | undefined {
    return this.#heap[0];
  }

  push(event: T): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(event);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = heap[up] as T;
      if (compareKeys(parent, event) <= 0) break;
      heap[hole] = parent;
      hole = up;
    }
    heap[hole] = event;
  }

  /** Takes out the event of this key; false: it is not there. Costs as much as there are events. */
  remove(key: EventKey): boolean {
    const kept = this.#heap.filter((event) => compareKeys(event, key) !== 0);
    if (kept.length === this.#heap.length) return false;
    this.#heap.length = 0;
    for (const event of kept) this.push(event);
    return true;
  }

  pop(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let hole = 0;
    for (;;) {
      let down = 2 * hole + 1;
      if (down >= heap.length) break;
      const right = down + 1;
      if (right < heap.length && compareKeys(heap[right] as T, heap[down] as T) < 0) down = right;
      const child = heap[down] as T;
      if (compareKeys(last, child) <= 0) break;
      heap[hole] = child;
      hole = down;
    }
    heap[hole] = last;
    return first;
  }
}
