/**
 * Links model TCP: reliable, in order, with latency, jitter and bandwidth. All of it is worked out where and when a
 * message is sent, so that its position on the way is a pure function of time; only a receiver slower than what
 * arrives adds a wait, at its own door. Times are integer microseconds, rates bytes per second.
 */
import type { Prng } from "./prng.ts";
import { type SimTime, US_PER_SECOND } from "./time.ts";

export interface LinkOptions {
  readonly latencyUs: number;
  /** Up to this much is added to the latency of each message. */
  readonly jitterUs: number;
  /** null = unlimited. */
  readonly bytesPerSecond: number | null;
}

/** How long `bytes` take at a rate, rounded up. */
function durationUs(bytes: number, bytesPerSecond: number | null): number {
  return bytesPerSecond === null ? 0 : Math.ceil((bytes * US_PER_SECOND) / bytesPerSecond);
}

/** A node's upload rate, shared by its links first come, first served. */
export class Uplink {
  #bytesPerSecond: number | null;
  #freeAt: SimTime = 0;

  constructor(bytesPerSecond: number | null) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Nothing sent from now on leaves before this. */
  get freeAt(): SimTime {
    return this.#freeAt;
  }

  /** For what is sent from now on; what already left keeps its times. */
  setRate(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** What waits to go out is given up, for whoever sent it is no more. */
  clear(now: SimTime): void {
    this.#freeAt = Math.min(this.#freeAt, now);
  }

  /** When the first byte goes out and the last has gone out. */
  carry(now: SimTime, bytes: number): { readonly departAt: SimTime; readonly doneAt: SimTime } {
    const departAt = Math.max(now, this.#freeAt);
    const doneAt = departAt + durationUs(bytes, this.#bytesPerSecond);
    this.#freeAt = doneAt;
    return { departAt, doneAt };
  }
}

/** One direction of one link, at its sender. */
export class LinkDirection {
  readonly #options: LinkOptions;
  readonly #prng: Prng;
  #freeAt: SimTime = 0;
  #lastArriveAt: SimTime = 0;

  constructor(options: LinkOptions, prng: Prng) {
    this.#options = options;
    this.#prng = prng;
  }

  /** What is on its way belongs to connections that are no more: nothing new has to wait for it. */
  clear(now: SimTime): void {
    this.#freeAt = Math.min(this.#freeAt, now);
    this.#lastArriveAt = Math.min(this.#lastArriveAt, now);
  }

  /** When a message sent now leaves and arrives. Uplink and link carry it at once, byte by byte: the slower one rules. */
  send(
    now: SimTime,
    bytes: number,
    uplink: Uplink,
  ): { readonly departAt: SimTime; readonly arriveAt: SimTime } {
    const { latencyUs, jitterUs, bytesPerSecond } = this.#options;
    const { departAt, doneAt } = uplink.carry(now, bytes);
    const throughAt = Math.max(doneAt, Math.max(departAt, this.#freeAt) + durationUs(bytes, bytesPerSecond));
    this.#freeAt = throughAt;
    const jitter = jitterUs === 0 ? 0 : this.#prng.below(jitterUs + 1);
    const arriveAt = Math.max(throughAt + latencyUs + jitter, this.#lastArriveAt);
    this.#lastArriveAt = arriveAt;
    return { departAt, arriveAt };
  }
}

/** A node's download rate: what arrives faster waits at the door, in order. */
export class Downlink {
  readonly #bytesPerSecond: number | null;
  #freeAt: SimTime = 0;

  constructor(bytesPerSecond: number | null) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** When what arrives now is let in. */
  deliver(arriveAt: SimTime, bytes: number): SimTime {
    const deliverAt = Math.max(arriveAt, this.#freeAt) + durationUs(bytes, this.#bytesPerSecond);
    this.#freeAt = deliverAt;
    return deliverAt;
  }
}
