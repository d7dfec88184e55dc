/** Ends a connection over which nothing has come for long (protocol.md §3.1 "Stalls"; Bitcoin 0.8 net.cpp). */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";
import type { TimerHandlers } from "./timers.ts";

export class Silence {
  readonly timers: TimerHandlers = {
    silence: (peer) => this.#context.drop(peer, "pingTimeout", "socket inactivity timeout"),
  };
  readonly #context: NodeContext;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** Any message counts. */
  onMessage(peer: Peer): void {
    const { policy, timers, now } = this.#context;
    if (policy.silenceTimeoutSeconds === null) return;
    const deadline = now + policy.silenceTimeoutSeconds * MICROSECONDS_PER_SECOND;
    timers.set({ timer: "silence", peer: peer.id }, deadline);
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "silence", peer: peer.id });
  }
}
