import { describe, expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { type ChainFile, readChainFile } from "../../src/world/chains/chain-file.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { concat, frame, sampleChain } from "../fixtures/chain-files.ts";

const HEIGHT = 40;
const KEY = Uint8Array.of(0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f, 0x60, 0x71);
const { blocks, headers } = sampleChain(HEIGHT);
const frames = framesOf(blocks);
const MAGIC = networks.regtest.magicBytes;

function framesOf(file: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const size = 8 + new DataView(file.buffer, file.byteOffset + at).getUint32(4, true);
    found.push(file.subarray(at, at + size));
    at += size;
  }
  return found;
}

const hide = (file: Uint8Array, key: Uint8Array) => file.map((byte, i) => byte ^ (key[i % 8] ?? 0));
const zeros = (length: number) => new Uint8Array(length);
const noise = (length: number, seed: number) => {
  const prng = Prng.fromSeed(seed);
  return Uint8Array.from({ length }, () => prng.below(256));
};

function read(file: ChainFile): { count: number; notes: readonly string[] } {
  const result = readChainFile(file);
  if (!result.ok) throw new Error(result.error);
  return { count: result.chains.main.count, notes: result.notes };
}

function refusal(file: ChainFile): string {
  const result = readChainFile(file);
  if (result.ok) throw new Error(`it was read: ${result.chains.main.count} blocks`);
  expect(result.error.split("\n")).toHaveLength(1);
  return result.error;
}

const ofBlocks = (bytes: Uint8Array, key?: Uint8Array): ChainFile => ({ kind: "blocks", bytes, key });

describe("room that was set aside in a blocks file", () => {
  /** Records with gaps of these lengths, in turn, before, between and after them. */
  const withGaps = (lengths: readonly number[], gap: (length: number) => Uint8Array) =>
    concat([gap(lengths[0] ?? 0), ...frames.flatMap((f, i) => [f, gap(lengths[i % lengths.length] ?? 0)])]);

  it.each([[[1000]], [[1, 2, 3, 5, 7]], [[0, 0, 4, 8, 0, 9]], [[65_536, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]])(
    "may be of zeros of any length, %j",
    (lengths) => {
      expect(read(ofBlocks(withGaps(lengths, zeros)))).toEqual({ count: HEIGHT, notes: [] });
    },
  );

  it.each([[[1000]], [[1, 2, 3, 5, 7]], [[0, 0, 4, 8, 0, 9]]])(
    "may be of plain zeros in an obfuscated file, or of obfuscated ones, %j",
    (lengths) => {
      const plain = withGaps(lengths, zeros);
      const hidden = hide(plain, KEY);
      expect(read(ofBlocks(hidden, KEY))).toEqual({ count: HEIGHT, notes: [] });
      // The gaps as nobody has written to them: zeros on the disk.
      const marked = withGaps(lengths, (length) => zeros(length).fill(1));
      const raw = hidden.map((byte, i) => (plain[i] === 0 && marked[i] === 1 ? 0 : byte));
      expect(read(ofBlocks(raw, KEY))).toEqual({ count: HEIGHT, notes: [] });
      // Half of each gap written, half not.
      const half = hidden.map((byte, i) => (plain[i] === 0 && marked[i] === 1 && i % 64 < 32 ? 0 : byte));
      expect(read(ofBlocks(half, KEY))).toEqual({ count: HEIGHT, notes: [] });
    },
  );

  it("may be all of a file, but not of the only one", () => {
    const files = [
      { name: "blk00000.dat", bytes: blocks },
      { name: "blk00001.dat", bytes: zeros(4096) },
    ];
    expect(read({ kind: "blocks", files })).toEqual({ count: HEIGHT, notes: [] });
    expect(refusal(ofBlocks(zeros(4096)))).toMatch(/offset 0.*expected the magic of a network/);
  });
});

describe("what stands between the records of a blocks file", () => {
  const at = (i: number) => concat(frames.slice(0, i)).length;
  const insert = (i: number, bytes: Uint8Array) => concat([...frames.slice(0, i), bytes, ...frames.slice(i)]);
  const stale = frames[9]?.subarray(0, 8) ?? MAGIC;

  it.each<[string, Uint8Array, number]>([
    ["the start of a record", stale, 20],
    ["a magic", MAGIC, 1],
    ["a record that was cut and written anew", frames[12]?.subarray(0, 100) ?? MAGIC, 12],
    ["rubbish", noise(333, 1), 30],
    [
      "rubbish with a magic in it",
      concat([noise(50, 2), MAGIC, Uint8Array.of(200, 0, 0, 0), noise(99, 3)]),
      7,
    ],
    ["a length beyond any block", concat([MAGIC, Uint8Array.of(255, 255, 255, 255)]), 33],
    ["rubbish before the first record", noise(77, 4), 0],
  ])("is passed over and said: %s", (_, bytes, i) => {
    const { count, notes } = read(ofBlocks(insert(i, bytes)));
    expect(count).toBe(HEIGHT);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(new RegExp(`^passed over offset ${at(i)}, ${bytes.length} bytes`));
    const hidden = read(ofBlocks(hide(insert(i, bytes), KEY), KEY));
    expect(hidden).toEqual({ count, notes });
  });

  it("is passed over after the last record, without the room behind it", () => {
    const { count, notes } = read(ofBlocks(concat([blocks, noise(25, 5), zeros(100)])));
    expect(count).toBe(HEIGHT);
    expect(notes).toEqual([
      expect.stringMatching(new RegExp(`^passed over offset ${blocks.length}, 25 bytes`)),
    ]);
  });

  it("is a note for each place, and one for all others where they are many", () => {
    const { count, notes } = read(ofBlocks(concat(frames.map((f, i) => concat([f, noise(10, 100 + i)])))));
    expect(count).toBe(HEIGHT);
    expect(notes).toHaveLength(6);
    expect(notes.at(-1)).toBe("passed over 36 more places, 360 bytes");
  });

  it("is said of what is framed but has no proof of work and stands on nothing", () => {
    const stranger = frame(concat([zeros(4), noise(76, 6), zeros(1)]), networks.regtest);
    const { count, notes } = read(ofBlocks(insert(15, stranger)));
    expect({ count, notes }).toEqual({
      count: HEIGHT,
      notes: [`passed over offset ${at(15)}, 81 bytes: high-hash`],
    });
  });

  it("is told with the reason where a block is missing for it", () => {
    const broken = concat([...frames.slice(0, 5), noise(20, 7), ...frames.slice(6)]);
    expect(refusal(ofBlocks(broken))).toMatch(
      /^blocks file, height 5: expected a block that leads back to genesis.*; passed over offset \d+, 20 bytes/,
    );
  });

  it("ends in bounded time however much begins like a record", () => {
    const lure = concat([MAGIC, Uint8Array.of(0, 9, 61, 0), zeros(80), Uint8Array.of(254, 0, 0, 1, 0)]);
    const file = concat([blocks, ...Array.from({ length: 5000 }, () => lure), zeros(4_000_000)]);
    expect(refusal(ofBlocks(file))).toMatch(/expected records, found too much that only begins like one/);
  });
});

describe("a last record that is cut", () => {
  const last = frames.at(-1) ?? blocks;
  const start = blocks.length - last.length;
  it.each([1, 3, 4, 7, 8, 50, 88, 100, last.length - 1])("after %i bytes is named", (length) => {
    const error = refusal(ofBlocks(blocks.subarray(0, start + length)));
    expect(error).toMatch(
      new RegExp(
        `^blocks file, offset ${start}, after ${HEIGHT} blocks: expected .*, found .*: the file is cut$`,
      ),
    );
  });

  it("matters not where the whole block is in another file", () => {
    const files = [
      { name: "a", bytes: blocks.subarray(0, blocks.length - 10) },
      { name: "b", bytes: last },
    ];
    const { count, notes } = read({ kind: "blocks", files });
    expect(count).toBe(HEIGHT);
    expect(notes[0]).toMatch(new RegExp(`^passed over a, offset ${start}, `));
  });
});

describe("several blocks files", () => {
  it("are one chain, whatever their order and that of their blocks", () => {
    const prng = Prng.fromSeed(8);
    for (let round = 0; round < 10; round++) {
      const parts: Uint8Array[][] = [[], [], [], []];
      const shuffled = frames.map((f) => [prng.below(1000), f] as const).sort((a, b) => a[0] - b[0]);
      for (const [, f] of shuffled) parts[prng.below(parts.length)]?.push(f);
      const files = parts.map((part, i) => ({ name: `blk0000${i}.dat`, bytes: concat(part) }));
      const given = files.filter(({ bytes }) => bytes.length > 0);
      expect(read({ kind: "blocks", files: given }).count).toBe(HEIGHT);
    }
  });

  it("may each have a key of its own, or none", () => {
    const other = KEY.toReversed();
    const files = [
      { name: "a", bytes: hide(concat(frames.slice(20)), KEY), key: KEY },
      { name: "b", bytes: concat(frames.slice(0, 10)) },
      { name: "c", bytes: hide(concat(frames.slice(10, 20)), other), key: other },
    ];
    expect(read({ kind: "blocks", files }).count).toBe(HEIGHT);
  });

  it("of two networks, with one missing, or with a strange one among them, are refused by name", () => {
    const classroom = frame(networks.classroom.genesis.bytes, networks.classroom);
    const files = (...parts: Uint8Array[]): ChainFile => ({
      kind: "blocks",
      files: parts.map((bytes, i) => ({ name: `f${i}`, bytes })),
    });
    expect(refusal(files(blocks, classroom))).toMatch(
      /^blocks file, f1, offset 0, after 41 blocks: expected the magic of regtest, fabfb5da, found c1a55007$/,
    );
    expect(refusal(files(concat(frames.slice(0, 9)), concat(frames.slice(20))))).toMatch(
      /^blocks file, height 9/,
    );
    expect(refusal(files(blocks, noise(500, 9)))).toMatch(/^blocks file, f1, offset 0, .*expected the magic/);
    expect(refusal(files(blocks, headers))).toMatch(/f1.*headers without blocks.*--headers-file/);
  });
});

describe("the key of a blocks file", () => {
  const hidden = hide(blocks, KEY);
  it.each<[string, Uint8Array, Uint8Array | undefined, RegExp]>([
    ["missing", hidden, undefined, /looks obfuscated: expected its key, xor\.dat .*--key-file.*found none$/],
    ["missing, of a later file", hide(concat(frames.slice(9)), KEY), undefined, /looks obfuscated.*xor\.dat/],
    ["all zeros for an obfuscated file", hidden, zeros(8), /looks obfuscated.*xor\.dat.*--key-file/],
    ["another", hidden, KEY.toReversed(), /expected the key of this file \(xor\.dat .*\), found another/],
    ["of a file that is not obfuscated", blocks, KEY, /not obfuscated: expected no key, found one$/],
    ["too short", hidden, KEY.subarray(1), /^key file: expected 8 bytes, found 7$/],
    ["too long", hidden, concat([KEY, KEY]), /^key file: expected 8 bytes, found 16$/],
    ["empty", hidden, zeros(0), /^key file: expected 8 bytes, found 0$/],
  ])("is %s: refused in words", (_, bytes, key, words) => {
    expect(refusal(ofBlocks(bytes, key))).toMatch(words);
  });

  it("of zeros is no key", () => {
    expect(read(ofBlocks(blocks, zeros(8))).count).toBe(HEIGHT);
  });
});

describe("siblings in a blocks file", () => {
  /** Blocks on genesis that differ in their coinbase alone; none has proof of work, or all have. */
  const siblings = (count: number, withProof: boolean) => {
    const [, first] = frames;
    if (first === undefined) throw new Error("no block");
    const copies: Uint8Array[] = [];
    for (let i = 0; i < count; i++) {
      const copy = first.slice();
      const view = new DataView(copy.buffer);
      view.setUint32(8 + 36, i, true);
      if (!withProof) view.setUint32(8 + 72, 0x1d00ffff, true);
      copies.push(copy);
    }
    return concat([frames[0] ?? first, ...copies]);
  };

  it("are not compared with one another: 60 000 without proof of work", () => {
    expect(refusal(ofBlocks(siblings(60_000, false)))).toBe("blocks file, height 1: high-hash");
  });

  it("of which half have proof of work by chance are refused as soon", () => {
    expect(refusal(ofBlocks(siblings(60_000, true)))).toMatch(/^blocks file, height 1: /);
  });

  it("under one hash with many bodies are refused", () => {
    const [genesis = blocks, first = blocks] = frames;
    const bodies = Array.from({ length: 20_000 }, (_, i) => {
      const copy = first.slice();
      new DataView(copy.buffer).setUint32(copy.length - 4, i, true);
      return copy;
    });
    expect(refusal(ofBlocks(concat([genesis, ...bodies])))).toBe("blocks file, height 1: bad-txnmrklroot");
  });
});

describe("headers written otherwise", () => {
  const counted = (count: Uint8Array, rest: number) =>
    concat([
      count,
      ...Array.from({ length: HEIGHT + 1 }, (_, i) =>
        concat([headers.subarray(80 * i, 80 * i + 80), zeros(1)]),
      ),
    ]).subarray(0, count.length + 81 * (HEIGHT + 1) - rest);
  const ofHeaders = (bytes: Uint8Array): ChainFile => ({ kind: "headers", bytes });
  const text = (written: string) => new TextEncoder().encode(written);
  const hex = Buffer.from(headers).toString("hex");

  it("as records of a headers message are read: with a count byte each, and all with their own", () => {
    for (const bytes of [
      counted(zeros(0), 0),
      counted(zeros(0), 1),
      counted(Uint8Array.of(HEIGHT + 1), 0),
      counted(Uint8Array.of(0xfd, HEIGHT + 1, 0), 0),
    ]) {
      expect(read(ofHeaders(bytes)).count).toBe(HEIGHT);
    }
  });

  it("as records of a headers message are refused where they are cut or have a count that is not 0", () => {
    expect(refusal(ofHeaders(counted(zeros(0), 30)))).toMatch(
      /height 40.*records of 81 bytes.*found 51 bytes/,
    );
    const bad = counted(zeros(0), 0);
    bad[81 * 7 + 80] = 1;
    expect(refusal(ofHeaders(bad))).toMatch(/height 7: expected a count of 0.*records of 81 bytes.*found 1$/);
  });

  it.each([
    ["lower case", hex],
    ["upper case", hex.toUpperCase()],
    ["with a prefix", `0x${hex}\n`],
    ["a header a line", hex.replace(/.{160}/g, "$&\n")],
    ["a header a line with prefixes and the line ends of Windows", hex.replace(/.{160}/g, "0x$&\r\n")],
    ["in columns", hex.replace(/.{8}/g, "$& ").replace(/.{72}/g, "$&\n")],
    ["of records of 81 bytes", Buffer.from(counted(zeros(0), 0)).toString("hex")],
    ["after a byte order mark", `\ufeff${hex}`],
  ])("in hex are read: %s", (_, written) => {
    expect(read(ofHeaders(text(written))).count).toBe(HEIGHT);
  });

  it("in hex that is odd or has other signs are refused by line", () => {
    expect(refusal(ofHeaders(text(`${hex}a`)))).toMatch(
      /^headers file, line 1: expected two hex digits a byte/,
    );
    expect(refusal(ofHeaders(text(`${hex}\n${hex}\nxyz`)))).toBe(
      "headers file, line 3: expected hex digits, found x",
    );
  });

  it("blocks in hex are read too", () => {
    expect(read(ofBlocks(text(Buffer.from(blocks).toString("hex").toUpperCase()))).count).toBe(HEIGHT);
    expect(read(ofBlocks(text(frames.map((f) => Buffer.from(f).toString("hex")).join("\n")))).count).toBe(
      HEIGHT,
    );
  });

  it("and blocks in each other's place are named", () => {
    expect(refusal(ofHeaders(blocks))).toMatch(/^headers file.*found records of whole blocks.*--blocks-file/);
    expect(refusal(ofBlocks(headers))).toMatch(/holds headers without blocks.*--headers-file/);
    expect(refusal({ kind: "headers", files: [] })).toBe("headers file: expected one, found 0");
  });
});

describe("headers without blocks", () => {
  const scenario = builtInScenarios.find(({ id }) => id === "classroom");
  if (scenario === undefined) throw new Error("no scenario");
  const chainFile: ChainFile = { kind: "headers", bytes: headers };
  const [peer] = scenario.peers;
  if (peer === undefined) throw new Error("no peer");
  const words = "a headers file has no blocks for a client that knows no headers";

  it.each([
    ["policy", { policy: "blocks-first" }, {}],
    ["policy", { policy: "blocks-first-0.8" }, {}],
    ["policy", {}, { policy: "blocks-first" }],
    ["peerPolicy", {}, { peerPolicy: "blocks-first" }],
    ["peers.1.policy", {}, { peers: [peer, { ...peer, id: "X", policy: "blocks-first-0.8" }] }],
    [
      "acts.0.act.policy",
      {},
      { acts: [{ atSeconds: 1, act: { kind: "setPolicy" as const, node: "You", policy: "blocks-first" } }] },
    ],
  ])("are refused at once for who needs blocks: %s", (field, options, changes) => {
    const prepared = prepareWorld({ scenario: { ...scenario, ...changes }, seed: 1, chainFile, ...options });
    if (prepared.ok) throw new Error("it was built");
    expect(prepared.error).toMatch(
      new RegExp(`^${field}: expected one that knows headers, found blocks-first`),
    );
    expect(prepared.error).toContain(words);
  });

  it("are enough for the others", () => {
    for (const policy of ["learncoin", "core", "core-0.12", "headers-then-blocks"]) {
      expect(prepareWorld({ scenario, seed: 1, chainFile, policy }).ok, policy).toBe(true);
    }
  });
});
