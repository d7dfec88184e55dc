/** What Core remembers of each peer for the headers sync (protocol.md §2.2), and who of them may be asked (§2.3). */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import type { TimeUs } from "../time.ts";

export interface HeaderPeer {
  /** The headers sync with it has begun: Core `fSyncStarted`. */
  started: boolean;
  /** When its headers sync is given up; undefined: never, or it has not begun. */
  syncTimeoutAt: TimeUs | undefined;
  /** When the getheaders left that it has not answered. */
  requestedAt: TimeUs | undefined;
  /** An inv of it made us ask for headers before its sync had begun. */
  inventoryTriggered: boolean;
}

export class HeaderPeers {
  readonly #context: NodeContext;
  readonly #peers: Map<Peer, HeaderPeer>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#peers = context.memory.map("headers sync");
  }

  of(peer: Peer): HeaderPeer {
    let state = this.#peers.get(peer);
    if (state === undefined) {
      state = {
        started: false,
        syncTimeoutAt: undefined,
        requestedAt: undefined,
        inventoryTriggered: false,
      };
      this.#peers.set(peer, state);
    }
    return state;
  }

  forget(peer: Peer): void {
    this.#peers.delete(peer);
  }

  /** With how many the headers sync has begun: Core `nSyncStarted`. */
  get startedCount(): number {
    let count = 0;
    for (const state of this.#peers.values()) if (state.started) count += 1;
    return count;
  }

  get states(): Iterable<HeaderPeer> {
    return this.#peers.values();
  }

  /** We chose it, it did not choose us; and it has the whole chain to give. */
  isPreferred(peer: Peer): boolean {
    return !peer.inbound && peer.version?.servesBlocks === true;
  }

  get preferredCount(): number {
    let count = 0;
    for (const peer of this.#context.askable()) if (this.isPreferred(peer)) count += 1;
    return count;
  }

  /** Others are used only when there is no preferred peer, or, since 23.0, nothing else to wait for. */
  isUsable(peer: Peer): boolean {
    const { policy, inFlight } = this.#context;
    if (this.isPreferred(peer) || this.preferredCount === 0) return true;
    return policy.inboundAsked === "while nothing is in flight" && inFlight.size === 0;
  }
}
