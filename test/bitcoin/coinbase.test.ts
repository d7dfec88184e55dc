import { describe, expect, it } from "vitest";
import { displayHash, toHex } from "../../src/bitcoin/bytes.ts";
import { bip34Push, coinbaseTransaction, isCoinbase } from "../../src/bitcoin/coinbase.ts";
import { encodeTransaction } from "../../src/bitcoin/transaction.ts";

const COINS_50 = 5_000_000_000n;

function scriptAt(height: number, extra?: Uint8Array): string {
  return toHex(coinbaseTransaction(height, 0n, extra).inputs[0]!.script);
}

describe("the coinbase", () => {
  it.each([
    [0, "00"],
    [1, "51"],
    [16, "60"],
    [17, "0111"],
    [127, "017f"],
    [128, "028000"],
    [255, "02ff00"],
    [256, "020001"],
    [32767, "02ff7f"],
    [32768, "03008000"],
    [500000, "0320a107"],
    [840000, "0340d10c"],
  ])("pushes height %i as %s", (height, push) => {
    expect(toHex(bip34Push(height))).toBe(push);
  });

  it("is the sample of protocol.md §4 at height 1", () => {
    const coinbase = coinbaseTransaction(1, COINS_50);
    expect(toHex(encodeTransaction(coinbase))).toBe(
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff025100ffffffff0100f2052a01000000015100000000",
    );
    expect(toHex(coinbase.txid)).toBe("b754254506854e10c0c99a25e9dcf96894af9652c3778903486f8c56690606b2");
    expect(displayHash(coinbase.txid)).toBe(
      "b2060669568c6f48038977c35296af9468f9dce9259ac9c0104e8506452554b7",
    );
  });

  it("has a script of at least two bytes at every height", () => {
    expect(scriptAt(0)).toBe("0000");
    expect(scriptAt(16)).toBe("6000");
    expect(scriptAt(17)).toBe("0111");
  });

  it("carries something of its own after the height", () => {
    expect(scriptAt(2, Uint8Array.of(7, 8))).toBe("52000708");
    expect(scriptAt(300, Uint8Array.of(7, 8))).toBe("022c010708");
    expect(displayHash(coinbaseTransaction(2, COINS_50, Uint8Array.of(1)).txid)).not.toBe(
      displayHash(coinbaseTransaction(2, COINS_50, Uint8Array.of(2)).txid),
    );
  });

  it("has a script of at most 100 bytes", () => {
    expect(scriptAt(300, new Uint8Array(97)).length).toBe(200);
    expect(() => coinbaseTransaction(300, 0n, new Uint8Array(98))).toThrow("101 bytes");
  });

  it("is known by its one input, which spends nothing", () => {
    const coinbase = coinbaseTransaction(1, COINS_50);
    const [input] = coinbase.inputs;
    expect(isCoinbase(coinbase)).toBe(true);
    expect(isCoinbase({ ...coinbase, inputs: [] })).toBe(false);
    expect(isCoinbase({ ...coinbase, inputs: [input!, input!] })).toBe(false);
    expect(isCoinbase({ ...coinbase, inputs: [{ ...input!, index: 0 }] })).toBe(false);
    expect(isCoinbase({ ...coinbase, inputs: [{ ...input!, txid: new Uint8Array(32).fill(1) }] })).toBe(
      false,
    );
  });
});
