/** What is still to come at one node, in its total order: envelopes, its start, its own deadline, its behaviours' moments. */
import { compareKeys, type EventKey, EventQueue } from "../sim/event-queue.ts";
import type { SimTime } from "../sim/time.ts";
import type { Envelope } from "./envelope.ts";

/** A wake comes after everything that arrived at its instant. */
const WAKE_SEQUENCE = Number.MAX_SAFE_INTEGER;
/** A bad peer acts before its node does. */
const MISCHIEF_SEQUENCE = WAKE_SEQUENCE - 1;

type HostEvent =
  | (EventKey & { readonly kind: "start" })
  /** Reached this end of the link. */
  | (EventKey & { readonly kind: "arrival"; readonly envelope: Envelope })
  /** Let in by this node's own download rate, after a wait. */
  | (EventKey & { readonly kind: "admitted"; readonly envelope: Envelope });

/** The node's own deadline, or a moment that one of its behaviours has named. */
type Wake = EventKey & ({ readonly kind: "wake" } | { readonly kind: "mischief" });

export class Agenda {
  readonly #source: number;
  readonly #queue = new EventQueue<HostEvent>();
  #wake: Wake | undefined;

  /** `source`: number of the node. */
  constructor(source: number) {
    this.#source = source;
  }

  push(event: HostEvent): void {
    this.#queue.push(event);
  }

  /** Replaces the node's deadline; `undefined` = none. */
  setWake(at: SimTime | undefined): void {
    this.#wake =
      at === undefined ? undefined : { kind: "wake", at, source: this.#source, sequence: WAKE_SEQUENCE };
  }

  /** The earliest of all; `mischiefAt`: what the behaviours have named. */
  next(mischiefAt: SimTime | undefined): HostEvent | Wake | undefined {
    const next = earlier<HostEvent | Wake>(this.#queue.peek(), this.#wake);
    if (mischiefAt === undefined) return next;
    return earlier(next, {
      kind: "mischief",
      at: mischiefAt,
      source: this.#source,
      sequence: MISCHIEF_SEQUENCE,
    });
  }

  /** Takes out the event that was the next one, if it is not a wake. */
  pop(): void {
    this.#queue.pop();
  }
}

function earlier<T extends EventKey>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareKeys(a, b) < 0 ? a : b;
}
