/** Pings every peer now and then; one that never answers is taken for dead (protocol.md §2.11; Core `MaybeSendPing`). */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";

const TIMER = "ping ";
const DEAD_TIMER = "pong ";

export class KeepAlive {
  readonly #context: NodeContext;
  /** The nonce of the ping that each has not answered. */
  readonly #awaited: Map<Peer, bigint>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#awaited = context.memory.map("pongs awaited");
  }

  /** The handshake is done. */
  onReady(peer: Peer): void {
    if (this.#context.policy.pingIntervalSeconds !== null) this.#ping(peer);
  }

  onPong(peer: Peer, nonce: bigint): void {
    if (this.#awaited.get(peer) !== nonce) return;
    this.#awaited.delete(peer);
    this.#context.timers.cancel(DEAD_TIMER + peer.id);
  }

  onTimer(name: string): void {
    const { peers } = this.#context;
    if (name.startsWith(TIMER)) {
      const peer = peers.get(name.slice(TIMER.length));
      if (peer !== undefined) this.#ping(peer);
    } else if (name.startsWith(DEAD_TIMER)) {
      const peer = peers.get(name.slice(DEAD_TIMER.length));
      if (peer !== undefined) this.#context.drop(peer, "pingTimeout", "ping timeout");
    }
  }

  onGone(peer: Peer): void {
    this.#awaited.delete(peer);
    this.#context.timers.cancel(TIMER + peer.id);
    this.#context.timers.cancel(DEAD_TIMER + peer.id);
  }

  /** One ping at a time: while it is unanswered no other is sent. */
  #ping(peer: Peer): void {
    const { policy, timers, now, random } = this.#context;
    timers.set(TIMER + peer.id, now + (policy.pingIntervalSeconds ?? 0) * MICROSECONDS_PER_SECOND);
    if (this.#awaited.has(peer)) return;
    const nonce = (BigInt(random.uint32()) << 32n) | BigInt(random.uint32());
    this.#awaited.set(peer, nonce);
    const { pingTimeoutSeconds: timeout } = policy;
    if (timeout !== null) timers.set(DEAD_TIMER + peer.id, now + timeout * MICROSECONDS_PER_SECOND);
    this.#context.send(peer, { command: "ping", nonce });
  }
}
