/** What a node knows of each block beyond its header: four facts, one byte an entry (Core `BlockStatus`). */

const HAVE_DATA = 1;
const LINKED = 2;
const FAILED = 4;
const CONNECTED = 8;

export class BlockStatuses {
  #flags = new Uint8Array(64);

  /** The block itself is stored. */
  haveData(entry: number): boolean {
    return this.#has(entry, HAVE_DATA);
  }

  /** It and all its ancestors are stored (Core: its chain transaction count is not 0). */
  isLinked(entry: number): boolean {
    return this.#has(entry, LINKED);
  }

  /** It or an ancestor is invalid. */
  isFailed(entry: number): boolean {
    return this.#has(entry, FAILED);
  }

  /** It is part of the active chain or was so once (Core: BLOCK_VALID_SCRIPTS). */
  wasConnected(entry: number): boolean {
    return this.#has(entry, CONNECTED);
  }

  setHaveData(entry: number): void {
    this.#set(entry, HAVE_DATA);
  }

  setLinked(entry: number): void {
    this.#set(entry, LINKED);
  }

  setFailed(entry: number): void {
    this.#set(entry, FAILED);
  }

  setConnected(entry: number): void {
    this.#set(entry, CONNECTED);
  }

  /** Of so many entries that are all stored and connected. */
  static ofWhole(size: number): BlockStatuses {
    const statuses = new BlockStatuses();
    statuses.#flags = new Uint8Array(size).fill(HAVE_DATA | LINKED | CONNECTED);
    return statuses;
  }

  #has(entry: number, flag: number): boolean {
    return ((this.#flags[entry] ?? 0) & flag) !== 0;
  }

  #set(entry: number, flag: number): void {
    if (entry >= this.#flags.length) {
      const larger = new Uint8Array(Math.max(entry + 1, Math.ceil(this.#flags.length * 1.5)));
      larger.set(this.#flags);
      this.#flags = larger;
    }
    this.#flags[entry] = (this.#flags[entry] ?? 0) | flag;
  }
}
