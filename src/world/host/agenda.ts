/** What is still to come at one node, in its total order: envelopes, its start, its own deadline, its behaviours' moments. */
import { compareKeys, type EventKey, EventQueue } from "../../sim/event-queue.ts";
import type { SimTime } from "../../sim/time.ts";
import type { Envelope } from "./envelope.ts";

/** A wake comes after everything that arrived at its instant. */
const WAKE_SEQUENCE = Number.MAX_SAFE_INTEGER;
/** A bad peer acts before its node does. */
const MISCHIEF_SEQUENCE = WAKE_SEQUENCE - 1;

/** Reached this end of the link. */
type Arrival = EventKey & { readonly kind: "arrival"; readonly envelope: Envelope };

/** The node's start, its own deadline, a moment that one of its behaviours has named, or one at which its door lets something in. */
type Moment = EventKey &
  (
    | { readonly kind: "start" }
    | { readonly kind: "wake" }
    | { readonly kind: "mischief" }
    | { readonly kind: "admitted" }
  );

/** What the door lets in next. */
interface Waiting {
  readonly at: SimTime;
  readonly content: Envelope;
}

export class Agenda {
  readonly #source: number;
  readonly #queue = new EventQueue<Arrival>();
  /** Of what has come, that which asks for blocks. */
  readonly #asking = new EventQueue<Arrival>();
  #start: Moment | undefined;
  #wake: Moment | undefined;

  /** `source`: number of the node. */
  constructor(source: number) {
    this.#source = source;
  }

  push(event: Arrival): void {
    this.#queueOf(event.envelope).push(event);
  }

  /** It will not come, or not then. Throws if it has been dealt with: then somebody went on who should not have. */
  recall(key: EventKey): void {
    if (!this.#queue.remove(key) && !this.#asking.remove(key))
      throw new Error(`node ${this.#source} has acted on what node ${key.source} takes back`);
  }

  /** It is going to start by itself. */
  get isToStart(): boolean {
    return this.#start !== undefined;
  }

  /** When it starts by itself; `undefined` = it does not. Before everything else of its own at that instant. */
  setStart(at: SimTime | undefined): void {
    this.#start = at === undefined ? undefined : { kind: "start", at, source: this.#source, sequence: -1 };
  }

  /** Replaces the node's deadline; `undefined` = none. */
  setWake(at: SimTime | undefined): void {
    this.#wake =
      at === undefined ? undefined : { kind: "wake", at, source: this.#source, sequence: WAKE_SEQUENCE };
  }

  /** The earliest of all; `mischiefAt`: what the behaviours have named; `waiting`: at the door. */
  next(mischiefAt: SimTime | undefined, waiting: Waiting | undefined): Arrival | Moment | undefined {
    return earlier<Arrival | Moment>(this.nextButAsking(mischiefAt, waiting), this.#asking.peek());
  }

  /** The earliest that asks for blocks. */
  get askedAt(): SimTime | undefined {
    return this.#asking.peek()?.at;
  }

  /** The earliest of all the others. */
  nextButAsking(mischiefAt: SimTime | undefined, waiting: Waiting | undefined): Arrival | Moment | undefined {
    let next = earlier<Arrival | Moment>(
      earlier<Arrival | Moment>(this.#queue.peek(), this.#start),
      this.#wake,
    );
    if (mischiefAt !== undefined) {
      const [source, sequence] = [this.#source, MISCHIEF_SEQUENCE];
      next = earlier(next, { kind: "mischief", at: mischiefAt, source, sequence });
    }
    if (waiting === undefined) return next;
    const { source, sequence } = waiting.content;
    return earlier(next, { kind: "admitted", at: waiting.at, source, sequence });
  }

  /** Takes out the first of those that were pushed: this. */
  pop(event: Arrival): void {
    this.#queueOf(event.envelope).pop();
  }

  #queueOf(envelope: Envelope): EventQueue<Arrival> {
    return envelope.kind === "frame" && envelope.asksForBlocks === true ? this.#asking : this.#queue;
  }
}

function earlier<T extends EventKey>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareKeys(a, b) < 0 ? a : b;
}
