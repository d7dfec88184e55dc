/**
 * How much a node may hash while a world runs: mining there is a way to show blocks, not to show work, and whoever watches waits.
 * What is beyond it is not mined. Counted in tries, so that every host stops at the same one.
 */
import { workOf } from "../../bitcoin/work.ts";

/** Expected of one block; harder ones are not begun. */
export const BLOCK_HASHES_MAX = 8_192;
/** Tried in one moment of virtual time, so that no event takes longer than about half a second. */
const MOMENT_TRIES_MAX = 125_000;
/** Tried in all by one node: some minutes at most for the largest world, whoever mines in it. */
const NODE_TRIES_MAX = 4_000_000;

export class HashBudget {
  #left: number;
  #leftNow: number;
  readonly #perMoment: number;
  readonly #perBlock: number;
  #moment = -1;

  constructor(tries = NODE_TRIES_MAX, perMoment = MOMENT_TRIES_MAX, perBlock = BLOCK_HASHES_MAX) {
    this.#left = tries;
    this.#perMoment = perMoment;
    this.#perBlock = perBlock;
    this.#leftNow = perMoment;
  }

  /** Something happens at this moment. */
  begin(moment: number): void {
    if (moment === this.#moment) return;
    this.#moment = moment;
    this.#leftNow = this.#perMoment;
  }

  /** Whether a block with these bits may be begun. */
  allows(bits: number): boolean {
    return workOf(bits) <= BigInt(this.#perBlock);
  }

  /** Whether one more hash may be tried. */
  take(): boolean {
    if (this.#left <= 0 || this.#leftNow <= 0) return false;
    this.#left -= 1;
    this.#leftNow -= 1;
    return true;
  }
}
