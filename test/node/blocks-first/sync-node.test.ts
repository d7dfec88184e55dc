import { describe, expect, it } from "vitest";
import { blocksFirst } from "../../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../../src/node/policies/blocks-first-0.8.ts";
import { Bench, chainOf, SECOND } from "../bench.ts";
import { mainChain } from "../miner.ts";

const MINUTE = 60 * SECOND;
const ping = { command: "ping", nonce: 1n } as const;

describe("[§3.1] the sync node", () => {
  for (const policy of [blocksFirst, blocksFirst08]) {
    it(`${policy.id}: one getblocks, to the first that is ready; nobody is asked for headers`, () => {
      const bench = new Bench({ constants: policy, chain: chainOf(mainChain(20)) });
      const a = bench.connect("A", mainChain(30));
      const b = bench.connect("B", mainChain(30));
      expect(a.expect("getblocks").stop).toEqual(new Uint8Array(32));
      expect(bench.last("inventoryRequested")).toMatchObject({
        peer: "A",
        heights: [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 7, 3, 0],
        stop: "none",
      });
      expect(b.take("getblocks")).toBeUndefined();
      expect([a.take("getheaders"), b.take("getheaders")]).toEqual([undefined, undefined]);
    });

    it(`${policy.id}: it may say nothing for as long as it likes; it is replaced when it is gone`, () => {
      const bench = new Bench({ constants: policy });
      const a = bench.connect("A", mainChain(30));
      const b = bench.connect("B", mainChain(30));
      for (let minute = 1; minute <= 240; minute++) {
        bench.runTo(minute * MINUTE);
        a.tell(ping);
        b.tell(ping);
      }
      expect(b.take("getblocks")).toBeUndefined();
      expect(bench.seen("syncPeerChanged").map(({ to }) => to)).toEqual(["A"]);
      a.leave();
      b.expect("getblocks");
      expect(bench.seen("syncPeerChanged").map(({ to }) => to)).toEqual(["A", undefined, "B"]);
    });
  }

  const next = { [blocksFirst.id]: "C", [blocksFirst08.id]: "B" };
  for (const policy of [blocksFirst, blocksFirst08]) {
    it(`${policy.id}: after A comes ${next[policy.id]}, when C was heard of last`, () => {
      const bench = new Bench({ constants: policy });
      const a = bench.connect("A", mainChain(30));
      bench.connect("B", mainChain(30));
      const c = bench.connect("C", mainChain(30));
      bench.connect("D", mainChain(30));
      bench.runTo(10 * SECOND);
      bench.peers.get("D")?.tell(ping);
      bench.runTo(20 * SECOND);
      c.tell(ping);
      a.leave();
      expect(bench.last("syncPeerChanged")?.to).toBe(next[policy.id]);
    });
  }

  it("[§7 row 28] only the height that it claims decides: more than ours − 144", () => {
    const bench = new Bench({ constants: blocksFirst, chain: chainOf(mainChain(200)) });
    const far = mainChain(300);
    const modest = bench.connect("modest", far, { version: { startHeight: 56 } });
    expect(modest.take("getblocks")).toBeUndefined();
    const liar = bench.connect("liar", [], { version: { startHeight: 57 } });
    liar.expect("getblocks");
    expect(modest.take("getblocks")).toBeUndefined();
    expect(bench.node.owed()).toBe(false);
  });

  it("one that does not serve the chain is never chosen", () => {
    const bench = new Bench({ constants: blocksFirst });
    const light = bench.connect("light", mainChain(30), { version: { services: 0n } });
    expect(light.take("getblocks")).toBeUndefined();
    const full = bench.connect("full", mainChain(30));
    full.expect("getblocks");
  });

  it("[§7 row 2] a new block that another announces starts the sync from that one", () => {
    const bench = new Bench({ constants: blocksFirst });
    const chain = mainChain(30);
    bench.connect("silent", chain);
    const b = bench.connect("B", chain);
    b.announce(chain[29]!);
    b.answerBlocks();
    const asked = b.expect("getblocks");
    expect(bench.last("inventoryRequested")).toMatchObject({ peer: "B", heights: [0], stop: "orphan root" });
    expect(asked.stop).not.toEqual(new Uint8Array(32));
    b.announce(...chain.slice(0, 29));
    b.answerBlocks();
    expect(bench.chain.active.height).toBe(30);
    expect(bench.last("syncPeerChanged")?.to).toBe("silent");
  });
});

describe("[§3.1] connections", () => {
  it("a peer that is heard of now and then stays; one that says nothing goes after 90 minutes", () => {
    const bench = new Bench({ constants: blocksFirst });
    const a = bench.connect("A");
    bench.connect("dead");
    bench.runTo(45 * MINUTE);
    a.tell(ping);
    bench.runTo(90 * MINUTE - 1);
    expect(bench.dropped.size).toBe(0);
    bench.runTo(90 * MINUTE);
    expect([...bench.dropped]).toEqual([
      ["dead", { kind: "pingTimeout", text: "socket inactivity timeout" }],
    ]);
  });
});
