/** Blocks a second of everybody who owes some, found in one walk over what is under way. */
import { perMoment } from "./per-moment.ts";
import type { WorldView } from "./world-view.ts";

/** By peer, in the order of the peers; who owes nothing has none. See BlockRate. */
export const blockRates = perMoment(findRates);

function findRates(view: WorldView, at: number): ReadonlyMap<string, number> {
  const underWay = new Map<string, { from: number; to: number }[]>();
  for (const { peer, outgoing, command, departAt, arriveAt, waits } of view.flights.values()) {
    // What waits at our own door counts when it is in: until then nobody knows how long that takes.
    if (outgoing || command !== "block" || waits || departAt > at) continue;
    const ofPeer = underWay.get(peer);
    if (ofPeer === undefined) underWay.set(peer, [{ from: departAt, to: arriveAt }]);
    else ofPeer.push({ from: departAt, to: arriveAt });
  }
  const rates = new Map<string, number>();
  for (const { name, rate } of view.peers) {
    const perSecond = rate.perSecond(at, underWay.get(name) ?? []);
    if (perSecond !== undefined) rates.set(name, perSecond);
  }
  return rates;
}
