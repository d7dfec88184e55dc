/**
 * A node's way in. What arrives faster than its download rate waits at the door: in order on each connection, while the
 * connections that have something waiting share the rate evenly, byte by byte, as TCP's do. When a message will be in
 * depends on what arrives after it, so it is known only when it is.
 */
import { type SimTime, US_PER_SECOND } from "./time.ts";

interface Waiting<T> {
  readonly content: T;
  readonly bytes: number;
}

/** What waits of one source. The rate is in bytes a second, so a microsecond lets in millionths of bytes: those are counted. */
interface Line<T> {
  readonly source: number;
  readonly waiting: Waiting<T>[];
  /** Of the first, what is still to come in, in millionths of bytes. */
  left: number;
}

const PARTS_PER_BYTE = US_PER_SECOND;

export class Downlink<T> {
  readonly #bytesPerSecond: number | null;
  /** None of them is empty. */
  #lines: Line<T>[] = [];
  /** `left` is as of this moment. */
  #asOf: SimTime = 0;

  /** `bytesPerSecond`: null = unlimited. */
  constructor(bytesPerSecond: number | null) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** True: it is let in at once. False: it waits until it is the next one. */
  arrive(now: SimTime, source: number, bytes: number, content: T): boolean {
    if (this.#bytesPerSecond === null) return true;
    const line = this.#lines.find((other) => other.source === source);
    if (line === undefined && bytes === 0) return true;
    this.#letIn(now);
    if (line !== undefined) line.waiting.push({ content, bytes });
    else this.#lines.push({ source, waiting: [{ content, bytes }], left: bytes * PARTS_PER_BYTE });
    return false;
  }

  /** What will be in next, unless something changes before. */
  get next(): { readonly at: SimTime; readonly content: T } | undefined {
    const line = this.#first();
    const content = line?.waiting[0]?.content;
    if (line === undefined || content === undefined) return undefined;
    return {
      at: this.#asOf + Math.ceil((line.left * this.#lines.length) / (this.#bytesPerSecond ?? 1)),
      content,
    };
  }

  /** Takes `next` at its moment. */
  take(now: SimTime): T {
    this.#letIn(now);
    const line = this.#first();
    const taken = line?.waiting.shift();
    if (line === undefined || taken === undefined || line.left > 0) throw new Error("nothing has come in");
    // Whoever has had its turn stands behind the others.
    this.#lines = this.#lines.filter((other) => other !== line);
    this.#lineUp(line);
    return taken.content;
  }

  /** Takes out what waits of a source and is meant. Returns it, oldest first. */
  drop(now: SimTime, source: number, isMeant: (content: T) => boolean): readonly T[] {
    const line = this.#lines.find((other) => other.source === source);
    if (line === undefined) return [];
    this.#letIn(now);
    const [first] = line.waiting;
    const dropped = line.waiting.filter(({ content }) => isMeant(content));
    const kept = line.waiting.filter(({ content }) => !isMeant(content));
    line.waiting.splice(0, line.waiting.length, ...kept);
    if (kept[0] !== first) {
      this.#lines = this.#lines.filter((other) => other !== line);
      this.#lineUp(line);
    }
    return dropped.map(({ content }) => content);
  }

  #lineUp(line: Line<T>): void {
    const [first] = line.waiting;
    if (first === undefined) return;
    line.left = first.bytes * PARTS_PER_BYTE;
    this.#lines.push(line);
  }

  /** Whoever needs least; of several the one whose turn it has been longest. */
  #first(): Line<T> | undefined {
    let first: Line<T> | undefined;
    for (const line of this.#lines) if (first === undefined || line.left < first.left) first = line;
    return first;
  }

  /** Brings all lines to `now`. Each gets the same; what cannot be divided goes to the first of them. */
  #letIn(now: SimTime): void {
    const lasted = now - this.#asOf;
    this.#asOf = now;
    const count = this.#lines.length;
    if (count === 0) return;
    const parts = lasted * (this.#bytesPerSecond ?? 0);
    const rest = parts % count;
    const each = (parts - rest) / count;
    this.#lines.forEach((line, i) => {
      line.left = Math.max(0, line.left - each - (i < rest ? 1 : 0));
    });
  }
}
