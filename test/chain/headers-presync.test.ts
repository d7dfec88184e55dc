import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes } from "../../src/bitcoin/bytes.ts";
import { hashHeader, headerTime } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { sha256d } from "../../src/bitcoin/sha256.ts";
import { workOf } from "../../src/bitcoin/work.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { type CheckedBatch, checkBatch } from "../../src/chain/header-batch.ts";
import { HeadersPresync, type PresyncOptions } from "../../src/chain/headers-presync.ts";
import { locatorEntries } from "../../src/chain/locator.ts";
import { hashAt, joined, mineBare, sliceOf } from "./bare-headers.ts";
import { addTo, indexOf, path } from "./index-trees.ts";
import { genesisOf, type Mined, mineChain, mineOn, NOW } from "./mined.ts";

const { regtest, mainnet, classroom } = networks;
const GENESIS = hashHeader(regtest.genesis.header);
const SALT = Uint8Array.from({ length: 16 }, (_, i) => 7 * i + 3);

/** Core's unit test: genesis counts as the first block, 2 work each. */
const TARGET_BLOCKS = 15_000;
const REQUIRED_WORK = 30_000n;
const BUFFER = TARGET_BLOCKS - 2123;
const first = mineBare(GENESIS, TARGET_BLOCKS - 1);
const second = mineBare(GENESIS, TARGET_BLOCKS - 1, { salt: 1 });

function presync(options: Partial<PresyncOptions> = {}): HeadersPresync {
  return new HeadersPresync({
    network: regtest,
    index: new BlockIndex(regtest.genesis.header),
    start: 0,
    requiredWork: REQUIRED_WORK,
    nowSeconds: NOW,
    commitmentOffset: 123,
    salt: SALT,
    parameters: { commitmentPeriod: 600, redownloadBuffer: BUFFER },
    ...options,
  });
}

function small(commitmentPeriod: number, redownloadBuffer: number, blocks: number): Partial<PresyncOptions> {
  return {
    parameters: { commitmentPeriod, redownloadBuffer },
    commitmentOffset: 0,
    requiredWork: BigInt(2 * (blocks + 1)),
  };
}

function expectOver(state: HeadersPresync): void {
  expect(state.phase).toBe("final");
  expect(state.memoryBytes).toBe(0);
  expect(() => state.feed(first, true)).toThrow("over");
  expect(() => state.nextLocator("core")).toThrow("over");
}

const asked = { success: true, requestMore: true };
const ended = { success: true, requestMore: false };
const aborted = { success: false, requestMore: false };

describe("[U2] headers_sync_chainwork_tests", () => {
  test("(a) a different chain in the second download", () => {
    const state = presync();
    expect(state.phase).toBe("presync");
    expect(state.feed(sliceOf(first, 0, 1), true)).toMatchObject({ ...asked, released: { count: 0 } });
    expect(state.phase).toBe("presync");
    expect(state.nextLocator("core")).toEqual([hashAt(first, 0), GENESIS]);
    expect(state.feed(sliceOf(first, 1), true)).toMatchObject({ ...asked, released: { count: 0 } });
    expect(state.phase).toBe("redownload");
    expect(state.nextLocator("core")).toEqual([GENESIS, GENESIS]);
    expect(state.feed(second, true)).toMatchObject({ ...aborted, released: { count: 0 } });
    expectOver(state);
  });

  test("(b) the same chain twice", () => {
    const state = presync();
    expect(state.feed(sliceOf(first, 0, 1), true)).toMatchObject(asked);
    // The message that reaches the work need not be full.
    expect(state.feed(sliceOf(first, 1), false)).toMatchObject({ ...asked, released: { count: 0 } });
    expect(state.phase).toBe("redownload");
    expect(state.feed(sliceOf(first, 0, BUFFER), true)).toMatchObject({
      ...asked,
      released: { count: 0 },
    });
    expect(state.nextLocator("core")).toEqual([hashAt(first, BUFFER - 1), GENESIS]);
    const one = state.feed(sliceOf(first, BUFFER, BUFFER + 1), true);
    expect(one).toMatchObject({ ...asked, released: { count: 1 } });
    expect(one.released.bytes.slice(4, 36)).toEqual(GENESIS);
    expect(state.phase).toBe("redownload");
    const rest = state.feed(sliceOf(first, BUFFER + 1), true);
    expect(rest).toMatchObject({ ...ended, released: { count: 14_998 } });
    expectOver(state);
    expect(equalBytes(joined([one.released, rest.released]), first.bytes)).toBe(true);
    expect(equalBytes(rest.released.hashes, sliceOf(first, 1).hashes)).toBe(true);
  });

  test("(c) too little work", () => {
    const state = presync();
    expect(state.feed(sliceOf(first, 0, 1), true)).toMatchObject(asked);
    expect(state.feed(sliceOf(first, 1, TARGET_BLOCKS - 2), false)).toMatchObject({
      ...ended,
      released: { count: 0 },
    });
    expectOver(state);
  });
});

describe("presync", () => {
  test("ends at a gap", () => {
    const state = presync();
    state.feed(sliceOf(first, 0, 10), true);
    expect(state.feed(sliceOf(first, 11, 20), true)).toMatchObject(aborted);
    expectOver(state);
  });

  test("ends if it does not begin at the chain start", () => {
    expect(presync().feed(sliceOf(first, 1, 20), true)).toMatchObject(aborted);
  });

  test("ends at the first commitment beyond what a valid chain could have by now", () => {
    // 5 s × 6 blocks / 10 = 3 bits.
    const nowSeconds = headerTime(regtest.genesis.header) - 7200 + 5;
    const options = { ...small(10, 20, 1000), nowSeconds };
    expect(presync(options).feed(sliceOf(first, 0, 39), true)).toMatchObject(asked);
    expect(presync(options).feed(sliceOf(first, 0, 40), true)).toMatchObject(aborted);
    // 6 × 4 / 10 rounds down to 2.
    const earlier = { ...options, nowSeconds: nowSeconds - 1 };
    expect(presync(earlier).feed(sliceOf(first, 0, 29), true)).toMatchObject(asked);
    expect(presync(earlier).feed(sliceOf(first, 0, 30), true)).toMatchObject(aborted);
  });

  test("ends where difficulty moves faster than it can", () => {
    const bytes = mainnet.genesis.header.slice();
    bytes.set(hashHeader(mainnet.genesis.header), 4);
    const next = (bits: number): CheckedBatch => {
      new DataView(bytes.buffer).setUint32(72, bits, true);
      return { count: 1, bytes: bytes.slice(), hashes: hashHeader(bytes) };
    };
    const index = new BlockIndex(mainnet.genesis.header);
    const options = { network: mainnet, index, requiredWork: 1n << 60n };
    expect(presync(options).feed(next(0x1d00ffff), true)).toMatchObject(asked);
    expect(presync(options).feed(next(0x1d00fffe), true)).toMatchObject(aborted);
  });

  test("follows difficulty from one period to the next, in both downloads, and not out of turn", () => {
    const blocks = mineChain(genesisOf(classroom), 20, { spacing: 300 });
    expect(blocks[7]!.bits).not.toBe(0x207fffff);
    const batchOf = (mined: readonly Mined[]): CheckedBatch => {
      const bytes = Uint8Array.from(mined.flatMap(({ block }) => [...block.header]));
      const batch = checkBatch({ count: mined.length, bytes }, classroom);
      if (typeof batch === "string") throw new Error(batch);
      return batch;
    };
    const index = new BlockIndex(classroom.genesis.header);
    const whole = batchOf(blocks);
    const requiredWork = workOf(0x207fffff) + blocks.reduce((work, { bits }) => work + workOf(bits), 0n);
    const options = { ...small(3, 5, 0), network: classroom, index, requiredWork };
    const honest = presync(options);
    expect(honest.feed(whole, false)).toMatchObject(asked);
    expect(honest.feed(whole, false).released.bytes).toEqual(whole.bytes);
    const easier = mineOn(blocks[8]!, { header: { bits: 0x207fffff } });
    const cheating = batchOf([...blocks.slice(0, 9), easier]);
    expect(presync(options).feed(cheating, true)).toMatchObject(aborted);
    // The first download was clean, and no bit is remembered of the header that differs.
    const later = presync(options);
    later.feed(whole, false);
    expect(later.feed(cheating, true)).toMatchObject(aborted);
  });

  test("says how far it is, and begins anew in the second download", () => {
    const state = presync(small(10, 20, 100));
    expect([state.height, state.work]).toEqual([0, 2n]);
    state.feed(sliceOf(first, 0, 60), true);
    expect([state.height, state.work]).toEqual([60, 122n]);
    state.feed(sliceOf(first, 60, 120), true);
    expect([state.phase, state.height, state.work]).toEqual(["redownload", 0, 2n]);
    state.feed(sliceOf(first, 0, 60), true);
    expect([state.height, state.work]).toEqual([60, 122n]);
  });

  test("counts from a start above genesis, and names it in the locator", () => {
    const index = indexOf(path(29));
    const start = addTo(index, 29);
    const chain = mineBare(index.hash(start), 20);
    // 31 blocks are there already.
    const state = presync({ ...small(7, 5, 50), index, start });
    expect(state.feed(sliceOf(chain, 0, 10), true)).toMatchObject(asked);
    expect([state.phase, state.height, state.work]).toEqual(["presync", 40, 82n]);
    const locator = locatorEntries(index, start, "article").map((entry) => index.hash(entry));
    expect(state.nextLocator("article")).toEqual([hashAt(chain, 9), ...locator]);
    expect(state.feed(sliceOf(chain, 10), false)).toMatchObject(asked);
    expect(state.nextLocator("article")).toEqual([index.hash(start), ...locator]);
    const { released } = state.feed(chain, false);
    expect(released.bytes).toEqual(chain.bytes);
  });

  test("refuses an offset outside of the period and a message without headers", () => {
    expect(() => presync({ commitmentOffset: 600 })).toThrow(RangeError);
    expect(() => presync({ commitmentOffset: -1 })).toThrow(RangeError);
    expect(() => presync().feed(sliceOf(first, 0, 0), false)).toThrow("no headers");
  });
});

/** One bit of the salted hash. */
function bitOf(hash: Uint8Array): number {
  return sha256d(Uint8Array.of(...SALT, ...hash))[0]! & 1;
}

/** A header on `prev` whose bit is this one. */
function withBit(prev: Uint8Array, bit: number): CheckedBatch {
  for (let salt = 2; ; salt++) {
    const header = mineBare(prev, 1, { salt });
    if (bitOf(header.hashes) === bit) return header;
  }
}

describe("the second download", () => {
  /** After the first download of 40 blocks. */
  function redownloading(): HeadersPresync {
    const state = presync(small(5, 12, 40));
    expect(state.feed(sliceOf(first, 0, 40), true)).toMatchObject(asked);
    expect(state.phase).toBe("redownload");
    return state;
  }

  test("ends at a gap", () => {
    const state = redownloading();
    state.feed(sliceOf(first, 0, 10), true);
    expect(state.feed(sliceOf(first, 9, 20), true)).toMatchObject(aborted);
    expectOver(state);
  });

  test("ends at another header where a bit is remembered that differs, and releases nothing of that message", () => {
    const state = redownloading();
    expect(state.feed(sliceOf(first, 0, 14), true).released.count).toBe(2);
    const other = withBit(hashAt(first, 13), 1 - bitOf(hashAt(first, 14)));
    expect(state.feed(other, true)).toMatchObject({ ...aborted, released: { count: 0 } });
    expectOver(state);
  });

  test("cannot tell another header from the first if their bits agree, or between two bits", () => {
    const agreeing = redownloading();
    agreeing.feed(sliceOf(first, 0, 14), true);
    expect(agreeing.feed(withBit(hashAt(first, 13), bitOf(hashAt(first, 14))), true)).toMatchObject(asked);
    const between = redownloading();
    between.feed(sliceOf(first, 0, 15), true);
    expect(between.feed(mineBare(hashAt(first, 14), 4, { salt: 5 }), true)).toMatchObject(asked);
  });

  test("ends when a longer chain of less work runs out of bits", () => {
    // 32 work in one block, and so one bit only.
    const hard = mineBare(GENESIS, 1, { bits: 0x2007ffff });
    const start = (): HeadersPresync => {
      const state = presync({ ...small(1, 100, 0), requiredWork: 34n });
      expect(state.feed(hard, false)).toMatchObject(asked);
      expect(state.feed(withBit(GENESIS, bitOf(hard.hashes)), true)).toMatchObject(asked);
      return state;
    };
    const easy = withBit(GENESIS, bitOf(hard.hashes));
    expect(start().feed(mineBare(easy.hashes, 1), true)).toMatchObject(aborted);
  });

  test("asks for no bit of the header that completes the work", () => {
    const hard = mineBare(GENESIS, 1, { bits: 0x2007ffff });
    for (let salt = 1; salt < 9; salt++) {
      const state = presync({ ...small(1, 100, 0), requiredWork: 34n });
      state.feed(hard, false);
      const other = mineBare(GENESIS, 1, { bits: 0x2007ffff, salt });
      expect(state.feed(other, false).released.bytes).toEqual(other.bytes);
    }
  });

  test("ends without a failure when the peer has no more, keeping back what is not proven", () => {
    const state = redownloading();
    expect(state.feed(sliceOf(first, 0, 30), false)).toMatchObject({ ...ended, released: { count: 18 } });
    expectOver(state);
  });

  test("takes what the peer's chain has grown by, though no bits of it are known", () => {
    const state = redownloading();
    const { released, ...step } = state.feed(sliceOf(first, 0, 90), false);
    expect(step).toEqual(ended);
    expect(released.bytes).toEqual(sliceOf(first, 0, 90).bytes);
  });
});

/** Serves `chain` from a locator hash on as an honest peer does, in messages of these sizes, over and over. */
function* served(
  chain: CheckedBatch,
  sizes: readonly number[],
): Generator<[CheckedBatch, boolean], void, number> {
  let at = 0;
  for (let turn = 0; ; turn++) {
    const to = Math.min(chain.count, at + sizes[turn % sizes.length]!);
    at = yield [sliceOf(chain, at, to), to < chain.count];
  }
}

test("whatever the message sizes, a chain of enough work comes out whole and in order", () => {
  const heights = new Map(Array.from({ length: 3000 }, (_, i) => [hashAt(first, i).join(), i + 1] as const));
  heights.set(GENESIS.join(), 0);
  const scenario = fc.record({
    blocks: fc.integer({ min: 1, max: 3000 }),
    extra: fc.nat(300),
    sizes: fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 5 }),
    period: fc.integer({ min: 1, max: 80 }),
    offset: fc.nat(79),
    buffer: fc.integer({ min: 0, max: 1500 }),
  });
  fc.assert(
    fc.property(scenario, ({ blocks, extra, sizes, period, offset, buffer }) => {
      const length = Math.min(3000, blocks + extra);
      const chain = sliceOf(first, 0, length);
      const state = presync({ ...small(period, buffer, blocks), commitmentOffset: offset % period });
      const peer = served(chain, sizes);
      const released: CheckedBatch[] = [];
      let lastSeen = 0;
      for (let next = peer.next(0); !next.done; ) {
        const [batch, full] = next.value;
        const wasRedownload = state.phase === "redownload";
        const step = state.feed(batch, full);
        if (!step.success) throw new Error(`height ${state.height}`);
        released.push(step.released);
        if (wasRedownload) lastSeen += batch.count;
        else if (step.released.count > 0) throw new Error("released before the second download");
        // Bits of the first download, and headers of the second: a buffer and a message of them, a quarter of slack.
        const most = Math.max(64, buffer + 2000) * 1.25 * 48 + Math.max(16, length / period / 4) + 48;
        if (state.memoryBytes > most) throw new Error(`${state.memoryBytes} bytes held`);
        if (!step.requestMore) break;
        next = peer.next(heights.get(state.nextLocator("core")[0]!.join())!);
      }
      expect(lastSeen).toBeGreaterThanOrEqual(blocks);
      const bytes = joined(released);
      const hashes = Uint8Array.from(released.flatMap((batch) => [...batch.hashes]));
      expect(equalBytes(bytes, sliceOf(first, 0, lastSeen).bytes)).toBe(true);
      expect(equalBytes(hashes, sliceOf(first, 0, lastSeen).hashes)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a chain that never proves itself costs a bit every period, and nothing more", () => {
  const state = presync({ requiredWork: 1n << 80n });
  for (let at = 0; at < first.count; at += 2000) state.feed(sliceOf(first, at, at + 2000), true);
  expect(state.height).toBe(first.count);
  // 25 bits.
  expect(state.memoryBytes).toBeLessThanOrEqual(16);
  expect(presync({ ...small(1, 10, 20_000) }).memoryBytes).toBeLessThanOrEqual(16);
});

test("Core's parameters", () => {
  expect(mainnet.presync).toEqual({ commitmentPeriod: 641, redownloadBuffer: 15_218 });
  expect(networks.testnet3.presync).toEqual({ commitmentPeriod: 673, redownloadBuffer: 14_460 });
  expect(networks.testnet4.presync).toEqual({ commitmentPeriod: 606, redownloadBuffer: 16_092 });
  expect(networks.signet.presync).toEqual({ commitmentPeriod: 620, redownloadBuffer: 15_724 });
  expect(regtest.presync).toEqual({ commitmentPeriod: 275, redownloadBuffer: 7017 });
});
