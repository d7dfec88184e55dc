/** What is given of chains that lost (protocol.md §2.12, §6 C13). */
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { hashHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { INV_BLOCK, PROTOCOL_VERSION } from "../../../src/bitcoin/wire/message.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { type ScriptedPeer, START_SECONDS } from "../bench.ts";
import { hashOf, mineOn } from "../miner.ts";
import { coreBench } from "./core-bench.ts";

const MONTH = 30 * 86_400;
const SPACING = networks.regtest.targetSpacingSeconds;

/** Mined at these moments on top of `blocks`. */
function minedAt(blocks: readonly Block[], times: readonly number[], salt: number): Block[] {
  const chain = [...blocks];
  for (const time of times) chain.push(mineOn(networks.regtest, chain, 0, salt, { time }));
  return chain;
}

/**
 * A node whose third block lost against two others, and a peer that asks. The best header is `age` seconds younger than
 * the lost block, with `more` blocks on top of the one that took its place.
 */
function setUp(age: number, more: number, constants: Partial<Policy> = {}) {
  const lostAt = START_SECONDS - age;
  const base = minedAt([], [lostAt - 1200, lostAt - 600], 0);
  const lost = minedAt(base, [lostAt], 1)[2]!;
  const times = Array.from({ length: more + 1 }, (_, i) => (i === more ? START_SECONDS : lostAt + i));
  const winners = minedAt(base, times, 2);
  const bench = coreBench([...base, lost], constants);
  for (const block of winners.slice(base.length)) bench.feed({ kind: "localBlock", block });
  expect(bench.chain.active.height).toBe(winners.length);
  const peer = bench.connect("asker", [], { inbound: true });
  peer.answerHeaders();
  return { bench, peer, lost, won: winners[2]! };
}

function isBlockGiven(peer: ScriptedPeer, block: Block): boolean {
  peer.received.length = 0;
  peer.tell({ command: "getdata", items: [{ type: INV_BLOCK, hash: hashOf(block) }] });
  return peer.take("block") !== undefined;
}

function isHeaderGiven(peer: ScriptedPeer, block: Block): boolean {
  peer.received.length = 0;
  peer.tell({ command: "getheaders", version: PROTOCOL_VERSION, locator: [], stop: hashOf(block) });
  const headers = peer.take("headers")?.headers;
  if (headers === undefined) return false;
  expect(headers.count).toBe(1);
  expect(hashHeader(headers.bytes)).toEqual(hashOf(block));
  return true;
}

describe("[C13] p2p_fingerprint", () => {
  it.each([
    ["younger than a month is given", MONTH - 1, true],
    ["a month old is refused, silently", MONTH, false],
  ])("a lost block %s; those of the active chain always are", (_, age, given) => {
    const { bench, peer, lost, won } = setUp(age, 1);
    expect([isBlockGiven(peer, lost), isHeaderGiven(peer, lost)]).toEqual([given, given]);
    expect([isBlockGiven(peer, won), isHeaderGiven(peer, won)]).toEqual([true, true]);
    expect(bench.dropped.size).toBe(0);
  });

  it("old is also what lies under a month's worth of work, however fast that was done", () => {
    // The winners have as much work as the lost one and `more` blocks on top: each is worth one spacing.
    const worth = { staleRelaySeconds: 5 * SPACING };
    const under = setUp(60, 4, worth);
    expect([isBlockGiven(under.peer, under.lost), isHeaderGiven(under.peer, under.lost)]).toEqual([
      true,
      true,
    ]);
    const above = setUp(60, 5, worth);
    expect([isBlockGiven(above.peer, above.lost), isHeaderGiven(above.peer, above.lost)]).toEqual([
      false,
      false,
    ]);
  });

  it("a block that never was on the active chain is refused however young, since nobody checked it whole", () => {
    const { bench, peer } = setUp(600, 1);
    const side = minedAt([], [START_SECONDS - 2400, START_SECONDS - 1200], 7);
    for (const block of side) bench.chain.acceptBlock(block, START_SECONDS);
    const last = side.at(-1)!;
    const entry = bench.chain.index.find(hashOf(last));
    expect(entry !== undefined && bench.chain.hasAllBlocksTo(entry)).toBe(true);
    expect([isBlockGiven(peer, last), isHeaderGiven(peer, last)]).toEqual([false, false]);
  });

  it("the article's node and the old client give whatever they have stored", () => {
    const { peer, lost } = setUp(MONTH, 1, { staleRelaySeconds: null });
    expect(isBlockGiven(peer, lost)).toBe(true);
  });
});
