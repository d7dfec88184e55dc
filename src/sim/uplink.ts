/**
 * A node's way out. Each link has a queue of its own; the links whose turn it is share the upload by turns, one message
 * at a time. When a message leaves, its moment of arrival is known, so that its position on the way is a pure
 * function of time; it is handed over when its last byte is out, and until then it can be cut off.
 */
import { durationUs, type LinkOptions } from "./link.ts";
import type { Prng } from "./prng.ts";
import type { SimTime } from "./time.ts";

/** Who is told. Neither may send or drop anything while it is told. */
interface UplinkOwner<T> {
  /** Its first byte goes out. */
  departed(at: SimTime, content: T, arriveAt: SimTime): void;
  /** Its last byte is out, and nothing can stop it any more. */
  through(content: T, arriveAt: SimTime): void;
}

interface Parcel<T> {
  readonly content: T;
  readonly bytes: number;
  readonly sentAt: SimTime;
}

interface Transit<T> {
  readonly parcel: Parcel<T>;
  readonly throughAt: SimTime;
  readonly arriveAt: SimTime;
  /** What it would be without this one. */
  readonly lastArriveAt: SimTime;
}

/** One direction of one link, at its sender. */
export class LinkDirection<T> {
  readonly #options: LinkOptions;
  readonly #prng: Prng;
  queue: Parcel<T>[] = [];
  transit: Transit<T> | undefined;
  /** No later message arrives before this. */
  lastArriveAt: SimTime = 0;

  constructor(options: LinkOptions, prng: Prng) {
    this.#options = options;
    this.#prng = prng;
  }

  /** The same at this moment, which goes its own way from then on. */
  copy(): LinkDirection<T> {
    const copy = new LinkDirection<T>(this.#options, this.#prng.copy());
    copy.queue = [...this.queue];
    copy.transit = this.transit;
    copy.lastArriveAt = this.lastArriveAt;
    return copy;
  }

  /** What is sent now arrives so much later at the earliest. */
  get latencyUs(): SimTime {
    return this.#options.latencyUs;
  }

  /** How long the link itself takes for so many bytes. */
  durationUs(bytes: number): SimTime {
    return durationUs(bytes, this.#options.bytesPerSecond);
  }

  /** When what is out at `throughAt` arrives: never before what went before it. */
  arrival(throughAt: SimTime): SimTime {
    const { latencyUs, jitterUs } = this.#options;
    const jitter = jitterUs === 0 ? 0 : this.#prng.below(jitterUs + 1);
    this.lastArriveAt = Math.max(throughAt + latencyUs + jitter, this.lastArriveAt);
    return this.lastArriveAt;
  }
}

export class Uplink<T> {
  readonly #owner: UplinkOwner<T>;
  #bytesPerSecond: number | null;
  /** Whose message takes the upload, and until when. */
  #holder: LinkDirection<T> | undefined;
  #freeAt: SimTime = 0;
  /** Those that have something to send and whose link is free, in the order of their turns. */
  #turns: LinkDirection<T>[] = [];
  /** Those with a message on its way out. */
  #leaving: LinkDirection<T>[] = [];

  constructor(bytesPerSecond: number | null, owner: UplinkOwner<T>) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#owner = owner;
  }

  /** The same at this moment with `to`, a copy of `from`, which must be the only link that anything leaves over. */
  copy(from: LinkDirection<T>, to: LinkDirection<T>, owner: UplinkOwner<T>): Uplink<T> {
    const copy = new Uplink<T>(this.#bytesPerSecond, owner);
    const copyOf = (direction: LinkDirection<T>) => {
      if (direction !== from) throw new Error("an uplink of several links was copied as that of one");
      return to;
    };
    copy.#holder = this.#holder === undefined ? undefined : copyOf(this.#holder);
    copy.#freeAt = this.#freeAt;
    copy.#turns = this.#turns.map(copyOf);
    copy.#leaving = this.#leaving.map(copyOf);
    return copy;
  }

  /** For what leaves from now on; what is leaving keeps its times. */
  setRate(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** When a message will be through or can leave; `undefined` = nothing is on its way out. */
  get nextAt(): SimTime | undefined {
    let next = this.#turns.length > 0 ? this.#freeAt : undefined;
    for (const { transit } of this.#leaving) {
      if (transit !== undefined && (next === undefined || transit.throughAt < next)) next = transit.throughAt;
    }
    return next;
  }

  /** What was to happen until `until`, that moment included. */
  advance(until: SimTime): void {
    for (let at = this.nextAt; at !== undefined && at <= until; at = this.nextAt) this.#go(at);
  }

  /** Goes on from `now` until nothing waits on this link any more; its last message may still be on its way out. Returns until when. */
  runDry(now: SimTime, direction: LinkDirection<T>): SimTime {
    let at = now;
    while (direction.queue.length > 0) {
      at = this.nextAt ?? at;
      this.#go(at);
    }
    return at;
  }

  /** Takes no time where no rate is limited; what has no bytes waits for its own link alone. */
  send(now: SimTime, direction: LinkDirection<T>, bytes: number, content: T): void {
    direction.queue.push({ content, bytes, sentAt: now });
    if (direction.transit !== undefined || direction.queue.length > 1) return;
    this.#ready(now, direction);
    this.#go(now);
  }

  /** Is anything of this kind waiting or on its way out that was sent before `now`? */
  hasOlder(now: SimTime, direction: LinkDirection<T>, isMeant: (content: T) => boolean): boolean {
    const { transit, queue } = direction;
    const parcels = transit === undefined ? queue : [transit.parcel, ...queue];
    return parcels.some(({ content, sentAt }) => sentAt < now && isMeant(content));
  }

  /** Takes out what waits, and cuts off what is on its way out. Returns that, oldest first. */
  drop(now: SimTime, direction: LinkDirection<T>, isMeant: (content: T) => boolean): readonly T[] {
    const dropped: T[] = [];
    const { transit } = direction;
    if (transit !== undefined && isMeant(transit.parcel.content)) {
      dropped.push(transit.parcel.content);
      direction.transit = undefined;
      direction.lastArriveAt = transit.lastArriveAt;
      this.#leaving = this.#leaving.filter((other) => other !== direction);
      if (this.#holder === direction) this.#freeAt = Math.min(this.#freeAt, now);
    }
    for (const { content } of direction.queue) if (isMeant(content)) dropped.push(content);
    direction.queue = direction.queue.filter(({ content }) => !isMeant(content));
    if (dropped.length === 0) return dropped;
    if (direction.transit === undefined) {
      this.#turns = this.#turns.filter((other) => other !== direction);
      this.#ready(now, direction);
    }
    this.#go(now);
    return dropped;
  }

  /** Everything that is due at `now`. */
  #go(now: SimTime): void {
    const through = this.#leaving.filter(({ transit }) => (transit?.throughAt ?? now) <= now);
    if (through.length > 0) this.#leaving = this.#leaving.filter((direction) => !through.includes(direction));
    for (const direction of through) {
      const { transit } = direction;
      direction.transit = undefined;
      if (transit !== undefined) this.#owner.through(transit.parcel.content, transit.arriveAt);
      this.#ready(now, direction);
    }
    while (this.#freeAt <= now) {
      const direction = this.#turns.shift();
      if (direction === undefined) return;
      this.#depart(now, direction);
    }
  }

  /** Its link is free: what has no bytes goes at once, what has some gets in line. */
  #ready(now: SimTime, direction: LinkDirection<T>): void {
    while (direction.queue[0]?.bytes === 0) {
      const { content } = direction.queue.shift() as Parcel<T>;
      const arriveAt = direction.arrival(now);
      this.#owner.departed(now, content, arriveAt);
      this.#owner.through(content, arriveAt);
    }
    if (direction.queue.length > 0) this.#turns.push(direction);
  }

  /** Upload and link carry it at once, byte by byte: the slower one rules. */
  #depart(now: SimTime, direction: LinkDirection<T>): void {
    const parcel = direction.queue.shift() as Parcel<T>;
    this.#holder = direction;
    this.#freeAt = now + durationUs(parcel.bytes, this.#bytesPerSecond);
    const throughAt = Math.max(this.#freeAt, now + direction.durationUs(parcel.bytes));
    const { lastArriveAt } = direction;
    const arriveAt = direction.arrival(throughAt);
    this.#owner.departed(now, parcel.content, arriveAt);
    if (throughAt > now) {
      direction.transit = { parcel, throughAt, arriveAt, lastArriveAt };
      this.#leaving.push(direction);
      return;
    }
    this.#owner.through(parcel.content, arriveAt);
    this.#ready(now, direction);
  }
}
