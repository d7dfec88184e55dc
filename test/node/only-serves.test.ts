/** What a node that only serves promises, and the runtime counts on: whoever asks it for blocks gets them, and nothing else follows. */
import { expect, test } from "vitest";
import { INV_BLOCK, INV_WITNESS_BLOCK } from "../../src/bitcoin/wire/message.ts";
import { policies } from "../../src/node/policies/all.ts";
import { Prng } from "../../src/sim/prng.ts";
import { Bench, chainOf, SECOND, small } from "./bench.ts";
import { hashOf, mainChain } from "./miner.ts";

const chain = mainChain(30);
const sound = [...policies.values()].filter(({ strategy }) => strategy !== "as-published");

test.each(sound.map((policy) => [policy.id, policy] as const))(
  "%s: blocks asked for at any moment end no connection, and no deadline comes earlier",
  (_, policy) => {
    let asked = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const prng = Prng.fromSeed(seed);
      const height = prng.below(31);
      const bench = new Bench({ constants: { ...policy, ...small }, chain: chainOf(chain.slice(0, height)) });
      const peer = bench.connect("asker", chain, { inbound: prng.below(2) === 0 });
      // Up to here it may be asking for headers and blocks of its own.
      for (let i = prng.below(8); i > 0; i--) bench.settle();
      for (let i = 0; i < 40; i++) {
        bench.runTo(bench.at + prng.below(prng.below(3) === 0 ? 400 * SECOND : SECOND));
        if (!bench.node.onlyServes() || !peer.connected) continue;
        const before = bench.deadline ?? Number.POSITIVE_INFINITY;
        const type = prng.below(2) === 0 ? INV_BLOCK : INV_WITNESS_BLOCK;
        const items = Array.from({ length: prng.below(20) }, () => {
          const block = chain[prng.below(chain.length)];
          return { type, hash: block === undefined ? new Uint8Array(32) : hashOf(block) };
        });
        const outputs = bench.feed({
          kind: "message",
          peer: "asker",
          message: { command: "getdata", items },
        });
        expect(
          outputs.map(({ kind }) => kind).filter((kind) => !["send", "observe", "wakeAt"].includes(kind)),
        ).toEqual([]);
        expect(bench.deadline ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(before);
        expect(bench.node.onlyServes()).toBe(true);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(50);
  },
);

test("a node whose question is open, or that is shaking hands, does not only serve; the article's program never does", () => {
  const bench = new Bench({ constants: small });
  expect(bench.node.onlyServes()).toBe(true);
  const peer = bench.dial("A", chain);
  expect(bench.node.onlyServes()).toBe(false);
  peer.leave();
  const other = bench.connect("B", chain);
  expect(bench.node.owed()).toBe(true);
  expect(bench.node.onlyServes()).toBe(false);
  other.leave();
  const published = policies.get("learncoin-as-published");
  expect(new Bench({ constants: published ?? {} }).node.onlyServes()).toBe(false);
});
