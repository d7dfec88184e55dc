import fc from "fast-check";
import { expect, it } from "vitest";
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { Bench, SECOND, START_SECONDS, small, versionMessage } from "./bench.ts";
import { batch, extended, hashOf, mainChain, mineOn } from "./miner.ts";

const LENGTH = 40;
const best = mainChain(LENGTH);
const invalid = mineOn(networks.regtest, best.slice(0, 12), 600, 0, {
  transactions: [coinbaseTransaction(500, 1n)],
});
/** Chains that peers may claim: the best, a shorter one, two branches of it, one that turns out to be invalid. */
const chains: readonly (readonly Block[])[] = [
  best,
  best.slice(0, 15),
  extended(best.slice(0, 10), 18, { salt: 1 }),
  extended(best.slice(0, 30), 9, { salt: 2 }),
  extended([...best.slice(0, 12), invalid], 25, { salt: 3 }),
];
/** What else may be sent as a block or in a headers message. */
const oddities: readonly Block[] = [
  makeBlock(decodeHeader(best[5]!.header), [coinbaseTransaction(6, 2n)]),
  makeBlock(decodeHeader(best[0]!.header), []),
  mineOn(networks.regtest, best.slice(0, 20), 600, 4, { withoutWork: true }),
  mineOn(networks.regtest, best.slice(0, 8), 600, 4, { bits: 0x207ffffe }),
  mineOn(networks.regtest, best.slice(0, 8), 600, 4, { time: START_SECONDS + 100_000 }),
  mineOn(networks.regtest, best.slice(0, 8), 600, 4, { prev: ZERO_HASH }),
  invalid,
];
const blocks: readonly Block[] = [...new Set([...chains.flat(), ...oddities])];

const id = fc.constantFrom("A", "B", "C", "D");
const anyBlock = fc.constantFrom(...blocks);
const anyHash = fc.oneof(
  anyBlock.map(hashOf),
  fc.constant(hashOf(networks.regtest.genesis)),
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 6 });
const items = some(fc.record({ type: fc.constantFrom(0, 1, 2, 0x40000002), hash: anyHash }));
const run = fc
  .record({ chain: fc.constantFrom(...chains), from: fc.nat(LENGTH), count: fc.integer({ min: 0, max: 12 }) })
  .map(({ chain, from, count }) => chain.slice(from, from + count));

/** One thing that can happen to a node. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("connect" as const),
      id,
      chain: fc.constantFrom(...chains),
      inbound: fc.boolean(),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant("answer" as const), id, count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("dial" as const), id, inbound: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("unreadable" as const, "broken" as const), id }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("excess" as const), id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), us: fc.nat(90 * SECOND) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("tell" as const),
      id,
      message: fc.oneof(
        run.map((headers) => ({ command: "headers" as const, headers: batch(headers) })),
        some(anyBlock).map((headers) => ({ command: "headers" as const, headers: batch(headers) })),
        anyBlock.map((block) => ({ command: "block" as const, block })),
        fc.record({
          command: fc.constantFrom("inv" as const, "getdata" as const, "notfound" as const),
          items,
        }),
        fc.record({
          command: fc.constantFrom("getheaders" as const, "getblocks" as const),
          version: fc.constant(70016),
          locator: some(anyHash),
          stop: anyHash,
        }),
        fc.constantFrom(
          { command: "verack" as const },
          { command: "sendheaders" as const },
          { command: "ping" as const, nonce: 1n },
          versionMessage(),
          { command: "unknown" as const, name: "x", payload: new Uint8Array(2) },
        ),
      ),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function happen(bench: Bench, event: Happening): void {
  if (event.do === "wait") {
    bench.runTo(bench.at + event.us);
    return;
  }
  const peer = bench.peers.get(event.id);
  if (event.do === "connect" || event.do === "dial") {
    if (peer?.connected) peer.leave();
    if (event.do === "connect") bench.connect(event.id, event.chain, { inbound: event.inbound });
    else bench.dial(event.id, [], event.inbound);
    return;
  }
  if (peer === undefined) return;
  switch (event.do) {
    case "answer":
      for (let i = 0; i < event.count; i++) peer.answerNext();
      return;
    case "leave":
      peer.leave();
      return;
    case "unreadable":
    case "broken":
      bench.feed({ kind: event.do, peer: event.id, error: "ping.nonce: expected 8 bytes, found 0 bytes" });
      return;
    case "excess":
      bench.feed({
        kind: "excess",
        peer: event.id,
        command: "headers",
        count: 2001,
        most: 2000,
        error: "headers.count: expected at most 2000, found 2001",
      });
      return;
    case "tell":
      peer.tell(event.message);
      return;
  }
}

it("whatever peers do, nothing is thrown, no invariant breaks, and one honest peer is enough", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: "max" }), (events) => {
      const bench = new Bench({ constants: small });
      for (const event of events) happen(bench, event);
      bench.connect("honest", best);
      // Who is silent is gone after a time-out; nobody comes after that.
      for (let i = 0; i < 12 && bench.chain.active.height < LENGTH; i++) {
        bench.settle("honest");
        bench.runTo(bench.at + 60 * SECOND);
      }
      expect(bench.dropped.has("honest")).toBe(false);
      expect(bench.chain.tip).toBe(bench.chain.index.find(hashOf(best[LENGTH - 1]!)));
      expect(bench.chain.audit()).toEqual([]);
      const entries = bench.seen("headersReceived").flatMap((seen) => seen.entries ?? []);
      expect(
        entries.reduce((next, { first, count }) => (first === next ? next + count : Number.NaN), 1),
      ).toBe(bench.chain.index.size);
    }),
    { seed: 20261121, numRuns: 60 },
  );
}, 30_000);
