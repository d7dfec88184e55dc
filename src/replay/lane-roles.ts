/** Which of many peers matter at a moment, and why: those that one wants to see, whoever else is not shown. */
import { blockRates } from "./block-rates.ts";
import type { PeerView } from "./peer-view.ts";
import type { WorldView } from "./world-view.ts";

/** The most telling first. */
export const LANE_ROLES = ["blocker", "syncPeer", "slowest", "owesMost", "next"] as const;
/**
 * `blocker`: the window cannot move before it has given its block. `syncPeer`: it is the guide for the headers, or asked for
 * some. `slowest`: of those that owe blocks it gives the fewest a second. `owesMost`: nobody owes more blocks. `next`: the
 * lowest block that is missing is asked of it.
 */
export type LaneRole = (typeof LANE_ROLES)[number];

/** So long one must have been asked before one can be slow. Virtual µs. */
const JUDGED_AFTER_US = 1_000_000;

/** Who has which role at `at`. Of equals the one that is `preferred`, else the first; where all are equal, nobody. */
export function laneRoles(
  view: WorldView,
  at: number,
  preferred: (peer: string) => boolean,
): ReadonlyMap<LaneRole, string> {
  const roles = new Map<LaneRole, string>();
  const set = (role: LaneRole, peer: string | undefined) => {
    if (peer !== undefined) roles.set(role, peer);
  };
  const over = view.end?.ended === "synced";
  set("blocker", view.stall?.peer);
  if (!over) set("syncPeer", syncPeer(view));
  const peers = view.peers.filter(({ connected }) => connected);
  const rates = blockRates(view, at);
  const judged = peers.filter((peer) => at - (peer.oldestBlockRequest()?.at ?? at) >= JUDGED_AFTER_US);
  set(
    "slowest",
    least(judged, ({ name }) => shownRate(rates.get(name) ?? 0), preferred),
  );
  set(
    "owesMost",
    least(peers, ({ inFlight }) => -inFlight, preferred),
  );
  set("next", over ? undefined : holderOfNext(view));
  return roles;
}

/** Who owes something, whoever was asked first before the others. */
export function debtorsOf(view: WorldView): readonly string[] {
  return view.peers
    .flatMap((peer) => {
      const request = peer.connected ? peer.oldestRequest() : undefined;
      return request === undefined ? [] : [{ name: peer.name, at: request.at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** A rate as it is written: what reads the same is the same. */
function shownRate(rate: number): number {
  return Number(rate.toFixed(rate < 10 ? 1 : 0));
}

function syncPeer(view: WorldView): string | undefined {
  const chosen = view.syncPeer;
  if (chosen !== undefined && view.peer(chosen)?.connected === true) return chosen;
  return view.peers.find(({ owedHeaders }) => owedHeaders !== undefined)?.name;
}

function least(
  peers: readonly PeerView[],
  of: (peer: PeerView) => number,
  preferred: (peer: string) => boolean,
): string | undefined {
  let best: { readonly name: string; readonly value: number } | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const peer of peers) {
    const value = of(peer);
    most = Math.max(most, value);
    const isBetter =
      best === undefined ||
      value < best.value ||
      (value === best.value && preferred(peer.name) && !preferred(best.name));
    if (isBetter) best = { name: peer.name, value };
  }
  return best === undefined || best.value === most ? undefined : best.name;
}

function holderOfNext(view: WorldView): string | undefined {
  const { window, entries } = view;
  if (window === undefined) return undefined;
  for (let height = window.low; height <= Math.min(window.high, entries.bestHeight); height++) {
    const state = entries.stateAtHeight(height);
    if (state === "asked") return view.request(entries.bestAt(height))?.peer;
    if (state === "header") return undefined;
  }
  return undefined;
}
