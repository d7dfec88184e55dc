/** The rate of a peer against what the records say that it sent, and the plain rules of the rate itself. */
import { expect, test } from "vitest";
import { BlockRate } from "../../src/replay/block-rate.ts";
import { blockRates } from "../../src/replay/block-rates.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

const S = 1_000_000;

test("who owes nothing has no rate; who owes and sends nothing has 0", () => {
  const rate = new BlockRate();
  expect(rate.perSecond(S, [])).toBeUndefined();
  rate.owes(S, true);
  expect(rate.perSecond(3 * S, [])).toBe(0);
  rate.came({ from: 3 * S, to: 4 * S });
  rate.owes(4 * S, false);
  expect(rate.perSecond(4 * S + 1, [])).toBeUndefined();
});

test("only time in which something was owed counts", () => {
  const rate = new BlockRate();
  rate.owes(0, true);
  rate.came({ from: 0, to: S });
  rate.owes(S, false);
  rate.owes(3 * S, true);
  rate.came({ from: 3 * S, to: 4 * S });
  // Two blocks, in the two seconds of four in which some were owed.
  expect(rate.perSecond(4 * S, [])).toBeCloseTo(1, 9);
});

test("what is under way counts as far as it has come, and what came long ago does not", () => {
  const rate = new BlockRate();
  rate.owes(0, true);
  rate.came({ from: 0, to: 2 * S });
  expect(rate.perSecond(20 * S, [{ from: 10 * S, to: 30 * S }])).toBeCloseTo(0.05, 9);
  expect(rate.perSecond(20 * S, [])).toBe(0);
});

test("in the stall of slow-peer D has the least rate of all that owe, and it is its line's", () => {
  const world = builtIn("slow-peer");
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  let looked = 0;
  for (const [i, record] of records.entries()) {
    view.apply([record]);
    const { stall } = view;
    // In the silence of the stall, in which nothing happens for seconds.
    const at = record.at + 4 * S;
    if (stall === undefined || (records[i + 1]?.at ?? 0) < at) continue;
    looked += 1;
    const peer = view.peer(stall.peer);
    if (peer === undefined) throw new Error(`no peer ${stall.peer}`);
    const upload = world.peers[0]?.uploadBytesPerSecond ?? 0;
    const perSecond = upload / 20 / (world.chain.blockBytes ?? 0);
    const rate = blockRates(view, at).get(peer.name);
    expect(rate).toBeGreaterThan(0.9 * perSecond);
    expect(rate).toBeLessThan(1.1 * perSecond);
    for (const other of view.peers) {
      if (other !== peer && other.inFlight === 0)
        expect(blockRates(view, at).get(other.name)).toBeUndefined();
    }
  }
  expect(looked).toBeGreaterThan(0);
});
