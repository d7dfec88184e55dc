/**
 * What the sub-protocols remember of peers, each in a table of its own. Of a peer that is gone nothing is remembered: the
 * audit looks through all tables, the timers and the blocks in flight, and names what was forgotten there.
 */
import type { OwedBlock, Peer } from "./peer.ts";
import type { Timers } from "./timers.ts";

export class PeerMemory {
  readonly #peers: ReadonlyMap<string, Peer>;
  readonly #timers: Timers;
  readonly #inFlight: ReadonlyMap<OwedBlock, Peer>;
  readonly #tables: { readonly what: string; readonly peers: () => Iterable<Peer> }[] = [];

  constructor(peers: ReadonlyMap<string, Peer>, timers: Timers, inFlight: ReadonlyMap<OwedBlock, Peer>) {
    this.#peers = peers;
    this.#timers = timers;
    this.#inFlight = inFlight;
  }

  /** A table of whoever wants to remember something of each peer. */
  map<V>(what: string): Map<Peer, V> {
    const map = new Map<Peer, V>();
    this.#tables.push({ what, peers: () => map.keys() });
    return map;
  }

  set(what: string): Set<Peer> {
    const set = new Set<Peer>();
    this.#tables.push({ what, peers: () => set });
    return set;
  }

  /** What is kept for peers that are gone; empty = nothing. */
  audit(): readonly string[] {
    const isHere = (peer: Peer) => this.#peers.get(peer.id) === peer;
    const tables = [...this.#tables, { what: "blocks in flight", peers: () => this.#inFlight.values() }];
    return [
      ...tables.flatMap(({ what, peers }) =>
        [...peers()]
          .filter((peer) => !isHere(peer))
          .map((peer) => `memory: ${what} of ${peer.id}, who is gone`),
      ),
      ...this.#timers.keys
        .filter(({ peer }) => peer !== undefined && !this.#peers.has(peer))
        .map(({ timer, peer }) => `memory: the timer ${timer} of ${peer}, who is gone`),
    ];
  }
}
