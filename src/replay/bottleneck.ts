/** What holds the sync up at this moment, in one word: the stage's badge. */
import type { WorldView } from "./world-view.ts";

export type Bottleneck =
  | { readonly kind: "handshake" | "syncPeer" | "latency"; readonly peer: string | undefined }
  | { readonly kind: "window"; readonly peer: string; readonly height: number }
  | { readonly kind: "slowPeer"; readonly peer: string }
  | { readonly kind: "peers" | "myLink" | "nothingToAsk" | "done" };

/** A headers request that is older than this waits for its peer, not for the line. Virtual µs. */
const LATENCY_AT_MOST_US = 1_000_000;
/** A block request that is older than this names its peer. Virtual µs. */
const SLOW_AFTER_US = 4_000_000;

export function bottleneck(view: WorldView, at: number): Bottleneck {
  if (view.end?.ended === "synced") return { kind: "done" };
  if (view.stall !== undefined) return { kind: "window", peer: view.stall.peer, height: view.stall.height };
  const peers = view.peers;
  if (!peers.some((peer) => peer.ready)) return { kind: "handshake", peer: undefined };
  if (view.headersPhase === "syncing" && view.owed === 0) {
    const owed = view.syncPeer === undefined ? undefined : view.peer(view.syncPeer)?.owedHeaders;
    const waiting = owed === undefined ? 0 : at - owed.at;
    return { kind: waiting > LATENCY_AT_MOST_US ? "syncPeer" : "latency", peer: view.syncPeer };
  }
  let queued = 0;
  for (const flight of view.flights.values())
    if (flight.deliverAt !== undefined && flight.deliverAt > at) queued++;
  if (queued > 2) return { kind: "myLink" };
  if (view.owed === 0) return { kind: "nothingToAsk" };
  let oldest: { peer: string; at: number } | undefined;
  for (const peer of peers) {
    for (const request of [...peer.owedBlocks.values(), ...peer.owedHashes.values()]) {
      if (oldest === undefined || request.at < oldest.at) oldest = { peer: peer.name, at: request.at };
    }
  }
  if (oldest !== undefined && at - oldest.at > SLOW_AFTER_US && view.owed <= 16) {
    return { kind: "slowPeer", peer: oldest.peer };
  }
  return { kind: "peers" };
}
