/** Ours in the place of a real Core: told what that was told, it answers what that answered, byte for byte. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Block, makeBlock, withoutWitness } from "../../src/bitcoin/block.ts";
import { equalBytes, toHex, ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { decodeHeader, HEADER_BYTES, hashHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../src/bitcoin/wire/codec.ts";
import { FRAME_HEADER_BYTES } from "../../src/bitcoin/wire/frame.ts";
import { FrameStream } from "../../src/bitcoin/wire/frame-stream.ts";
import { INV_BLOCK, INV_TX, INV_WITNESS_BLOCK, type Message } from "../../src/bitcoin/wire/message.ts";
import type { ChainState } from "../../src/chain/chain-state.ts";
import { core } from "../../src/node/policies/core.ts";
import type { Policy } from "../../src/node/policy.ts";
import { callerBytes, coreBlocks, coreChain, coreFrames, RECORDED_AT } from "../fixtures/core-transcripts.ts";
import { versionMessage } from "../node/bench.ts";
import { messageOf, WireBench } from "./wire-bench.ts";

const { regtest } = networks;
/** As that Core ran: regtest, with a great `-maxtipage`. */
const asRecorded: Policy = { ...core, minimumChainWork: "0", tipAgeMaxSeconds: 999_999_999 };
/** What Core speaks of and Headway does not. */
const UNSPOKEN = new Set(["wtxidrelay", "sendaddrv2", "sendcmpct", "feefilter", "getaddr", "cmpctblock"]);
/** Core's version message is as long as ours but for the user agent. */
const HANDSHAKE_BYTES = 124 + FRAME_HEADER_BYTES;

let blocks: readonly Block[];
let chain: ChainState;

beforeAll(() => {
  blocks = coreBlocks();
  chain = coreChain(blocks);
}, 60_000);

/** What counts of it: all but nonces, times, user agents and pings. */
function gist(frames: readonly Uint8Array[]): string[] {
  return frames.flatMap((frame) => {
    const message: Message = messageOf(frame);
    if (message.command === "ping" || (message.command === "unknown" && UNSPOKEN.has(message.name)))
      return [];
    // NODE_NETWORK_LIMITED (1024) we do not announce, and transactions we do not want.
    if (message.command === "version")
      return [`version ${message.version} ${message.services & 9n} ${message.startHeight}`];
    return [toHex(frame)];
  });
}

/** The block as Core had it before it was sent without witness: its coinbase had one of 32 zeros. */
function asMined({ header, transactions }: Block): Block {
  const withNonce = transactions.map((coinbase) => ({ ...coinbase, witness: [[new Uint8Array(32)]] }));
  return makeBlock(decodeHeader(header), withNonce);
}

/** A getdata of 50 001 times block 1, said after the handshake. */
function bigGetdata(): Uint8Array {
  const hash = hashHeader((blocks[0] as Block).header);
  const items = Array.from({ length: 50_001 }, () => ({ type: INV_BLOCK, hash }));
  const handshake = (callerBytes("misc") as Uint8Array).subarray(0, HANDSHAKE_BYTES);
  return Uint8Array.from([...handshake, ...encodeMessage({ command: "getdata", items }, regtest)]);
}

/** Whether Core closed the connection in the end. */
const conversations: readonly (readonly [string, boolean])[] = [
  ["bad-big-getdata", true],
  ["bad-checksum", false],
  ["bad-locator-102", true],
  ["bad-magic", true],
  ["bad-oversize", true],
  ["empty-locator", false],
  ["full-locator", false],
  ["getblocks-continue", false],
  ["linear-headers", false],
  ["misc", false],
  ["old-version-31799", true],
  ["unknown-locator", false],
];

describe("[C8] [C9] [C13] what a real Core answered", () => {
  test("its chain is whole: 5000 blocks, and the branches beside them", () => {
    expect(blocks.length).toBe(5110);
    expect(chain.active.height).toBe(5000);
    expect(chain.audit()).toEqual([]);
  });

  test.each(conversations)("%s (connection closed: %s)", (name, closed) => {
    const bench = new WireBench(asRecorded, chain, RECORDED_AT);
    bench.receive(callerBytes(name) ?? bigGetdata());
    expect(gist(bench.take())).toEqual(gist(coreFrames(name)));
    expect(bench.closed !== undefined).toBe(closed);
  });

  test("announce: by inv, by headers once they are wished for; the caller is asked for headers", () => {
    const bench = new WireBench(asRecorded, coreChain(blocks), RECORDED_AT);
    const expected = coreFrames("announce");
    const mined = expected
      .map(messageOf)
      .flatMap((said) => (said.command === "block" ? [asMined(said.block)] : []));
    const { frames } = new FrameStream(regtest, 4_000_000).push(callerBytes("announce") as Uint8Array);
    const mineAfter = new Set([3, 6]);
    for (const [i, frame] of frames.entries()) {
      if (mineAfter.has(i)) bench.feed({ kind: "localBlock", block: mined.shift() as Block });
      bench.receive(frame);
    }
    expect(gist(bench.take())).toEqual(gist(expected));
    expect(bench.closed).toBeUndefined();
  });
});

/** Conversations of the same kinds, with the answers that Core's code gives (net_processing.cpp ProcessMessage). */
describe("[C8] [C9] [C13] what Core answers, by its code", () => {
  const heights = (message: Message | undefined): number[] => {
    if (message?.command === "inv") return message.items.map(({ hash }) => heightOf(hash));
    if (message?.command !== "headers") return [];
    const { count, bytes } = message.headers;
    return Array.from({ length: count }, (_, i) => heightOf(hashHeader(bytes, i * HEADER_BYTES)));
  };
  const heightOf = (hash: Uint8Array) => chain.index.height(chain.index.find(hash) ?? -1);
  const at = (height: number) => chain.index.hash(chain.active.at(height) ?? -1).slice();
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  /** The last block of the longest stale branch, and the height where it left the chain. */
  const stale = () => {
    const entries = blocks.map(({ header }) => chain.index.find(hashHeader(header)) ?? 0);
    const lost = entries.filter((entry) => !chain.active.contains(entry));
    const length = (entry: number) =>
      chain.index.height(entry) - chain.index.height(chain.index.lastCommon(entry, chain.tip));
    const tip = lost.reduce((best, entry) => (length(entry) > length(best) ? entry : best));
    const fork = chain.index.height(chain.index.lastCommon(tip, chain.tip));
    return { fork, length: length(tip), hash: chain.index.hash(tip).slice() };
  };

  const activeBlocks = () =>
    blocks.filter(({ header }) => chain.active.contains(chain.index.find(hashHeader(header)) ?? -1));

  function caller(fields: Partial<Parameters<typeof versionMessage>[0]> = {}): WireBench {
    const bench = new WireBench(asRecorded, chain, RECORDED_AT);
    bench.tell(versionMessage({ version: 70_015, services: 0n, relay: true, ...fields }), {
      command: "verack",
    });
    bench.take();
    return bench;
  }

  function ask(
    command: "getheaders" | "getblocks",
    locator: readonly Uint8Array[],
    stop: Uint8Array = ZERO_HASH,
  ): number[] {
    const bench = caller();
    bench.tell({ command, version: 70_015, locator, stop });
    return heights(bench.takeMessages()[0]);
  }

  test.each([1, 7, 23, 24, 25, 997])("the same in pieces of %d bytes", (size) => {
    for (const name of ["full-locator", "misc"]) {
      const bytes = callerBytes(name) as Uint8Array;
      const bench = new WireBench(asRecorded, chain, RECORDED_AT);
      for (let from = 0; from < bytes.length; from += size) bench.receive(bytes.subarray(from, from + size));
      expect(gist(bench.take())).toEqual(gist(coreFrames(name)));
    }
  });

  test("a stop is included in headers and left out of an inv; one that is behind, stale or unknown is none", () => {
    expect(ask("getheaders", [at(10)], at(13))).toEqual(range(11, 13));
    expect(ask("getheaders", [at(10)], at(11))).toEqual([11]);
    expect(ask("getblocks", [at(10)], at(13))).toEqual(range(11, 12));
    expect(ask("getblocks", [at(10)], at(11))).toEqual([]);
    for (const stop of [at(5), at(10), stale().hash, new Uint8Array(32).fill(7)]) {
      expect(ask("getheaders", [at(10)], stop)).toEqual(range(11, 2010));
      expect(ask("getblocks", [at(10)], stop)).toEqual(range(11, 510));
    }
  });

  test("a locator that begins on a stale branch goes on where it meets the chain, or from genesis", () => {
    const { hash, fork, length } = stale();
    expect(length).toBe(98);
    expect(ask("getheaders", [hash, at(fork), at(0)])).toEqual(range(fork + 1, 5000));
    expect(ask("getheaders", [hash, at(3), at(0)])).toEqual(range(4, 2003));
    expect(ask("getheaders", [hash])).toEqual(range(1, 2000));
    expect(ask("getblocks", [hash, at(4998)])).toEqual(range(4999, 5000));
  });

  test("a second version is passed over, and so is a second verack", () => {
    const bench = caller();
    bench.tell(versionMessage({ nonce: 4n }), { command: "verack" }, { command: "ping", nonce: 3n });
    expect(bench.takeMessages()).toEqual([{ command: "pong", nonce: 3n }]);
  });

  test("headers with a gap end the connection; so do 2001", () => {
    const headersOf = (...which: readonly number[]) => ({
      count: which.length,
      bytes: Uint8Array.from(which.flatMap((i) => [...(blocks[i] as Block).header])),
    });
    for (const which of [[0, 2], [5, 6, 8], range(0, 2000)]) {
      const bench = caller();
      bench.tell({ command: "headers", headers: headersOf(...which) });
      expect(bench.closed?.kind).toBe("misbehaving");
    }
    const fine = caller();
    fine.tell({ command: "headers", headers: headersOf(0, 1, 2) });
    expect(fine.closed).toBeUndefined();
  });

  test("what is asked before the handshake is over is asked in vain", () => {
    const bench = new WireBench(asRecorded, chain, RECORDED_AT);
    const question = {
      command: "getheaders",
      version: 70_015,
      locator: [at(4999)],
      stop: ZERO_HASH,
    } as const;
    bench.tell(question);
    expect(bench.takeMessages()).toEqual([]);
    bench.tell(versionMessage({ services: 0n }), question);
    expect(bench.takeMessages().map(({ command }) => command)).toEqual(["version", "verack"]);
    bench.tell({ command: "verack" });
    bench.take();
    bench.tell(question);
    expect(heights(bench.takeMessages()[0])).toEqual([5000]);
  });

  test("blocks are given as they are asked for; of what there is not, only transactions are said not to be found", () => {
    const withWitness = activeBlocks().filter((block) => withoutWitness(block) !== block);
    expect(withWitness.length).toBeGreaterThan(400);
    const block = withWitness.at(-1) as Block;
    const unknown = new Uint8Array(32).fill(9);
    const bench = caller();
    bench.tell({
      command: "getdata",
      items: [
        { type: INV_BLOCK, hash: hashHeader(block.header) },
        { type: INV_WITNESS_BLOCK, hash: hashHeader(block.header) },
        { type: INV_BLOCK, hash: unknown },
        { type: 0, hash: unknown },
        { type: INV_BLOCK, hash: stale().hash },
        { type: INV_TX, hash: unknown },
        { type: INV_BLOCK, hash: at(0) },
      ],
    });
    const frames = bench.take().map((frame) => toHex(frame.subarray(FRAME_HEADER_BYTES)));
    expect(frames).toEqual([
      toHex(withoutWitness(block).bytes),
      toHex(block.bytes),
      toHex(regtest.genesis.bytes),
      `0101000000${toHex(unknown)}`,
    ]);
  });

  test("every block that the file has, asked for with its witnesses, comes as it is in the file", () => {
    const bench = caller();
    const active = activeBlocks();
    const items = active.map(({ header }) => ({ type: INV_WITNESS_BLOCK, hash: hashHeader(header) }));
    bench.tell({ command: "getdata", items });
    const sent = bench.take();
    expect(sent.length).toBe(5000);
    expect(
      sent.every((frame, i) => equalBytes(frame.subarray(FRAME_HEADER_BYTES), (active[i] as Block).bytes)),
    ).toBe(true);
  });

  test.each([31_800, 60_000, 60_001, 70_001, 70_012])(
    "a caller of version %d is served; pings of the old are not answered",
    (version) => {
      const bench = caller({ version, services: 1n });
      bench.tell(
        { command: "getheaders", version, locator: [at(4990)], stop: ZERO_HASH },
        { command: "ping", nonce: 8n },
      );
      const answers = bench.takeMessages();
      expect(heights(answers[0])).toEqual(range(4991, 5000));
      expect(answers.slice(1)).toEqual(version > 60_000 ? [{ command: "pong", nonce: 8n }] : []);
    },
  );
});
