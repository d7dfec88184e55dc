/** Which block each number of a node's block index stands for, as its records tell. */
import { HASH_BYTES } from "../bitcoin/bytes.ts";
import type { HeaderEntries } from "../node/observation.ts";

export class NodeIndex {
  /** By height: it had this chain, and nothing else, when it began. Its entries have their heights as their numbers. */
  readonly #base: readonly string[];
  readonly #hashes: string[] = [];
  readonly #parents: number[] = [];

  /** `base`: display-order hex. */
  constructor(base: readonly string[] = []) {
    this.#base = base;
  }

  get size(): number {
    return this.#base.length + this.#hashes.length;
  }

  /** Display-order hex; undefined: there is no such entry. */
  hash(entry: number): string | undefined {
    return this.#base[entry] ?? this.#hashes[entry - this.#base.length];
  }

  /** What it has already is passed over. */
  add({ first, count, hashes, parents }: HeaderEntries): void {
    for (let i = Math.max(0, this.size - first); i < count; i++) {
      this.#hashes.push(displayed(hashes, i * HASH_BYTES));
      this.#parents.push(parents[i] ?? -1);
    }
  }

  /** The chain that ends in this entry: a hash by its height. */
  chainTo(tip: number): (height: number) => string | undefined {
    const above: string[] = [];
    let entry = tip;
    for (; entry >= this.#base.length; entry = this.#parents[entry - this.#base.length] ?? -1)
      above.push(this.#hashes[entry - this.#base.length] ?? "");
    const fork = entry;
    return (height) => (height <= fork ? this.#base[height] : above[above.length - height + fork]);
  }
}

/** Of internal order, without what a page need not load for it. */
function displayed(bytes: Uint8Array, offset: number): string {
  let hex = "";
  for (let i = offset + HASH_BYTES - 1; i >= offset; i--)
    hex += (bytes[i] ?? 0).toString(16).padStart(2, "0");
  return hex;
}
