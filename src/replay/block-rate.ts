/**
 * How fast a peer gives blocks: of the last seconds, those in which it owed some. The part of a block under way counts as
 * far as it has come; who owes nothing has no rate, who owes and sends nothing has 0.
 */

/** Virtual µs that are looked back on. */
const SPAN_US = 5_000_000;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export class BlockRate {
  /** When something was owed; the last one is still open while something is. */
  readonly #owed: Stretch[];
  #isOpen = false;
  /** Of every block that came: from when its first byte went out to when it was here. */
  readonly #came: Stretch[];

  constructor(owed: readonly Stretch[] = [], came: readonly Stretch[] = []) {
    this.#owed = [...owed];
    this.#came = [...came];
  }

  copy(): BlockRate {
    const copy = new BlockRate(this.#owed, this.#came);
    copy.#isOpen = this.#isOpen;
    return copy;
  }

  /** Everything in it, as plain data. */
  toJSON(): object {
    return { owed: this.#owed, came: this.#came, isOpen: this.#isOpen };
  }

  /** Told after everything that may have changed whether the peer owes a block. */
  owes(at: number, something: boolean): void {
    if (something === this.#isOpen) return;
    this.#isOpen = something;
    if (something) this.#owed.push({ from: at, to: Number.POSITIVE_INFINITY });
    else {
      const last = this.#owed.pop();
      if (last !== undefined) this.#owed.push({ from: last.from, to: at });
      forget(this.#owed, at);
    }
  }

  /** A block that it was asked for was under way in this time. */
  came(block: Stretch): void {
    this.#came.push(block);
    forget(this.#came, block.to);
  }

  /** Blocks a second at `at`, with those `underWay` then; undefined: nothing is owed. */
  perSecond(at: number, underWay: readonly Stretch[]): number | undefined {
    const from = at - SPAN_US;
    if (!this.#owed.some((stretch) => stretch.from <= at && stretch.to > at)) return undefined;
    let owed = 0;
    for (const stretch of this.#owed) owed += overlap(stretch, from, at);
    let blocks = 0;
    for (const stretch of [...this.#came, ...underWay]) {
      const length = stretch.to - stretch.from;
      if (length > 0) blocks += overlap(stretch, from, at) / length;
      else if (stretch.to > from && stretch.to <= at) blocks += 1;
    }
    return owed === 0 ? 0 : blocks / (owed / 1_000_000);
  }
}

/** What ended longer ago than anybody looks back. */
function forget(stretches: { readonly to: number }[], at: number): void {
  while ((stretches[0]?.to ?? at) < at - 2 * SPAN_US) stretches.shift();
}

function overlap({ from, to }: Stretch, low: number, high: number): number {
  return Math.max(0, Math.min(to, high) - Math.max(from, low));
}
