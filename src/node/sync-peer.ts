/** The one peer that is asked before all others, whatever the way of catching up: who it is is told to whoever watches. */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";

export class SyncPeer {
  readonly #context: Pick<NodeContext, "observe">;
  #peer: Peer | undefined;

  constructor(context: Pick<NodeContext, "observe">) {
    this.#context = context;
  }

  /** Undefined: nobody is. */
  get now(): Peer | undefined {
    return this.#peer;
  }

  set(to: Peer | undefined, why: string): void {
    this.#context.observe({ kind: "syncPeerChanged", from: this.#peer?.id, to: to?.id, why });
    this.#peer = to;
  }

  /** The first of those that may be asked for headers. */
  choose(peer: Peer): void {
    this.set(peer, peer.inbound ? "no connection of ours is ready" : "the first ready connection of ours");
  }

  onGone(peer: Peer): void {
    if (this.#peer === peer) this.set(undefined, "the sync peer is gone");
  }
}
