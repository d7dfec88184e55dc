import { describe, expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { chainOf, small } from "./bench.ts";
import { extended, hashOf, mainChain } from "./miner.ts";
import { Net } from "./net.ts";

const MINUTE = 60_000_000;
const LENGTH = 24;

/** "you" knows nothing and dials A and B, which have everything. */
function threeNodes(): Net {
  const net = new Net(small);
  net.add("A", chainOf(mainChain(LENGTH)));
  net.add("B", chainOf(mainChain(LENGTH)));
  net.add("you");
  net.connect("you", "A");
  net.connect("you", "B");
  return net;
}

function expectSynced(net: Net, name = "you", height = LENGTH): void {
  const { chain, node } = net.host(name);
  expect(chain.active.height).toBe(height);
  expect(node?.owed()).toBe(false);
  expect(chain.audit()).toEqual([]);
}

describe("nodes among themselves", () => {
  it("sync within a few round trips, blame nobody and fall silent", () => {
    const net = threeNodes();
    net.run();
    expectSynced(net);
    expect(net.at).toBeLessThan(2_000_000);
    for (const host of net.hosts.values()) expect(host.dropped).toEqual([]);
    const blocks = net.host("you").observations.filter((seen) => seen.kind === "blockReceived");
    expect(blocks.length).toBe(LENGTH);
    expect(new Set(blocks.map(({ peer }) => peer))).toEqual(new Set(["A", "B"]));
  });

  it("give the same run twice", () => {
    const [one, two] = [threeNodes(), threeNodes()];
    one.run();
    two.run();
    expect(two.host("you").observations).toEqual(one.host("you").observations);
    expect(two.at).toBe(one.at);
  });

  it("in a row: what the first has reaches the last through one that is syncing itself", () => {
    const net = new Net(small);
    net.add("source", chainOf(mainChain(LENGTH)));
    net.add("middle");
    net.connect("middle", "source");
    net.run();
    expectSynced(net, "middle");
    net.add("last");
    net.connect("last", "middle");
    net.run();
    expectSynced(net, "last");
  });

  it("two that know nothing wait for each other and for nobody else", () => {
    const net = new Net(small);
    net.add("a");
    net.add("b");
    net.connect("a", "b");
    net.run();
    expectSynced(net, "a", 0);
    expectSynced(net, "b", 0);
  });

  it("each gives the other its branch, and both end on the one with more work", () => {
    const shared = mainChain(10);
    const net = new Net(small);
    const more = extended(shared, 9, { salt: 1 });
    net.add("less", chainOf(extended(shared, 5, { salt: 2 })));
    net.add("more", chainOf(more));
    net.connect("less", "more");
    net.run();
    expectSynced(net, "less", 19);
    expectSynced(net, "more", 19);
    expect(net.host("less").chain.index.hashHex(net.host("less").chain.tip)).toBe(
      net.host("more").chain.index.hashHex(net.host("more").chain.tip),
    );
    expect(net.host("more").chain.index.find(hashOf(more[18]!))).toBe(net.host("more").chain.tip);
  });

  it("of a world without bodies follow the headers alone", () => {
    const full = new ChainState(networks.regtest, { headersOnly: true });
    for (const block of mainChain(LENGTH)) full.acceptHeader(block.header, 0, 1_800_000_000);
    const net = new Net(small);
    net.add("A", full);
    net.add("you", new ChainState(networks.regtest, { headersOnly: true }));
    net.connect("you", "A");
    net.run();
    expectSynced(net);
    const seen = net.host("you").observations;
    expect(seen.some(({ kind }) => kind === "blocksRequested")).toBe(false);
    const tips = seen.filter((one) => one.kind === "tipChanged");
    expect(tips.map(({ height }) => height)).toEqual([10, 20, 24]);
    expect(tips[1]?.connected.length).toBe(10);
  });
});

describe("at every moment of a sync", () => {
  const whole = threeNodes();
  whole.run();
  const moments = Array.from({ length: whole.handled + 1 }, (_, i) => i);

  it("[L-4] [L-5] one of two peers may go", () => {
    for (const moment of moments) {
      for (const name of ["A", "B"]) {
        const net = threeNodes();
        net.run(undefined, moment);
        net.stop(name);
        net.run(10 * MINUTE);
        expectSynced(net);
      }
    }
  });

  it("[row 6] [row 7] both may go and come back", () => {
    for (const moment of moments) {
      const net = threeNodes();
      net.run(undefined, moment);
      net.stop("A");
      net.stop("B");
      net.run(net.at + MINUTE);
      expect(net.host("you").node?.owed()).toBe(false);
      for (const name of ["A", "B"]) {
        net.start(name);
        net.connect("you", name);
      }
      net.run(net.at + 10 * MINUTE);
      expectSynced(net);
    }
  });

  it("[L-12] it may be stopped and started on its disk, and asks for no block it has", () => {
    for (const moment of moments) {
      const net = threeNodes();
      net.run(undefined, moment);
      net.stop("you");
      net.run(net.at + MINUTE);
      const you = net.host("you");
      const before = you.observations.length;
      const stored = you.chain.storedCount;
      net.start("you");
      const started = you.observations[before];
      expect(started).toMatchObject({
        kind: "started",
        tip: you.chain.tip,
        bestHeader: you.chain.bestHeader,
      });
      expect(started?.kind === "started" && started.stored.length).toBe(stored);
      net.connect("you", "A");
      net.connect("you", "B");
      net.run(net.at + 10 * MINUTE);
      expectSynced(net);
      const came = you.observations.slice(before).filter(({ kind }) => kind === "blockReceived");
      expect(came.length).toBe(LENGTH + 1 - stored);
    }
  });
});
