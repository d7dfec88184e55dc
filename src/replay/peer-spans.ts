/**
 * What one peer was asked, from the asking to the answer: one span a request, 22 bytes each, in columns, in the order of their asking.
 * All that is said of a moment is worked out from it: what ends later is open then. Moments are positions (history.ts).
 */
import { countBelow, grown } from "./rising.ts";
import { Toggles } from "./toggles.ts";

/**
 * `renewed`: the same was asked of it once more. `freed`: the node does not wait for it any more. `disconnected`: the connection
 * went. `stopped`: the local node is no more.
 */
export const REQUEST_ENDS = ["answered", "renewed", "freed", "disconnected", "stopped"] as const;
export type RequestEnd = (typeof REQUEST_ENDS)[number];

/** `to` of what nothing has ended. */
const OPEN = 0xffffffff;
const HEADERS = -1;
/** A block of which no more than the hash was known. */
const UNKNOWN = -2;
/** Whatever is asked beside so many others has no row of its own. */
const ROWS = 31;

export class PeerSpans {
  #count = 0;
  #ended = 0;
  /** Number of the record with which it was asked; they rise. */
  #from = new Uint32Array(16);
  #to = new Uint32Array(16);
  #entry = new Int32Array(16);
  #height = new Int32Array(16);
  #row = new Uint8Array(16);
  #end = new Uint8Array(16);
  /** Numbers of the records that ended a span; they rise. */
  #ends = new Uint32Array(16);
  /** By span: the record that told which block it is, where that was before its end. */
  readonly #known = new Map<number, number>();
  /** A bit for each row in which something is open at the newest moment. */
  #rows = 0;
  /** It owes headers. */
  readonly owesHeaders = new Toggles();
  /** It is connected, and greetings have been exchanged: it could serve. */
  readonly ready = new Toggles();
  /** It could serve, owes nothing, and somebody has something that is missing here. */
  readonly idle = new Toggles();

  /** Asks for headers, or for a block; −1: of an entry that is not known. Returns the number of the span. */
  ask(record: number, what: "headers" | { readonly entry: number; readonly height: number }): number {
    const i = this.#count;
    this.#from = grown(this.#from, i);
    this.#to = grown(this.#to, i);
    this.#entry = grown(this.#entry, i);
    this.#height = grown(this.#height, i);
    this.#row = grown(this.#row, i);
    this.#end = grown(this.#end, i);
    this.#from[i] = record;
    this.#to[i] = OPEN;
    this.#entry[i] = what === "headers" ? HEADERS : what.entry < 0 ? UNKNOWN : what.entry;
    this.#height[i] = what === "headers" ? -1 : what.height;
    let row = 0;
    while (row < ROWS && (this.#rows & (1 << row)) !== 0) row += 1;
    if (row < ROWS) this.#rows |= 1 << row;
    this.#row[i] = row;
    this.#count += 1;
    if (what === "headers") this.owesHeaders.set(record, true);
    return i;
  }

  end(record: number, span: number, how: RequestEnd): void {
    this.#to[span] = record;
    this.#end[span] = REQUEST_ENDS.indexOf(how);
    this.#ends = grown(this.#ends, this.#ended);
    this.#ends[this.#ended++] = record;
    const row = this.#row[span] ?? ROWS;
    if (row < ROWS) this.#rows &= ~(1 << row);
    if (this.isHeaders(span)) this.owesHeaders.set(record, false);
  }

  /** Which block it is that was asked by its hash. */
  know(record: number, span: number, entry: number, height: number): void {
    this.#known.set(span, record);
    this.#entry[span] = entry;
    this.#height[span] = height;
  }

  get count(): number {
    return this.#count;
  }

  /** What its columns take. */
  get bytes(): number {
    return this.#from.length * (4 + 4 + 4 + 4 + 1 + 1) + this.#ends.length * 4;
  }

  /** Number of the record with which it was asked. */
  from(span: number): number {
    return this.#from[span]!;
  }

  /** Number of the record that ended it; undefined: it is open at `position`. */
  to(span: number, position: number): number | undefined {
    const to = this.#to[span] ?? OPEN;
    return to >= position ? undefined : to;
  }

  /** How it ended; undefined: it is open at `position`. */
  how(span: number, position: number): RequestEnd | undefined {
    return this.to(span, position) === undefined ? undefined : REQUEST_ENDS[this.#end[span]!];
  }

  isHeaders(span: number): boolean {
    return this.#entry[span] === HEADERS;
  }

  /** Entry and height of the block; undefined: headers, or nothing but its hash is known at `position`. */
  block(span: number, position: number): { readonly entry: number; readonly height: number } | undefined {
    const entry = this.#entry[span]!;
    if (entry < 0 || (this.#known.get(span) ?? -1) >= position) return undefined;
    return { entry, height: this.#height[span]! };
  }

  /** From 0: the lowest that was free when it was asked, of those that are open side by side. */
  row(span: number): number {
    return this.#row[span]!;
  }

  /** How many had been asked. */
  asked(position: number): number {
    return countBelow(this.#from, this.#count, position);
  }

  /** How many had come to their end. */
  ended(position: number): number {
    return countBelow(this.#ends, this.#ended, position);
  }

  /** How many are open. */
  open(position: number): number {
    return this.asked(position) - this.ended(position);
  }

  /** Those asked before position `high` that were not over at `low`, the latest first. Not in the order of their ends. */
  between(low: number, high: number, visit: (span: number) => void): void {
    const first = this.asked(low);
    for (let span = this.asked(high) - 1; span >= first; span--) visit(span);
    // Of the earlier ones only those still open at `low`, of which one knows how many there are.
    for (let span = first - 1, left = this.open(low); span >= 0 && left > 0; span--) {
      if ((this.#to[span] ?? OPEN) < low) continue;
      visit(span);
      left -= 1;
    }
  }
}
