/** When 0.12 is done with its initial download (protocol.md §2.22, 0.12 `IsInitialBlockDownload`), and what follows from it. */
import { describe, expect, test } from "vitest";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { PROTOCOL_VERSION } from "../../../src/bitcoin/wire/message.ts";
import { NodeContext } from "../../../src/node/context.ts";
import { core } from "../../../src/node/policies/core.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { chainOf, countingRandom, SECOND, START_SECONDS } from "../bench.ts";
import { hashOf, mineOn } from "../miner.ts";
import { coreBench, longer } from "./core-bench.ts";

const DAY = 86_400;

/** A node with the first `blocks` of a chain of 200, whose last header is `age` seconds old, and `headers` of its headers. */
function context(blocks: number, headers: number, age: number, constants: Partial<Policy> = {}): NodeContext {
  const first = mineOn(networks.regtest, [], 600, 0, { time: START_SECONDS - age - 60 * (headers - 1) });
  const all = longer([first], headers - 1);
  const chain = chainOf(all.slice(0, blocks));
  for (const { header } of all.slice(blocks)) chain.acceptHeader(header, 0, START_SECONDS);
  return new NodeContext({
    policy: { ...core012, ...constants },
    chain,
    startTimeSeconds: START_SECONDS,
    random: countingRandom(),
  });
}

describe("core-0.12", () => {
  test.each([
    [56, 200, 0, true],
    [55, 200, 0, false],
    [56, 200, DAY, true],
    [56, 200, DAY + 1, false],
    [0, 144, 0, true],
    [0, 145, 0, false],
    [200, 200, DAY + 1, false],
  ])(
    "[§2.22] %i blocks of %i headers, the last %i s old: initial download is over: %s",
    (blocks, headers, age, left) => {
      expect(context(blocks, headers, age).initialDownload.left).toBe(left);
    },
  );

  test("[C15] once it is over it never begins again", () => {
    const was = context(3, 10, 0);
    expect(was.initialDownload.left).toBe(true);
    was.now = 2 * DAY * SECOND;
    expect(was.initialDownload.left).toBe(true);
  });

  test("[§2.12] it answers getheaders while its tip is old, once the headers are young and enough of the blocks are here", () => {
    // A minute apart, but for the last, which is of today.
    const first = mineOn(networks.regtest, [], 600, 0, { time: START_SECONDS - 10 * DAY });
    const past = longer([first], 9);
    const all = [...past, mineOn(networks.regtest, past, 600, 0, { time: START_SECONDS - 60 })];
    const ask = (policy: Policy) => {
      const bench = coreBench(past, policy);
      const peer = bench.connect("p", all);
      peer.answerHeaders();
      const asker = bench.connect("asker", [], { inbound: true });
      asker.tell({
        command: "getheaders",
        version: PROTOCOL_VERSION,
        locator: [hashOf(networks.regtest.genesis)],
        stop: ZERO_HASH,
      });
      return asker.take("headers")?.headers.count;
    };
    expect(ask({ ...core012, tipBehindBlocksMax: null })).toBeUndefined();
    expect(ask(core012)).toBe(10);
  });
});

test("[C15] today the tip itself must be young", () => {
  expect(core.tipBehindBlocksMax).toBeNull();
  expect(context(199, 200, DAY - 30, core).initialDownload.left).toBe(false);
  expect(context(200, 200, DAY - 30, core).initialDownload.left).toBe(true);
});
