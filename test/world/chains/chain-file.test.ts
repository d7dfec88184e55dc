import { describe, expect, it } from "vitest";
import { decodeBlock, makeBlock } from "../../../src/bitcoin/block.ts";
import { displayHash } from "../../../src/bitcoin/bytes.ts";
import { decodeHeader, HEADER_BYTES, hashHeader, headerBits } from "../../../src/bitcoin/header.ts";
import { type Network, networks } from "../../../src/bitcoin/networks.ts";
import { hashMeetsTarget } from "../../../src/bitcoin/target.ts";
import { builtInScenarios } from "../../../src/scenarios/built-in.ts";
import { Prng } from "../../../src/sim/prng.ts";
import {
  type BuiltChains,
  buildChains,
  bytesAt,
  bytesOf,
  type ChainData,
} from "../../../src/world/chains/chain-builder.ts";
import { readChainFile } from "../../../src/world/chains/chain-file.ts";
import { concat, frame, sampleChain } from "../../fixtures/chain-files.ts";
import { realData } from "../../fixtures/real-data.ts";

const SAMPLE_HEIGHT = 400;
const sample = sampleChain(SAMPLE_HEIGHT);
const realHeaders = realData("mainnet-headers-0000000-0032259.bin");
const realBlocks = realData("mainnet-blocks-000-438.dat");
const headersFile = realHeaders ?? sample.headers;
const blocksFile = realBlocks ?? sample.blocks;

type Given = [kind: "headers" | "blocks", bytes: Uint8Array, key?: Uint8Array];

function read(...[kind, bytes, key]: Given): BuiltChains {
  const result = readChainFile({ kind, bytes, key });
  if (!result.ok) throw new Error(result.error);
  return result.chains;
}

function refusal(...[kind, bytes, key]: Given): string {
  const result = readChainFile({ kind, bytes, key });
  if (result.ok) throw new Error(`it was read: ${result.chains.main.count} blocks`);
  expect(result.error.split("\n")).toHaveLength(1);
  return result.error;
}

/** Equality by value that stays fast for millions of bytes. */
function expectSame(found: ChainData, bytes: Uint8Array): void {
  expect(Buffer.compare(bodiesOf(found), bytes)).toBe(0);
}

/** Its blocks, or headers, back to back. */
function bodiesOf(data: ChainData): Uint8Array {
  return concat(Array.from({ length: data.count }, (_, i) => block(data, i)));
}

const block = (data: ChainData, i: number) => bytesAt(data, i);
const tipHash = (data: ChainData) => displayHash(hashHeader(block(data, data.count - 1)));

/** Where each block's magic is, and the end. */
function frameOffsets(file: Uint8Array): number[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const offsets = [0];
  for (let at = 0; at < file.length; offsets.push(at)) at += 8 + view.getUint32(at + 4, true);
  return offsets;
}

function framesOf(file: Uint8Array): Uint8Array[] {
  const offsets = frameOffsets(file);
  return offsets.slice(0, -1).map((from, i) => file.subarray(from, offsets[i + 1]));
}

function flipped(file: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = file.slice();
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

/** The file with fields of the header at `height` changed, mined again. */
function remined(
  headers: Uint8Array,
  height: number,
  network: Network,
  change: (view: DataView) => void,
): Uint8Array {
  const copy = headers.slice(0, (height + 1) * HEADER_BYTES);
  const at = height * HEADER_BYTES;
  const view = new DataView(copy.buffer, at, HEADER_BYTES);
  change(view);
  for (let nonce = 0; ; nonce++) {
    view.setUint32(76, nonce, true);
    if (hashMeetsTarget(hashHeader(copy, at), headerBits(copy, at), network)) return copy;
  }
}

describe("a headers file", () => {
  it("is read whole", () => {
    const { network, main, branches, tipTime } = read("headers", headersFile);
    const height = headersFile.length / HEADER_BYTES - 1;
    expect(main).toMatchObject({ forkHeight: 0, count: height, headersOnly: true });
    expectSame(main, headersFile.subarray(HEADER_BYTES));
    expect([main.offsets[0], main.offsets[height]]).toEqual([0, height * HEADER_BYTES]);
    expect(branches).toEqual({});
    const times = Array.from({ length: height + 1 }, (_, i) =>
      new DataView(headersFile.buffer, headersFile.byteOffset + i * HEADER_BYTES).getUint32(68, true),
    );
    expect(tipTime).toBe(times.reduce((newest, time) => Math.max(newest, time)));
    if (realHeaders !== undefined) {
      expect(network).toBe("mainnet");
      expect(tipHash(main)).toBe("000000008a5b32a0610b2b0eeb5390e30e157324bf28c09ab83ccbb99184c38b");
    } else {
      expect(network).toBe("regtest");
      expect(tipHash(main)).toBe(sample.tip);
    }
  });

  it("that is cut inside a header is refused by height; after one it is a shorter chain", () => {
    const prng = Prng.fromSeed(1);
    for (let i = 0; i < 50; i++) {
      const cut = 1 + prng.below(sample.headers.length - 1);
      const part = sample.headers.subarray(0, cut);
      if (cut % HEADER_BYTES !== 0) {
        expect(refusal("headers", part)).toBe(
          `headers file, height ${Math.floor(cut / HEADER_BYTES)}: expected a whole header of 80 bytes, found ${cut % HEADER_BYTES}: the file is cut`,
        );
      }
      const whole = 2 + prng.below(SAMPLE_HEIGHT);
      expect(read("headers", sample.headers.subarray(0, whole * HEADER_BYTES)).main.count).toBe(whole - 1);
    }
  });

  it("must begin with a known genesis and go on from there", () => {
    const without = sample.headers.subarray(HEADER_BYTES);
    expect(refusal("headers", without)).toMatch(
      /^headers file, height 0: expected the genesis header of mainnet, /,
    );
    expect(refusal("headers", new Uint8Array(0))).toContain("height 0");
    expect(refusal("headers", sample.headers.subarray(0, HEADER_BYTES))).toBe(
      "headers file, height 1: expected a header on top of genesis, found none",
    );
  });

  it("is recognised by its genesis on every network", () => {
    for (const network of [networks.regtest, networks.classroom]) {
      const { main } = buildChains(
        { blocks: 3, spacingSeconds: 600, blockBytes: null, branches: [] },
        network,
        1,
      );
      const headers = [0, 1, 2].map((i) => block(main, i).subarray(0, HEADER_BYTES));
      const chains = read("headers", concat([network.genesis.header, ...headers]));
      expect(chains).toMatchObject({ network: network.name, main: { count: 3 } });
    }
  });

  it("without one of its headers, with one twice, or with two exchanged is refused by height", () => {
    const headers = Array.from({ length: 31 }, (_, i) =>
      sample.headers.subarray(i * HEADER_BYTES, (i + 1) * HEADER_BYTES),
    );
    const without = headers.toSpliced(12, 1);
    const twice = headers.toSpliced(12, 0, headers[12] ?? new Uint8Array(0));
    const exchanged = headers
      .with(12, headers[13] ?? new Uint8Array(0))
      .with(13, headers[12] ?? new Uint8Array(0));
    expect(refusal("headers", concat(without))).toBe("headers file, height 12: prev-blk-not-found");
    expect(refusal("headers", concat(twice))).toBe("headers file, height 13: the same header again");
    expect(refusal("headers", concat(exchanged))).toBe("headers file, height 12: prev-blk-not-found");
  });

  it("with two headers of the same height is refused: it is one chain", () => {
    const other = remined(sample.headers, 12, networks.regtest, (view) => view.setUint32(36, 1, true));
    const file = concat([sample.headers.subarray(0, 13 * HEADER_BYTES), other.subarray(12 * HEADER_BYTES)]);
    expect(refusal("headers", file)).toBe("headers file, height 13: does not follow the header before it");
  });

  it("is held to the rules that need the chain: retargets and median time", () => {
    const { regtest, classroom } = networks;
    const old = remined(sample.headers, 30, regtest, (view) => view.setUint32(68, 1_296_688_602 + 600, true));
    expect(refusal("headers", old)).toBe("headers file, height 30: time-too-old");
    const { main } = buildChains(
      { blocks: 20, spacingSeconds: 300, blockBytes: null, branches: [] },
      classroom,
      1,
    );
    const headers = Array.from({ length: 20 }, (_, i) => block(main, i).subarray(0, HEADER_BYTES));
    const file = concat([classroom.genesis.header, ...headers]);
    expect(read("headers", file).main.count).toBe(20);
    const easy = remined(file, 16, classroom, (view) => view.setUint32(72, 0x207fffff, true));
    expect(refusal("headers", easy)).toBe("headers file, height 16: bad-diffbits");
  });

  it("with one bit flipped anywhere is refused with the height of that header", () => {
    const prng = Prng.fromSeed(2);
    const real = realHeaders?.subarray(0, 1000 * HEADER_BYTES);
    for (let i = 0; i < 150; i++) {
      // On regtest half of all hashes are proof enough, so that only the next header may tell; the tip has none.
      const file = real ?? sample.headers;
      const at = prng.below(file.length - (real === undefined ? HEADER_BYTES : 0));
      const height = Math.floor(at / HEADER_BYTES);
      const error = refusal("headers", flipped(file, at, prng.below(8)));
      const named = Number(/^headers file, height (\d+): /.exec(error)?.[1]);
      if (real !== undefined) expect(named, error).toBe(height);
      else expect([height, height + 1], error).toContain(named);
    }
    if (realHeaders === undefined) return;
    for (const height of [1234, 32_256]) {
      expect(refusal("headers", flipped(realHeaders, height * HEADER_BYTES + 76, 3))).toBe(
        `headers file, height ${height}: high-hash`,
      );
    }
  });
});

describe("a blocks file", () => {
  const offsets = frameOffsets(blocksFile);
  const height = offsets.length - 2;

  it("is read whole", () => {
    const { network, main } = read("blocks", blocksFile);
    expect(main).toMatchObject({ forkHeight: 0, count: height, headersOnly: false });
    const bodies = framesOf(blocksFile).map((framed) => framed.subarray(8));
    expectSame(main, concat(bodies.slice(1)));
    if (realBlocks === undefined) {
      expect({ network, height }).toEqual({ network: "regtest", height: SAMPLE_HEIGHT });
      return;
    }
    expect({ network, height }).toEqual({ network: "mainnet", height: 438 });
    const busy = Array.from({ length: height }, (_, i) => i + 1).filter((h) => block(main, h - 1)[80] === 2);
    expect(busy).toEqual([170, 181, 182, 183, 187, 221, 248]);
  });

  it("is not copied, unless its blocks stand in several files", () => {
    expect(read("blocks", blocksFile).main.bytes.buffer).toBe(blocksFile.buffer);
    const half = offsets[height >> 1] ?? 0;
    const files = [blocksFile.slice(half), blocksFile.slice(0, half)].map((bytes, i) => ({
      name: `${i}`,
      bytes,
    }));
    const result = readChainFile({ kind: "blocks", files });
    if (!result.ok) throw new Error(result.error);
    const { main } = result.chains;
    expectSame(main, bodiesOf(read("blocks", blocksFile).main));
    expect(main.bytes.length).toBe(bytesOf(main));
  });

  it("may be in any order, with zeros between, with blocks twice, without genesis", () => {
    const prng = Prng.fromSeed(3);
    const expected = read("blocks", blocksFile);
    for (let round = 0; round < 4; round++) {
      const frames = framesOf(blocksFile).slice(round % 2);
      for (let i = frames.length - 1; i > 0; i--) {
        const j = prng.below(i + 1);
        [frames[i], frames[j]] = [frames[j] ?? blocksFile, frames[i] ?? blocksFile];
      }
      const parts = frames.flatMap((framed) => {
        const again = prng.below(20) === 0 ? [framed] : [];
        return [framed, new Uint8Array(prng.below(3) * prng.below(50)), ...again];
      });
      const { main, tipTime } = read("blocks", concat(parts));
      expectSame(main, bodiesOf(expected.main));
      expect(tipTime).toBe(expected.tipTime);
    }
  });

  it("may be obfuscated, with its key at hand", () => {
    const key = Uint8Array.of(1, 0x80, 0xff, 7, 0, 42, 99, 3);
    const hidden = blocksFile.map((byte, i) => byte ^ (key[i % 8] ?? 0));
    const bytes = bodiesOf(read("blocks", blocksFile).main);
    expectSame(read("blocks", hidden, key).main, bytes);
    expectSame(read("blocks", blocksFile, new Uint8Array(8)).main, bytes);
    expect(refusal("blocks", hidden)).toMatch(
      /^blocks file, offset 0, after 0 blocks: expected the magic of a network/,
    );
    expect(
      refusal(
        "blocks",
        hidden,
        key.map((byte) => byte ^ 1),
      ),
    ).toContain("offset 0");
    expect(refusal("blocks", hidden, key.subarray(1))).toBe("key file: expected 8 bytes, found 7");
  });

  it("may hold stale blocks: the chain with the most work is taken", () => {
    const scenario = builtInScenarios.find(({ id }) => id === "two-branches");
    if (scenario === undefined) throw new Error("no scenario");
    const network = networks[scenario.network];
    const { main, branches, tipTime } = buildChains(scenario.chain, network, 1);
    const easy = branches["easy"];
    if (easy === undefined) throw new Error("no branch");
    const all = [easy, main].flatMap((data) => Array.from({ length: data.count }, (_, i) => block(data, i)));
    const file = concat(all.map((bytes) => frame(bytes, network)));
    const found = read("blocks", file);
    expect(found).toMatchObject({ network: "classroom", branches: {}, tipTime });
    expectSame(found.main, main.bytes);
    expect(bytesOf(found.main)).toBe(main.bytes.length);
  });

  it("that is cut inside a block is refused by the offset of that block", () => {
    const prng = Prng.fromSeed(4);
    for (let i = 0; i < 60; i++) {
      const cut = prng.below(blocksFile.length);
      if (offsets.includes(cut)) continue;
      const start = offsets.findLast((offset) => offset < cut) ?? 0;
      expect(refusal("blocks", blocksFile.subarray(0, cut))).toContain(
        `offset ${start}, after ${offsets.indexOf(start)} blocks: expected `,
      );
    }
    expect(refusal("blocks", blocksFile.subarray(0, (offsets[9] ?? 0) + 6))).toMatch(
      /found 2: the file is cut$/,
    );
    expect(refusal("blocks", blocksFile.subarray(0, (offsets[9] ?? 0) + 100))).toMatch(
      /found 92: the file is cut$/,
    );
  });

  it("of another network, of nothing, or of something else is refused", () => {
    expect(refusal("blocks", new Uint8Array(0))).toContain("offset 0");
    expect(refusal("blocks", headersFile)).toContain(
      "expected the magic of a network, f9beb4d9 (mainnet), 0b110907 (testnet3), 1c163f28 (testnet4), 0a03cf40 (signet), ",
    );
    const mixed = concat([...framesOf(sample.blocks).slice(0, 5), ...framesOf(networkSample())]);
    expect(refusal("blocks", mixed)).toMatch(
      /after 5 blocks: expected the magic of regtest, fabfb5da, found c1a55007$/,
    );
    expect(refusal("blocks", framesOf(blocksFile)[0] ?? blocksFile)).toBe(
      "blocks file, height 1: expected a block on top of genesis, found none",
    );
    expect(refusal("blocks", frame(new Uint8Array(79), networks.regtest))).toContain(
      "offset 0, after 0 blocks: expected a block of at least 80 bytes, found 79",
    );
  });

  it("with a block missing is refused by that height", () => {
    for (const missing of [1, 77, height - 1]) {
      const frames = framesOf(blocksFile).toSpliced(missing, 1);
      expect(refusal("blocks", concat(frames))).toMatch(
        new RegExp(
          `^blocks file, height ${missing}: expected a block that leads back to genesis, found ${height - missing} of`,
        ),
      );
    }
  });

  it("with the genesis of nobody is refused at height 0", () => {
    const inHeader = flipped(blocksFile, 8 + 10, 0);
    const inTime = flipped(blocksFile, 8 + 68, 0);
    const inBody = flipped(blocksFile, 8 + 150, 0);
    for (const file of [inHeader, inTime, inBody]) {
      expect(refusal("blocks", file)).toMatch(/^blocks file, height 0: expected the genesis block of /);
    }
  });

  it("with a body that is not its header's is refused by height and reason", () => {
    const at = (offsets[77] ?? 0) + 8 + 80 + 1 + 4 + 1 + 36 + 1 + 2;
    expect(refusal("blocks", flipped(blocksFile, at, 5))).toBe("blocks file, height 77: bad-txnmrklroot");
    const count = (offsets[77] ?? 0) + 8 + 80;
    expect(refusal("blocks", flipped(blocksFile, count, 1))).toMatch(
      /^blocks file, offset \d+, after 77 blocks: block\.transactions/,
    );
  });

  it("with a block twice, once with another body, is refused by height", () => {
    const frames = framesOf(sample.blocks);
    const original = frames[77]?.subarray(8) ?? blocksFile;
    const broken = frame(flipped(original, 80 + 1 + 4 + 1 + 36 + 1 + 2, 5), networks.regtest);
    expect(refusal("blocks", concat([...frames, broken]))).toBe("blocks file, height 77: bad-txnmrklroot");
    expect(refusal("blocks", concat([broken, ...frames]))).toBe("blocks file, height 77: bad-txnmrklroot");
    // A witness does not count for the merkle root, so both bodies are the header's.
    const decoded = decodeBlock(original);
    if (!decoded.ok) throw new Error("no block");
    const transactions = decoded.value.transactions.map((tx) => ({
      ...tx,
      witness: tx.inputs.map(() => [new Uint8Array(32)]),
    }));
    const other = frame(makeBlock(decodeHeader(original), transactions).bytes, networks.regtest);
    expect(refusal("blocks", concat([...frames, other]))).toBe("blocks file, height 77: unexpected-witness");
  });

  it("with one bit flipped anywhere is refused with the height of that block", () => {
    const prng = Prng.fromSeed(5);
    for (let i = 0; i < 120; i++) {
      const file = blocksFile.subarray(0, offsets[201]);
      const end = realBlocks === undefined ? (offsets[200] ?? 0) : file.length;
      const at = prng.below(end);
      const height = offsets.findLastIndex((offset) => offset <= at);
      const error = refusal("blocks", flipped(file, at, prng.below(8)));
      const byHeight = /^blocks file, height (\d+): /.exec(error);
      const byCount = /^blocks file, offset \d+, after (\d+) blocks: /.exec(error);
      const named = Number(byHeight?.[1] ?? byCount?.[1]);
      // A wrong length is noticed where the next block should be; an easy proof of work may hold for another header.
      const alsoNext = at - (offsets[height] ?? 0) < 8 || realBlocks === undefined;
      expect(alsoNext ? [height, height + 1] : [height], `byte ${at}: ${error}`).toContain(named);
    }
  });
});

describe("any file", () => {
  it("is read or refused, never an exception", () => {
    const prng = Prng.fromSeed(6);
    const starts = [
      new Uint8Array(0),
      ...Object.values(networks).flatMap(({ genesis, magicBytes }) => [genesis.header, magicBytes]),
    ];
    for (let i = 0; i < 400; i++) {
      const noise = Uint8Array.from({ length: prng.below(400) }, () => prng.below(256) & prng.below(256));
      const bytes = concat([starts[prng.below(starts.length)] ?? noise, noise]);
      for (const kind of ["headers", "blocks"] as const) {
        expect(refusal(kind, bytes)).toMatch(/(height|offset) \d+/);
      }
    }
  });
});

function networkSample(): Uint8Array {
  const { genesis } = networks.classroom;
  return frame(genesis.bytes, networks.classroom);
}
