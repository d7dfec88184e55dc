/**
 * A headers message of which a part is refused (protocol.md §2.4 step 8, §2.20, §7 rows 10, 11, 29; Core
 * `ProcessHeadersMessage`, 0.12 `ProcessMessage` HEADERS): what was good of it stays, and nothing is learnt of its sender.
 */
import { describe, expect, test } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import { headersThenBlocks } from "../../src/node/policies/headers-then-blocks.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import { Bench, type ScriptedPeer, START_SECONDS } from "./bench.ts";
import { extended, mainChain, mineOn } from "./miner.ts";

const tooNew = (blocks: readonly Block[]) =>
  mineOn(networks.regtest, blocks, 600, 0, { time: START_SECONDS + 7201 });
const tooOld = (blocks: readonly Block[]) => mineOn(networks.regtest, blocks, 600, 0, { time: 1 });
const elsewhere = () => mineOn(networks.regtest, mainChain(3), 600, 9);

/** Headers on the main chain of which one is refused; `at`: how many are good. */
function spoilt(at: number, bad: (blocks: readonly Block[]) => Block, after = 0): Block[] {
  const good = mainChain(at);
  const all = [...good, bad(good)];
  return extended(all, after);
}

/** Neither a block nor a header is asked of it any more, and it is not known to have anything. */
function expectNothingLearnt(bench: Bench, peer: ScriptedPeer): void {
  expect(peer.owedHeights()).toEqual([]);
  expect(peer.take("getheaders")).toBeUndefined();
  expect(bench.seen("peerBestKnownChanged")).toEqual([]);
}

describe.each([core, core012])("$id", (policy) => {
  const constants = { ...policy, headersPerMessage: 20 };

  test.each([
    ["the last of a full message", spoilt(19, tooNew)],
    ["the last of a message that is not full", spoilt(7, tooNew)],
    ["one in the middle", spoilt(5, tooNew, 4)],
    ["the first", spoilt(0, tooNew, 3)],
  ])("[§7 row 29] %s is too new: its sender is asked for no block and no header", (_, headers) => {
    const bench = new Bench({ constants });
    const peer = bench.connect("A");
    peer.take("getheaders");
    peer.tellHeaders(headers);
    expect(peer.connected, "clocks differ").toBe(true);
    const good = headers.findIndex(({ header }) => decodeHeader(header).time > START_SECONDS);
    expect(bench.chain.index.size).toBe(1 + good);
    expectNothingLearnt(bench, peer);
  });

  test("[§2.4] what was good of it stays, and whoever else has it is asked for its blocks", () => {
    const bench = new Bench({ constants });
    bench.connect("A").tellHeaders(spoilt(19, tooNew));
    const other = bench.connect("B", mainChain(19));
    other.tellHeaders(mainChain(19));
    expect(other.owedHeights()).toHaveLength(16);
  });
});

describe("core-0.12, header by header", () => {
  const constants = { ...core012, headersPerMessage: 20 };

  test.each([
    ["10b", "an old time", spoilt(19, tooOld), 0],
    ["11", "a gap", [...mainChain(18), elsewhere()], 20],
    [
      "9",
      "no work",
      [...mainChain(4), mineOn(networks.regtest, mainChain(4), 600, 0, { withoutWork: true })],
      50,
    ],
    ["10a", "a gap at once", [mainChain(1)[0]!, elsewhere()], 20],
  ])("[§7 row %s] %s: the peer is not known to have what came before", (_, __, headers, score) => {
    const bench = new Bench({ constants });
    const peer = bench.connect("A");
    peer.take("getheaders");
    peer.tellHeaders(headers);
    expect(bench.chain.index.size).toBe(headers.length);
    expect(bench.seen("scored").reduce((sum, seen) => sum + seen.score, 0)).toBe(score);
    expectNothingLearnt(bench, peer);
  });
});

test("[§2.20] core: headers on a block we know to be invalid, of a peer that called us, teach nothing either", () => {
  const bad = mineOn(networks.regtest, [], 600, 3, { transactions: mainChain(2)[1]!.transactions });
  const bench = new Bench({ constants: core });
  const giver = bench.connect("G", [], { inbound: true });
  giver.tellHeaders([bad]);
  giver.tellBlock(bad);
  expect(bench.chain.isFailed(1)).toBe(true);
  const peer = bench.connect("A", [], { inbound: true });
  peer.take("getheaders");
  const before = bench.seen("peerBestKnownChanged").length;
  peer.tellHeaders([mainChain(1)[0]!]);
  peer.tellHeaders(extended([bad], 2));
  expect(peer.connected).toBe(true);
  expect(
    bench
      .seen("peerBestKnownChanged")
      .slice(before)
      .map(({ to }) => to),
  ).toEqual([2]);
});

test("[§2.4, §7 row 29] of a counted chain one header is too new: those behind it connect to nothing, and nobody is blamed", () => {
  const chain = spoilt(5, tooNew, 30);
  const counted = { minimumChainWork: "3c", presyncPeriodHeaders: 3, redownloadBufferHeaders: 4 };
  const bench = new Bench({ constants: { ...core, headersPerMessage: 5, ...counted } });
  const peer = bench.connect("A", chain);
  while (bench.last("presync")?.phase !== "ended" && peer.connected) peer.answerHeaders();
  expect(peer.connected, "clocks differ").toBe(true);
  expect(bench.chain.index.size).toBe(1 + 5);
  // It is asked for what leads there, as Core asks: from the best header on.
  expect(peer.expect("getheaders").locator[0]).toEqual(bench.chain.index.hash(5));
});

describe.each([learncoin, headersThenBlocks])("$id", (policy) => {
  test("[§7 row 29] the sync peer that says what cannot be taken has no more, and its blocks are got elsewhere", () => {
    const bench = new Bench({ constants: { ...policy, headersPerMessage: 20 } });
    const sync = bench.connect("A");
    for (const id of ["B", "C"]) bench.connect(id, mainChain(30));
    sync.take("getheaders");
    sync.tellHeaders(spoilt(19, tooNew));
    expect(bench.seen("peerBestKnownChanged")).toEqual([]);
    bench.settle("B", "C");
    expect(bench.chain.active.height).toBe(30);
    expect(sync.owedHeights()).toEqual([]);
  });
});
