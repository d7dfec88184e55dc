/** What the article's way remembers of each peer for the headers sync. */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";

export interface AskedPeer {
  /** A getheaders of ours is unanswered. */
  owed: boolean;
  /** It has been asked for headers since it connected. */
  asked: boolean;
  /** It had nothing beyond our best header and was asked how far it is. */
  located: boolean;
  /** The last header of the full message that the last getheaders was to follow; undefined: it followed none. */
  after: number | undefined;
  /** It announced a block we do not know while a getheaders was on its way: the answer may be older. */
  announcedMeanwhile: boolean;
  /** It has been asked, and has answered with all the headers that it has beyond ours. */
  saidAll: boolean;
}

export class AskedPeers {
  readonly #peers: Map<Peer, AskedPeer>;

  constructor(context: NodeContext) {
    this.#peers = context.memory.map("headers sync");
  }

  of(peer: Peer): AskedPeer {
    let state = this.#peers.get(peer);
    if (state === undefined) {
      state = {
        owed: false,
        asked: false,
        located: false,
        after: undefined,
        announcedMeanwhile: false,
        saidAll: false,
      };
      this.#peers.set(peer, state);
    }
    return state;
  }

  forget(peer: Peer): void {
    this.#peers.delete(peer);
  }

  /** A getheaders to any of them is unanswered. */
  get anyOwed(): boolean {
    for (const { owed } of this.#peers.values()) if (owed) return true;
    return false;
  }
}
