/** How long each peer was ready, had blocks that the node lacked, and was asked for none of them. */
import { known } from "../../bitcoin/known.ts";
import type { Observation } from "../../node/observation.ts";
import { type SimTime, US_PER_SECOND } from "../../sim/time.ts";

interface PeerTime {
  ready: boolean;
  /** Height of the best block it is known to have. */
  height: number;
  inFlight: number;
  idleUs: number;
  idleSince: SimTime | undefined;
}

export class IdleTime {
  readonly #peers = new Map<string, PeerTime>();
  #tipHeight = 0;

  observe(at: SimTime, seen: Observation): void {
    switch (seen.kind) {
      case "started":
        for (const peer of this.#peers.values()) this.#set(peer, at, { ready: false, inFlight: 0 });
        this.#tipHeight = known(seen.entries.heights[seen.tip], "the tip it starts with");
        return;
      case "tipChanged":
        this.#tipHeight = seen.height;
        for (const peer of this.#peers.values()) this.#set(peer, at, {});
        return;
      case "peerReady":
        this.#set(this.#of(seen.peer), at, { ready: true, height: 0, inFlight: 0 });
        return;
      case "peerBestKnownChanged":
        this.#set(this.#of(seen.peer), at, { height: seen.height });
        return;
      case "blocksRequested":
        this.#set(this.#of(seen.peer), at, {
          inFlight: this.#of(seen.peer).inFlight + seen.heights.length + (seen.hashes?.length ?? 0),
        });
        return;
      case "blockReceived":
        this.#set(this.#of(seen.peer), at, { inFlight: Math.max(0, this.#of(seen.peer).inFlight - 1) });
        return;
      case "blockRequestsFreed":
        this.#set(this.#of(seen.peer), at, { inFlight: 0 });
        return;
      case "peerDropped":
      case "peerLeft":
        this.#set(this.#of(seen.peer), at, { ready: false, inFlight: 0 });
        return;
      default:
        return;
    }
  }

  /** Virtual seconds until `at`. */
  seconds(name: string, at: SimTime): number {
    const peer = this.#peers.get(name);
    if (peer === undefined) return 0;
    const open = peer.idleSince === undefined ? 0 : at - peer.idleSince;
    return (peer.idleUs + open) / US_PER_SECOND;
  }

  #set(peer: PeerTime, at: SimTime, change: Partial<PeerTime>): void {
    Object.assign(peer, change);
    const idle = peer.ready && peer.inFlight === 0 && peer.height > this.#tipHeight;
    if (idle) peer.idleSince ??= at;
    else if (peer.idleSince !== undefined) {
      peer.idleUs += at - peer.idleSince;
      peer.idleSince = undefined;
    }
  }

  #of(name: string): PeerTime {
    let peer = this.#peers.get(name);
    if (peer === undefined) {
      peer = { ready: false, height: 0, inFlight: 0, idleUs: 0, idleSince: undefined };
      this.#peers.set(name, peer);
    }
    return peer;
  }
}
