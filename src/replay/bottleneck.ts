/** What holds the sync up at this moment, in one word: the stage's badge. */
import type { PeerView } from "./peer-view.ts";
import { perMoment } from "./per-moment.ts";
import type { WorldView } from "./world-view.ts";

export type Bottleneck =
  | { readonly kind: "handshake" | "syncPeer" | "latency"; readonly peer: string | undefined }
  | { readonly kind: "window"; readonly peer: string; readonly height: number }
  | { readonly kind: "slowPeer" | "silentPeer" | "upload"; readonly peer: string }
  | { readonly kind: "stopped" | "crashed" | "peers" | "myLink" | "nothingToAsk" | "notAsked" | "done" };

/** A headers request that is older than this waits for its peer, not for the line. Virtual µs. */
const LATENCY_AT_MOST_US = 1_000_000;
/** A block request that is older than this names its peer. Virtual µs. */
const SLOW_AFTER_US = 4_000_000;
/** While more blocks are owed it is everybody's upload that counts, not one peer's. */
const FEW_OWED = 16;

export const bottleneck = perMoment(findBottleneck);

function findBottleneck(view: WorldView, at: number): Bottleneck {
  if (view.end?.ended === "synced") return { kind: "done" };
  if (view.halted !== undefined) return { kind: view.halted };
  if (view.stall !== undefined) return { kind: "window", peer: view.stall.peer, height: view.stall.height };
  const peers = view.peers;
  if (!peers.some((peer) => peer.ready)) return { kind: "handshake", peer: undefined };
  const asksForHeaders = peers.some((peer) => peer.owedHeaders !== undefined);
  if (view.headersPhase === "syncing" && view.owed === 0 && asksForHeaders) {
    const owed = view.syncPeer === undefined ? undefined : view.peer(view.syncPeer)?.owedHeaders;
    const waiting = owed === undefined ? 0 : at - owed.at;
    if (waiting > LATENCY_AT_MOST_US && view.syncPeer !== undefined && answers(view, view.syncPeer))
      return { kind: "upload", peer: view.syncPeer };
    return { kind: waiting > LATENCY_AT_MOST_US ? "syncPeer" : "latency", peer: view.syncPeer };
  }
  let queued = 0;
  for (const flight of view.flights.values()) if (flight.waits && !flight.outgoing) queued++;
  if (queued > 2) return { kind: "myLink" };
  if (view.owed === 0) return { kind: lacksBlocks(view) ? "notAsked" : "nothingToAsk" };
  const debtors = peers.filter((peer) => peer.inFlight > 0);
  const [only, ...others] = debtors;
  if (only !== undefined && others.length === 0 && isSilent(view, only, at))
    return { kind: "silentPeer", peer: only.name };
  const [slowest] = debtors.sort((a, b) => askedAt(a) - askedAt(b));
  if (slowest !== undefined && at - askedAt(slowest) > SLOW_AFTER_US && view.owed <= FEW_OWED)
    return { kind: "slowPeer", peer: slowest.name };
  if (only !== undefined && others.length === 0) return { kind: "upload", peer: only.name };
  return { kind: "peers" };
}

/** Blocks of the best chain are not here: a rule keeps the node from asking, or there is nobody to ask. */
export function lacksBlocks({ entries, headersOnly }: WorldView): boolean {
  if (headersOnly) return false;
  return entries.countOnBest("stored") + entries.countOnBest("validated") <= entries.bestHeight;
}

/** Headers of it are under way, or wait for their turn on its line. */
function answers(view: WorldView, peer: string): boolean {
  for (const flight of view.flights.values())
    if (!flight.outgoing && flight.peer === peer && flight.command === "headers") return true;
  return false;
}

/** When it was asked for the block that it owes longest. */
function askedAt(debtor: PeerView): number {
  return debtor.oldestBlockRequest()?.at ?? Number.POSITIVE_INFINITY;
}

/** It owes blocks, and neither has one come from it for long nor is one on its way. */
function isSilent(view: WorldView, debtor: PeerView, at: number): boolean {
  if (at - Math.max(askedAt(debtor), debtor.lastBlockAt ?? 0) <= SLOW_AFTER_US) return false;
  return ![...view.flights.values()].some(({ outgoing, peer }) => !outgoing && peer === debtor.name);
}
