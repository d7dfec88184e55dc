/** Ends a connection over which nothing has come for long (protocol.md §3.1 "Stalls"; Bitcoin 0.8 net.cpp). */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";

const TIMER = "silence ";

export class Silence {
  readonly #context: NodeContext;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** Any message counts. */
  onMessage(peer: Peer): void {
    const { policy, timers, now } = this.#context;
    if (policy.silenceTimeoutSeconds === null) return;
    timers.set(TIMER + peer.id, now + policy.silenceTimeoutSeconds * MICROSECONDS_PER_SECOND);
  }

  onTimer(name: string): void {
    if (!name.startsWith(TIMER)) return;
    const peer = this.#context.peers.get(name.slice(TIMER.length));
    if (peer !== undefined) this.#context.drop(peer, "pingTimeout", "socket inactivity timeout");
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel(TIMER + peer.id);
  }
}
