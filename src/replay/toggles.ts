/** Something that is so or not so, over a run: the numbers of the records with which it changes, and nothing before the first. */
import { countBelow, grown } from "./rising.ts";

export class Toggles {
  #records = new Uint32Array(16);
  #count = 0;

  /** Whether it is so after all that has been set. */
  get isOn(): boolean {
    return this.#count % 2 === 1;
  }

  /** What is so after record `record`, which is not before those set earlier. */
  set(record: number, isOn: boolean): void {
    if (isOn === this.isOn) return;
    this.#records = grown(this.#records, this.#count);
    this.#records[this.#count++] = record;
  }

  /** Whether it is so when `position` records have happened. */
  at(position: number): boolean {
    return countBelow(this.#records, this.#count, position) % 2 === 1;
  }

  /**
   * While it is so between the positions `low` and `high`: the record with which it begins and the one with which it ends; `high`,
   * where it goes on.
   */
  between(low: number, high: number, visit: (from: number, to: number) => void): void {
    let i = countBelow(this.#records, this.#count, low);
    if (i % 2 === 1) i -= 1;
    for (; i < this.#count; i += 2) {
      const from = this.#records[i]!;
      if (from >= high) return;
      const to = i + 1 < this.#count ? this.#records[i + 1]! : high;
      visit(from, Math.min(to, high));
    }
  }
}
