/** What several peers come to together, at a moment. */
import { blockRates } from "./block-rates.ts";
import type { WorldView } from "./world-view.ts";

export interface PeersSum {
  readonly peers: number;
  readonly connected: number;
  readonly connecting: number;
  /** Blocks they owe. */
  readonly inFlight: number;
  /** How many of them owe blocks, and how many headers. */
  readonly debtors: number;
  readonly askedHeaders: number;
  /** When the oldest thing they owe was asked for, virtual µs; undefined: they owe nothing. */
  readonly oldestAt: number | undefined;
  /** Requested blocks they delivered. */
  readonly blocks: number;
}

export function sumOfPeers(view: WorldView, names: Iterable<string>): PeersSum {
  const sum = {
    peers: 0,
    connected: 0,
    connecting: 0,
    inFlight: 0,
    debtors: 0,
    askedHeaders: 0,
    oldestAt: undefined as number | undefined,
    blocks: 0,
  };
  for (const name of names) {
    const peer = view.peer(name);
    if (peer === undefined) continue;
    sum.peers += 1;
    sum.blocks += peer.blocks;
    if (peer.phase === "connecting") sum.connecting += 1;
    if (!peer.connected) continue;
    sum.connected += 1;
    sum.inFlight += peer.inFlight;
    if (peer.inFlight > 0) sum.debtors += 1;
    if (peer.owedHeaders !== undefined) sum.askedHeaders += 1;
    const oldest = peer.oldestRequest()?.at;
    if (oldest !== undefined) sum.oldestAt = Math.min(sum.oldestAt ?? oldest, oldest);
  }
  return sum;
}

/** Blocks a second of all of them; undefined: they owe none. */
export function rateOfPeers(view: WorldView, names: readonly string[], at: number): number | undefined {
  const rates = blockRates(view, at);
  let total: number | undefined;
  for (const name of names) {
    const rate = rates.get(name);
    if (rate !== undefined) total = (total ?? 0) + rate;
  }
  return total;
}
