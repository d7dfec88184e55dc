import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex, ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { describeDecodeError } from "../../../src/bitcoin/decoded.ts";
import { hashHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { decodeFrame, encodeMessage, type FrameVerdict } from "../../../src/bitcoin/wire/codec.ts";
import { INV_BLOCK, type Message } from "../../../src/bitcoin/wire/message.ts";
import { FIXED, message } from "../arbitraries.ts";
import { frameOf } from "./frames.ts";

const { mainnet, regtest, testnet3 } = networks;
const GENESIS = hashHeader(regtest.genesis.header);
const HASHES = "22".repeat(32);

/** The verdict in one line. */
function verdict(bytes: Uint8Array, network = regtest): string {
  const found: FrameVerdict = decodeFrame(bytes, network);
  return found.kind === "message"
    ? found.message.command
    : `${found.kind}: ${describeDecodeError(found.error)}`;
}

function ofPayload(command: string, payload: string): string {
  return verdict(frameOf(command, fromHex(payload)));
}

describe("frames, byte for byte (protocol.md §4)", () => {
  const vectors: readonly (readonly [string, Message, string])[] = [
    ["verack", { command: "verack" }, "fabfb5da76657261636b000000000000000000005df6e0e2"],
    ["sendheaders", { command: "sendheaders" }, "fabfb5da73656e646865616465727300000000005df6e0e2"],
    [
      "ping",
      { command: "ping", nonce: 1n },
      "fabfb5da70696e6700000000000000000800000008533f6b0100000000000000",
    ],
    [
      "getheaders",
      { command: "getheaders", version: 70016, locator: [GENESIS], stop: ZERO_HASH },
      "fabfb5da6765746865616465727300004500000070e012a4801101000106226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f0000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
      "headers, empty",
      { command: "headers", headers: { count: 0, bytes: new Uint8Array(0) } },
      "fabfb5da686561646572730000000000010000001406e05800",
    ],
    [
      "getdata",
      { command: "getdata", items: [{ type: INV_BLOCK, hash: GENESIS }] },
      "fabfb5da6765746461746100000000002500000016f8423e010200000006226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f",
    ],
  ];

  it.each(vectors)("%s", (_, value, hex) => {
    expect(toHex(encodeMessage(value, regtest))).toBe(hex);
    expect(decodeFrame(fromHex(hex), regtest)).toEqual({ kind: "message", message: value });
  });

  it("verack on mainnet", () => {
    expect(toHex(encodeMessage({ command: "verack" }, mainnet))).toBe(
      "f9beb4d976657261636b000000000000000000005df6e0e2",
    );
  });

  it("have the sizes that cost counters rely on", () => {
    const size = (value: Message): number => encodeMessage(value, regtest).length;
    const hashes = (count: number): Uint8Array[] => Array.from({ length: count }, () => GENESIS);
    const headers = (count: number): Message => ({
      command: "headers",
      headers: { count, bytes: new Uint8Array(80 * count) },
    });
    const inv = (count: number): Message => ({
      command: "inv",
      items: hashes(count).map((hash) => ({ type: INV_BLOCK, hash })),
    });
    expect(size({ command: "getheaders", version: 70016, locator: hashes(31), stop: ZERO_HASH })).toBe(1053);
    expect(size(headers(2000))).toBe(162_027);
    expect(size(headers(1))).toBe(24 + 1 + 81);
    expect(size(inv(252))).toBe(24 + 1 + 36 * 252);
    expect(size(inv(253))).toBe(24 + 3 + 36 * 253);
    expect(size({ command: "block", block: regtest.genesis })).toBe(24 + 285);
  });
});

describe("messages", () => {
  it("survive writing and reading", () => {
    fc.assert(
      fc.property(message, fc.constantFrom(...Object.values(networks)), (value, network) => {
        expect(decodeFrame(encodeMessage(value, network), network)).toEqual({
          kind: "message",
          message: value,
        });
      }),
      { ...FIXED, numRuns: 500 },
    );
  });

  it("carry whole blocks", () => {
    const value: Message = { command: "block", block: mainnet.genesis };
    expect(decodeFrame(encodeMessage(value, mainnet), mainnet)).toEqual({ kind: "message", message: value });
  });

  it("of a command that nobody knows are read as that, whatever they carry", () => {
    expect(decodeFrame(frameOf("wtxidrelay", Uint8Array.of(1, 2, 3)), regtest)).toEqual({
      kind: "message",
      message: { command: "unknown", name: "wtxidrelay", payload: Uint8Array.of(1, 2, 3) },
    });
    expect(verdict(frameOf("constructor", new Uint8Array(0)))).toBe("unknown");
  });

  it("strip the transaction counts of headers, whatever these say", () => {
    const one = "ab".repeat(80);
    for (const count of ["00", "07", "fdfd00", "fe00000100"]) {
      const read = decodeFrame(frameOf("headers", fromHex(`02${one}${count}${one}00`)), regtest);
      expect(read).toMatchObject({ message: { headers: { count: 2, bytes: fromHex(one + one) } } });
    }
  });
});

describe("[C8] frames that cannot be read", () => {
  const good = encodeMessage({ command: "ping", nonce: 1n }, regtest);
  const changed = (at: number, value: number): Uint8Array => good.with(at, value);

  it("end the connection: wrong magic, too long, not one frame", () => {
    expect(verdict(good, testnet3)).toBe("fatal: frame.magic: expected 0b110907, found fabfb5da");
    expect(verdict(new Uint8Array(0))).toBe("fatal: frame: expected at least 24 bytes, found 0 bytes");
    expect(verdict(good.subarray(0, 23))).toBe("fatal: frame: expected at least 24 bytes, found 23 bytes");
    expect(verdict(good.subarray(0, 31))).toBe("fatal: frame.payload: expected 8 bytes, found 7 bytes");
    expect(verdict(Uint8Array.of(...good, 0))).toBe("fatal: frame.payload: expected 8 bytes, found 9 bytes");
    // The length alone is enough: nobody waits for, or makes room for, what it announces.
    expect(verdict(changed(19, 0xff))).toBe(
      "fatal: frame.length: expected at most 4000000, found 4278190088",
    );
  });

  it("may be exactly 4 000 000 bytes long, and not one more", () => {
    expect(verdict(frameOf("junk", new Uint8Array(4_000_000)))).toBe("unknown");
    expect(verdict(frameOf("junk", new Uint8Array(4_000_001)))).toBe(
      "fatal: frame.length: expected at most 4000000, found 4000001",
    );
  });

  it("are dropped when the checksum or the command is wrong, and the connection stays", () => {
    expect(verdict(changed(20, 0x09))).toBe("ignore: frame.checksum: expected 08533f6b, found 09533f6b");
    expect(verdict(changed(31, 0x01))).toContain("ignore: frame.checksum");
    expect(verdict(changed(7, 0x7f))).toBe(
      "ignore: frame.command: expected printable ASCII, then only zeros, found 70696e7f0000000000000000",
    );
    expect(verdict(changed(4, 0x1f))).toContain("ignore: frame.command");
    expect(verdict(changed(12, 0x41))).toContain("ignore: frame.command");
  });

  it("are not written: over 4 000 000 bytes, or with a command that does not fit", () => {
    const block = { ...regtest.genesis, bytes: new Uint8Array(4_000_001) };
    expect(() => encodeMessage({ command: "block", block }, regtest)).toThrow("at most 4000000");
    expect(() =>
      encodeMessage({ command: "unknown", name: "thirteenchars", payload: new Uint8Array(0) }, regtest),
    ).toThrow("12 characters");
  });
});

describe("[C8] payloads over a limit", () => {
  const withCount = (command: string, count: string, items: string, times: number, rest = ""): string =>
    ofPayload(command, `${count}${items.repeat(times)}${rest}`);

  it("headers: 2000 are read, 2001 are not", () => {
    const one = `${"00".repeat(80)}00`;
    expect(withCount("headers", "fdd007", one, 2000)).toBe("headers");
    expect(withCount("headers", "fdd107", one, 2001)).toBe(
      "excess: headers.count: expected at most 2000, found 2001",
    );
    // The count alone is enough: what it counts is not looked at any more.
    expect(ofPayload("headers", "fdd107")).toBe("excess: headers.count: expected at most 2000, found 2001");
    expect(ofPayload("headers", "fe00000002")).toBe(
      "excess: headers.count: expected at most 2000, found 33554432",
    );
  });

  it.each(["inv", "getdata"])("%s: 50 000 items are read, 50 001 are not", (command) => {
    const one = `02000000${HASHES}`;
    expect(withCount(command, "fd50c3", one, 50_000)).toBe(command);
    expect(withCount(command, "fd51c3", one, 50_001)).toBe(
      `excess: ${command}.count: expected at most 50000, found 50001`,
    );
    // All that is counted must be there before anybody counts, as in Core.
    expect(withCount(command, "fd51c3", one, 50_000)).toContain("unreadable");
  });

  it("notfound: any number is read", () => {
    expect(withCount("notfound", "fd51c3", `02000000${HASHES}`, 50_001)).toBe("notfound");
  });

  it.each(["getheaders", "getblocks"])("[C9] %s: 101 hashes are read, 102 are not", (command) => {
    expect(withCount(command, "8011010065", HASHES, 102)).toBe(command);
    expect(withCount(command, "8011010066", HASHES, 103)).toBe(
      `excess: ${command}.locator.count: expected at most 101, found 102`,
    );
    expect(withCount(command, "8011010066", HASHES, 102)).toContain("unreadable");
    expect(ofPayload(command, `8011010066${HASHES.repeat(103)}ff`)).toContain("excess");
  });
});

describe("payloads that are not what their command says", () => {
  it.each([
    ["ping", "", "ping.nonce: expected 8 bytes, found 0 bytes"],
    ["ping", "01020304", "ping.nonce: expected 8 bytes, found 4 bytes"],
    ["headers", "fe01000002", "headers.count: expected at most 33554432, found 33554433"],
    ["headers", "ffffffffffffffffff", "headers.count: expected at most 33554432, found 18446744073709551615"],
    ["inv", "ff0100000000002000", "inv.count: expected at most 33554432, found 9007199254740993"],
    ["inv", "", "inv.count: expected 1 bytes, found 0 bytes"],
    ["notfound", "0102000000", "notfound.count: expected 1 × at least 36 bytes, found 4 bytes"],
    ["headers", "", "headers.count: expected 1 bytes, found 0 bytes"],
    ["headers", "fd0000", "headers.count: expected the shortest CompactSize, found 0 in 3 bytes"],
    ["headers", `02${"00".repeat(81)}`, "headers.count: expected 2 × at least 81 bytes, found 81 bytes"],
    [
      "headers",
      `02${"00".repeat(80)}fd0001${"00".repeat(79)}`,
      "headers.headers[1].header: expected 80 bytes, found 79 bytes",
    ],
    ["inv", "fefc000000", "inv.count: expected the shortest CompactSize, found 252 in 5 bytes"],
    ["inv", "ff0000000000000000", "inv.count: expected the shortest CompactSize, found 0 in 9 bytes"],
    ["inv", "0102000000", "inv.count: expected 1 × at least 36 bytes, found 4 bytes"],
    ["getheaders", `8011010000${"00".repeat(31)}`, "getheaders.stop: expected 32 bytes, found 31 bytes"],
    ["block", "", "block.header: expected 80 bytes, found 0 bytes"],
  ])("%s %s", (command, payload, sentence) => {
    expect(ofPayload(command, payload)).toBe(`unreadable: ${sentence}`);
    expect(decodeFrame(frameOf(command, fromHex(payload)), regtest)).toMatchObject({ command });
  });
});

describe("bytes behind the end of a payload", () => {
  const genesis = toHex(regtest.genesis.bytes);
  it.each([
    ["verack", ""],
    ["sendheaders", ""],
    ["ping", "0100000000000000"],
    ["pong", "0100000000000000"],
    ["getheaders", `8011010001${HASHES}${HASHES}`],
    ["getblocks", `8011010000${HASHES}`],
    ["headers", "00"],
    ["headers", `01${"11".repeat(80)}00`],
    ["inv", `0102000000${HASHES}`],
    ["getdata", "00"],
    ["notfound", "00"],
    ["block", genesis],
  ])("%s: are passed over", (command, payload) => {
    const alone = decodeFrame(frameOf(command, fromHex(payload)), regtest);
    expect(alone.kind).toBe("message");
    for (const rest of ["00", "ff", "00".repeat(4), "ab".repeat(1000)]) {
      expect(decodeFrame(frameOf(command, fromHex(payload + rest)), regtest)).toEqual(alone);
    }
  });

  it("are not part of a block", () => {
    const read = decodeFrame(frameOf("block", fromHex(`${genesis}abab`)), regtest);
    expect(read).toEqual({ kind: "message", message: { command: "block", block: regtest.genesis } });
  });

  it("a pong that is too short is one of nonce zero: it ends the wait for an answer", () => {
    for (const payload of ["", "01", "01020304050607"]) {
      expect(decodeFrame(frameOf("pong", fromHex(payload)), regtest)).toEqual({
        kind: "message",
        message: { command: "pong", nonce: 0n },
      });
    }
  });
});

describe("limits of a receiver", () => {
  const limits = { payloadBytes: 40, headers: Number.POSITIVE_INFINITY, inventoryItems: 1, locatorHashes: 0 };
  const kind = (command: string, payload: string) =>
    decodeFrame(frameOf(command, fromHex(payload)), regtest, limits).kind;

  it("are its own", () => {
    expect(kind("inv", `0102000000${HASHES}`)).toBe("message");
    expect(kind("inv", `0202000000${HASHES}02000000${HASHES}`)).toBe("fatal");
    expect(kind("getheaders", `8011010000${HASHES}`)).toBe("message");
    const { payloadBytes, ...rest } = limits;
    const wide = { ...rest, payloadBytes: 200 * payloadBytes };
    const wideKind = (command: string, payload: string) =>
      decodeFrame(frameOf(command, fromHex(payload)), regtest, wide).kind;
    expect(wideKind("inv", `0202000000${HASHES}02000000${HASHES}`)).toBe("excess");
    expect(wideKind("getheaders", `8011010001${HASHES}${HASHES}`)).toBe("excess");
    expect(wideKind("headers", `02${"00".repeat(162)}`)).toBe("message");
  });
});
