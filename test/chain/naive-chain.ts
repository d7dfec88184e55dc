/**
 * What a chain state should do, said as plainly as possible: every answer is computed from the whole story so far
 * (protocol.md §2.14–2.17). Blocks are numbers, 0 is genesis.
 */
export interface PlannedBlock {
  readonly parent: number;
  /** `invalid` fails at its height, `malformed` by itself. */
  readonly body: "valid" | "invalid" | "malformed";
}

export class NaiveChain {
  readonly #plan: readonly PlannedBlock[];
  /** In order of arrival. */
  readonly headers: number[] = [0];
  readonly #bodies: number[] = [0];
  /** In the order in which they became whole. */
  readonly linked: number[] = [0];
  readonly failed = new Set<number>();
  tip = 0;
  bestHeader = 0;

  constructor(plan: readonly PlannedBlock[]) {
    this.#plan = plan;
  }

  /** On regtest every block has the same work. */
  height(block: number): number {
    return block === 0 ? 0 : this.height(this.#parent(block)) + 1;
  }

  hasBody(block: number): boolean {
    return this.#bodies.includes(block);
  }

  acceptHeader(block: number): string {
    if (this.headers.includes(block)) return this.failed.has(block) ? "duplicate-invalid" : "known";
    const parent = this.#parent(block);
    if (!this.headers.includes(parent)) return "prev-blk-not-found";
    if (this.failed.has(parent)) return "bad-prevblk";
    this.headers.push(block);
    if (this.height(block) > this.height(this.bestHeader)) this.bestHeader = block;
    return "new";
  }

  acceptBlock(block: number, mutated: boolean): string {
    const body = this.#plan[block]?.body;
    if (mutated) return "bad-txnmrklroot";
    if (this.hasBody(block)) return "duplicate";
    if (body === "malformed") return "bad-cb-multiple";
    const header = this.acceptHeader(block);
    if (header !== "new" && header !== "known") return header;
    if (body === "invalid") {
      this.#fail(block);
      return "bad-cb-height";
    }
    this.#bodies.push(block);
    this.#link();
    for (const candidate of this.linked) {
      // The first of those with the most work was whole first.
      if (this.height(candidate) > this.height(this.tip)) this.tip = candidate;
    }
    return "stored";
  }

  #fail(block: number): void {
    for (const header of this.headers) if (this.#descends(header, block)) this.failed.add(header);
    if (!this.failed.has(this.bestHeader)) return;
    this.bestHeader = this.tip;
    for (const header of this.headers) {
      if (!this.failed.has(header) && this.height(header) > this.height(this.bestHeader))
        this.bestHeader = header;
    }
  }

  /** Breadth first: what waited for the new block, then what waited for that, each in order of arrival. */
  #link(): void {
    const isReady = (block: number) =>
      !this.linked.includes(block) && this.linked.includes(this.#parent(block));
    for (let wave = this.#bodies.filter(isReady); wave.length > 0; ) {
      this.linked.push(...wave);
      wave = wave.flatMap((parent) => this.#bodies.filter((block) => this.#parent(block) === parent));
    }
  }

  #descends(block: number, from: number): boolean {
    return block === from || (block !== 0 && this.#descends(this.#parent(block), from));
  }

  #parent(block: number): number {
    return block === 0 ? -1 : (this.#plan[block]?.parent ?? -1);
  }
}
