/**
 * Pings every peer now and then; one that never answers is taken for dead (protocol.md §2.11; Core `MaybeSendPing`). Up to
 * 0.9 a peer was pinged only when nothing had been sent to it for more than half an hour, and nobody minded whether it
 * answered (0.9 `SendMessages`, `nLastSend`).
 */
import { known } from "../bitcoin/known.ts";
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "./time.ts";
import type { TimerHandlers } from "./timers.ts";

/** Of the protocol: later ones answer a ping. Core BIP0031_VERSION. */
export const PING_ANSWERED_AFTER = 60_000;

export class KeepAlive {
  readonly timers: TimerHandlers = {
    ping: (peer) => {
      if (this.#context.policy.pings === "at intervals") this.#pingAndGoOn(peer);
      else this.#onSilence(peer);
    },
    pong: (peer) => this.#context.drop(peer, "pingTimeout", "ping timeout"),
  };
  readonly #context: NodeContext;
  /** The nonce of the ping that each has not answered. */
  readonly #awaited: Map<Peer, bigint>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#awaited = context.memory.map("pongs awaited");
  }

  /** The handshake is done. */
  onReady(peer: Peer): void {
    const { pingIntervalSeconds, pings } = this.#context.policy;
    if (pingIntervalSeconds === null) return;
    if (pings === "after silence") this.#watchSilence(peer);
    else this.#pingAndGoOn(peer);
  }

  onPong(peer: Peer, nonce: bigint): void {
    // A nonce of zero ends the wait as well: some have forgotten what they were asked (Core `ProcessPong`).
    if (nonce !== 0n && this.#awaited.get(peer) !== nonce) return;
    this.#awaited.delete(peer);
    this.#context.timers.cancel({ timer: "pong", peer: peer.id });
  }

  onGone(peer: Peer): void {
    this.#awaited.delete(peer);
    this.#context.timers.cancel({ timer: "ping", peer: peer.id });
    this.#context.timers.cancel({ timer: "pong", peer: peer.id });
  }

  get #intervalUs(): TimeUs {
    return known(this.#context.policy.pingIntervalSeconds, "pingIntervalSeconds") * MICROSECONDS_PER_SECOND;
  }

  /** One ping at a time: while it is unanswered no other is sent. */
  #pingAndGoOn(peer: Peer): void {
    const { timers, now } = this.#context;
    timers.set({ timer: "ping", peer: peer.id }, now + this.#intervalUs);
    if (!this.#awaited.has(peer)) this.#ping(peer);
  }

  /** Something may have been sent since the timer was set: nothing is done for each message. */
  #onSilence(peer: Peer): void {
    if (this.#context.now >= this.#silentUntil(peer)) this.#ping(peer);
    this.#watchSilence(peer);
  }

  #watchSilence(peer: Peer): void {
    this.#context.timers.set({ timer: "ping", peer: peer.id }, this.#silentUntil(peer));
  }

  #silentUntil(peer: Peer): TimeUs {
    return peer.lastSentAt + this.#intervalUs;
  }

  #ping(peer: Peer): void {
    const { policy, timers, now, random } = this.#context;
    // Too old to answer: nobody waits for it (Core `MaybeSendPing`).
    const answers = known(peer.version, "the version of a ready peer").protocol > PING_ANSWERED_AFTER;
    const nonce = (BigInt(random.uint32()) << 32n) | BigInt(random.uint32());
    if (answers) this.#awaited.set(peer, nonce);
    const { pingTimeoutSeconds: timeout } = policy;
    if (answers && timeout !== null)
      timers.set({ timer: "pong", peer: peer.id }, now + timeout * MICROSECONDS_PER_SECOND);
    this.#context.send(peer, { command: "ping", nonce });
  }
}
