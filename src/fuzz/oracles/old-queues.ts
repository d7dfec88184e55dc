/**
 * In which order Bitcoin before headers came first asks for blocks, by two rules that are told apart by the policy: 0.9
 * queues a block at the first that announced it, so many at a time (`AddBlockToQueue`); 0.8 asks at once, and again only
 * two minutes after anybody was asked (`AskFor`). Both follow from what comes in alone (protocol.md §3.1).
 */
import type { Policy } from "../../node/policy.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Talk } from "./hearing.ts";

/** The block asked for longest may be awaited so many delivery time-outs (0.9 `SendMessages`). */
const OLDEST_TIMEOUTS = 2;

/** Hashes are hex, internal order. */
export interface OldQueue {
  /** It was announced and is not here. False: that was one too many. */
  want(policy: Policy, at: number, peer: string, hash: string): boolean;
  arrived(at: number, peer: string, hash: string): void;
  /** It was stored, or put aside until its parent comes. */
  kept(hash: string): void;
  /** What this peer is to be asked for now, in order. */
  due(policy: Policy, at: number, peer: string, isKnown: (hash: string) => boolean): readonly string[];
  /** It talks and sends no block, for too long. */
  isStalling(policy: Policy, talk: Talk): boolean;
  gone(peer: string): void;
}

export class QueueByPeer implements OldQueue {
  readonly #queued = new Map<string, string[]>();
  /** What each was asked for, and when, µs. */
  readonly #asked = new Map<string, Map<string, number>>();
  readonly #gaveAt = new Map<string, number>();

  want({ queuedBlocksMax: max }: Policy, _at: number, peer: string, hash: string): boolean {
    const isSomebodys = [...this.#queued.values()].some((queue) => queue.includes(hash));
    if (isSomebodys || [...this.#asked.values()].some((asked) => asked.has(hash))) return true;
    const queue = this.#queued.get(peer) ?? [];
    this.#queued.set(peer, queue);
    queue.push(hash);
    return max === null || queue.length <= max;
  }

  arrived(at: number, peer: string, hash: string): void {
    if (this.#asked.get(peer)?.has(hash)) this.#gaveAt.set(peer, at);
    for (const asked of this.#asked.values()) asked.delete(hash);
    for (const [owner, queue] of this.#queued)
      this.#queued.set(
        owner,
        queue.filter((queued) => queued !== hash),
      );
  }

  kept(): void {
    // That it came was enough.
  }

  due({ inFlightPerPeer }: Policy, at: number, peer: string): readonly string[] {
    const asked = this.#asked.get(peer) ?? new Map<string, number>();
    this.#asked.set(peer, asked);
    const due = (this.#queued.get(peer) ?? []).splice(0, Math.max(0, inFlightPerPeer - asked.size));
    for (const hash of due) asked.set(hash, at);
    return due;
  }

  isStalling({ deliveryTimeoutSeconds: seconds }: Policy, { peer, heardAt }: Talk): boolean {
    const [oldest] = this.#asked.get(peer)?.values() ?? [];
    if (seconds === null || oldest === undefined) return false;
    const timeout = seconds * US_PER_SECOND;
    return (this.#gaveAt.get(peer) ?? 0) < heardAt - timeout && oldest < heardAt - OLDEST_TIMEOUTS * timeout;
  }

  gone(peer: string): void {
    this.#queued.delete(peer);
    this.#asked.delete(peer);
    this.#gaveAt.delete(peer);
  }
}

export class QueueByTime implements OldQueue {
  /** When each was last asked for, of anybody, or is to be, µs. */
  readonly #askedAt = new Map<string, number>();
  readonly #queues = new Map<string, { readonly at: number; readonly hash: string }[]>();

  want({ askAgainSeconds }: Policy, now: number, peer: string, hash: string): boolean {
    const before = this.#askedAt.get(hash);
    const again = (askAgainSeconds ?? 0) * US_PER_SECOND;
    const at = before === undefined ? now : Math.max(now, before + again);
    this.#askedAt.set(hash, at);
    this.#queues.set(peer, [...(this.#queues.get(peer) ?? []), { at, hash }]);
    return true;
  }

  arrived(): void {
    // Who sent it and whether it had been asked for makes no difference.
  }

  kept(hash: string): void {
    this.#askedAt.delete(hash);
  }

  due(_: Policy, now: number, peer: string, isKnown: (hash: string) => boolean): readonly string[] {
    const queue = this.#queues.get(peer) ?? [];
    this.#queues.set(
      peer,
      queue.filter(({ at }) => at > now),
    );
    const due = queue.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    return due.map(({ hash }) => hash).filter((hash) => !isKnown(hash));
  }

  isStalling(): boolean {
    return false;
  }

  gone(peer: string): void {
    this.#queues.delete(peer);
  }
}
