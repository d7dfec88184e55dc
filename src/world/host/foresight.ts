/**
 * What a node that has but one link will send over it, worked out ahead of its time. On one link nothing overtakes, so what waits
 * leaves and arrives at moments that are known, unless the node changes its mind: closes the connection, or gets another rate.
 * It is handed over as soon as it is known, so that the other end need not ask again and again, and taken back when it turns
 * out not to come. The moments at which that may happen, and so how far the other end may go by it, are `Foreseen`.
 */
import type { SimTime } from "../../sim/time.ts";
import type { LinkDirection, Uplink } from "../../sim/uplink.ts";
import type { Envelope, Outbound, Posted, Recall } from "./envelope.ts";

/** What a node with one link knows of what it will send, at the moment of its report. Undefined: never, or not known. */
export interface Foreseen {
  /** Its next event at which it may do anything. */
  readonly alertAt: SimTime | undefined;
  /** Somebody's asking for blocks comes in, where `lineEndsAt` says what follows. */
  readonly askedAt: SimTime | undefined;
  /** The first arrival that has not been handed over. */
  readonly nextArrivalAt: SimTime | undefined;
  /** Whatever blocks it is asked for arrive behind what it has in its line, and nothing else comes of it: the last in the line arrives then. */
  readonly lineEndsAt: SimTime | undefined;
}

/** Real bytes that lie at the other end before they have left: blocks of a file are as large as they are, and there are many peers. */
const HANDED_BYTES_MAX = 4 * 1024 * 1024;

/** The same with the moment of its arrival. */
export function dated({ envelope }: Outbound, at: SimTime): Envelope {
  return { ...envelope, at } as Envelope;
}

export class Foresight {
  readonly #uplink: Uplink<Outbound>;
  readonly #direction: LinkDirection<Outbound>;
  /** The same, further on. */
  #ahead: { readonly uplink: Uplink<Outbound>; readonly direction: LinkDirection<Outbound> };
  #aheadAt: SimTime = 0;
  /** What has not left, by arrival. The first `#handed` have been handed over. */
  #planned: Envelope[] = [];
  #handed = 0;
  #handedBytes = 0;
  /** What has left, and has to be handed over. */
  #left: Envelope[] = [];
  #recalls: Recall[] = [];
  #isChanging = false;

  /** `direction`: the only one of `uplink`. */
  constructor(uplink: Uplink<Outbound>, direction: LinkDirection<Outbound>) {
    this.#uplink = uplink;
    this.#direction = direction;
    this.#ahead = this.#copy();
  }

  /** To be told before it is really sent. */
  send(at: SimTime, bytes: number, outbound: Outbound): void {
    const { uplink, direction } = this.#ahead;
    // There it may be later already.
    const now = Math.max(at, this.#aheadAt);
    uplink.advance(now);
    uplink.send(now, direction, bytes, outbound);
    this.#aheadAt = uplink.runDry(now, direction);
  }

  /** It has really left. */
  through(envelope: Envelope): void {
    const [first] = this.#planned;
    if (first === undefined || !isSame(first, envelope)) {
      if (!this.#isChanging) throw new Error(`node ${envelope.source} sends what it did not foresee`);
      this.#left.push(envelope);
      return;
    }
    this.#planned.shift();
    if (this.#handed === 0) this.#left.push(envelope);
    else {
      this.#handed -= 1;
      this.#handedBytes -= realBytes(envelope);
    }
  }

  /** `change` does to the uplink what was not foreseen. */
  change<R>(change: () => R): R {
    this.#isChanging = true;
    const result = change();
    this.#isChanging = false;
    const before = this.#planned;
    this.#planned = [];
    this.#ahead = this.#copy();
    const { transit } = this.#direction;
    if (transit !== undefined) this.#planned.push(dated(transit.parcel.content, transit.arriveAt));
    this.#aheadAt = this.#ahead.uplink.runDry(0, this.#ahead.direction);
    let kept = 0;
    for (; kept < this.#handed; kept++) {
      const [was, is] = [before[kept], this.#planned[kept]];
      if (was === undefined || is === undefined || !isSame(was, is)) break;
    }
    for (const { at, source, sequence, target } of before.slice(kept, this.#handed)) {
      this.#recalls.push({ kind: "recall", at, source, sequence, target });
    }
    this.#handed = kept;
    this.#handedBytes = this.#planned.slice(0, kept).reduce((sum, envelope) => sum + realBytes(envelope), 0);
    return result;
  }

  /** What is to be handed over now: first what is taken back. What has not left yet stays here, and a copy of it goes. */
  take(): readonly Posted[] {
    const taken: Posted[] = [...this.#recalls, ...this.#left];
    this.#recalls = [];
    this.#left = [];
    const end = this.#takenNext();
    for (const next of this.#planned.slice(this.#handed, end)) {
      taken.push(next.kind === "frame" ? { ...next, frame: next.frame.slice() } : next);
      this.#handedBytes += realBytes(next);
    }
    this.#handed = end;
    return taken;
  }

  /** The first arrival of what will be left when all has been taken that can be taken now. */
  get nextArrivalAt(): SimTime | undefined {
    return this.#planned[this.#takenNext()]?.at;
  }

  /** When the last arrives of what waits or is on its way. */
  get lineEndsAt(): SimTime {
    return this.#ahead.direction.lastArriveAt;
  }

  /** How many of the planned will have been handed over then. */
  #takenNext(): number {
    let end = this.#handed;
    let bytes = this.#handedBytes;
    for (; end < this.#planned.length && bytes <= HANDED_BYTES_MAX; end++) {
      bytes += realBytes(this.#planned[end] as Envelope);
    }
    return end;
  }

  #copy() {
    const direction = this.#direction.copy();
    const uplink = this.#uplink.copy(this.#direction, direction, {
      departed: (_, outbound, arriveAt) => this.#planned.push(dated(outbound, arriveAt)),
      through: () => {},
    });
    return { uplink, direction };
  }
}

function isSame(a: Envelope, b: Envelope): boolean {
  return a.sequence === b.sequence && a.at === b.at;
}

function realBytes(envelope: Envelope): number {
  return envelope.kind === "frame" ? envelope.frame.length : 0;
}
