/** Who matters among many, against a judge that knows nothing but what each peer owes and when it was asked. */
import { expect, test } from "vitest";
import { blockRates } from "../../src/replay/block-rates.ts";
import { laneRoles } from "../../src/replay/lane-roles.ts";
import { rateOfPeers, sumOfPeers } from "../../src/replay/peers-sum.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { manyPeers } from "../world/many-peers.ts";
import { runToEnd } from "../world/worlds.ts";

const world = manyPeers(24);
const { records } = runToEnd(world);

function walk(every: number, look: (view: WorldView, at: number) => void): void {
  const view = new WorldView(world.peers);
  for (let i = 0; i < records.length; i += every) {
    view.apply(records.slice(i, i + every));
    look(view, records[Math.min(records.length, i + every) - 1]?.at ?? 0);
  }
}

const written = (rate: number) => (rate < 10 ? rate.toFixed(1) : rate.toFixed(0));

test("every role is true at every moment, and each is had at some", () => {
  const seen = new Set<string>();
  walk(23, (view, at) => {
    const roles = laneRoles(view, at, () => false);
    for (const role of roles.keys()) seen.add(role);
    const { stall } = view;
    expect(roles.get("blocker")).toBe(stall?.peer);
    const most = roles.get("owesMost");
    for (const { inFlight } of view.peers)
      if (most !== undefined) expect(view.peer(most)?.inFlight).toBeGreaterThanOrEqual(inFlight);
    const slowest = roles.get("slowest");
    if (slowest !== undefined) {
      const rate = Number(written(blockRates(view, at).get(slowest) ?? 0));
      for (const peer of view.peers) {
        if (at - (peer.oldestBlockRequest()?.at ?? at) < 1_000_000) continue;
        expect(Number(written(blockRates(view, at).get(peer.name) ?? 0))).toBeGreaterThanOrEqual(rate);
      }
    }
    const next = roles.get("next");
    const missing = view.entries.bestAt(view.tipHeight + 1);
    if (next !== undefined && view.request(missing) !== undefined)
      expect(view.request(missing)?.peer).toBe(next);
    if (view.headersPhase === "syncing" && view.syncPeer !== undefined)
      expect(roles.get("syncPeer")).toBe(view.syncPeer);
  });
  expect([...seen].sort()).toEqual(["blocker", "next", "owesMost", "slowest", "syncPeer"]);
});

test("of equals the one that is preferred has the role", () => {
  let ties = 0;
  walk(97, (view, at) => {
    const first = laneRoles(view, at, () => false).get("owesMost");
    if (first === undefined) return;
    const equals = view.peers.filter(({ inFlight }) => inFlight === view.peer(first)?.inFlight);
    const last = equals.at(-1)?.name;
    if (equals.length > 1) ties += 1;
    expect(laneRoles(view, at, (peer) => peer === last).get("owesMost")).toBe(last);
  });
  expect(ties).toBeGreaterThan(10);
});

test("the sum of some peers is what each of them has, added up", () => {
  let owing = 0;
  walk(61, (view, at) => {
    const names = view.peers.slice(5).map(({ name }) => name);
    const sum = sumOfPeers(view, names);
    const peers = names.map((name) => view.peer(name) ?? fail());
    const add = (of: (peer: (typeof peers)[number]) => number) =>
      peers.reduce((all, peer) => all + of(peer), 0);
    expect(sum.peers).toBe(names.length);
    expect(sum.connected).toBe(add(({ connected }) => Number(connected)));
    expect(sum.inFlight).toBe(add(({ inFlight }) => inFlight));
    expect(sum.debtors).toBe(add(({ inFlight }) => Number(inFlight > 0)));
    expect(sum.askedHeaders).toBe(add(({ owedHeaders }) => Number(owedHeaders !== undefined)));
    expect(sum.blocks).toBe(add(({ blocks }) => blocks));
    const asked = peers.flatMap((peer) => peer.oldestRequest()?.at ?? []);
    expect(sum.oldestAt).toBe(asked.length === 0 ? undefined : Math.min(...asked));
    const rates = peers.flatMap((peer) => blockRates(view, at).get(peer.name) ?? []);
    if (rates.length > 0) owing += 1;
    const total = rateOfPeers(view, names, at);
    if (rates.length === 0) expect(total).toBeUndefined();
    else
      expect(total).toBeCloseTo(
        rates.reduce((a, b) => a + b, 0),
        9,
      );
    for (const [name, rate] of blockRates(view, at))
      expect(rate).toBeCloseTo(blockRates(view, at).get(name) ?? Number.NaN, 9);
  });
  expect(owing).toBeGreaterThan(10);
});

function fail(): never {
  throw new Error("no such peer");
}
