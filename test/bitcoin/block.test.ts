import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBlock, makeBlock } from "../../src/bitcoin/block.ts";
import { displayHash, toHex } from "../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { describeDecodeError } from "../../src/bitcoin/decoded.ts";
import { encodeHeader, hashHeader } from "../../src/bitcoin/header.ts";
import { merkleRoot } from "../../src/bitcoin/merkle.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { FIXED, header, transaction } from "./arbitraries.ts";

function refusal(bytes: Uint8Array): string {
  const result = decodeBlock(bytes);
  return result.ok ? "accepted" : describeDecodeError(result.error);
}

describe("blocks", () => {
  it("the sample of protocol.md §4: regtest block 1", () => {
    const coinbase = coinbaseTransaction(1, 5_000_000_000n);
    const block = makeBlock(
      {
        version: 0x20000000,
        prev: hashHeader(networks.regtest.genesis.header),
        merkleRoot: merkleRoot([coinbase.txid]).root,
        time: 1_296_688_602 + 600,
        bits: 0x207fffff,
        nonce: 0,
      },
      [coinbase],
    );
    expect(toHex(block.header)).toBe(
      "0000002006226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910fb754254506854e10c0c99a25e9dcf96894af9652c3778903486f8c56690606b232e8494dffff7f2000000000",
    );
    expect(displayHash(hashHeader(block.header))).toBe(
      "3631b20a63c5e645fa6cea16bd02898dac7b421190cf6acf524a2215c2aa7d1a",
    );
    expect(block.bytes.length).toBe(80 + 1 + 63);
  });

  it("survive writing and reading, also as a part of a larger array", () => {
    fc.assert(
      fc.property(
        header,
        fc.array(transaction, { maxLength: 4 }),
        fc.nat(9),
        (fields, transactions, offset) => {
          const block = makeBlock(fields, transactions);
          expect(block.header).toEqual(encodeHeader(fields));
          const larger = new Uint8Array(offset + block.bytes.length + 5);
          larger.set(block.bytes, offset);
          const read = decodeBlock(larger.subarray(offset, offset + block.bytes.length));
          expect(read).toEqual({ ok: true, value: block });
        },
      ),
      FIXED,
    );
  });

  it("count more than 252 transactions in three bytes", () => {
    const transactions = Array.from({ length: 300 }, (_, i) => coinbaseTransaction(i, 0n));
    const genesis = networks.regtest.genesis;
    const fields = {
      version: 1,
      prev: new Uint8Array(32),
      merkleRoot: new Uint8Array(32),
      time: 0,
      bits: 0,
      nonce: 0,
    };
    const { bytes } = makeBlock(fields, transactions);
    expect(toHex(bytes.subarray(80, 83))).toBe("fd2c01");
    const read = decodeBlock(bytes);
    expect(read.ok && read.value.transactions.length).toBe(300);
    expect(refusal(genesis.bytes)).toBe("accepted");
  });

  it("say what is wrong, and where", () => {
    const { bytes } = networks.regtest.genesis;
    expect(refusal(new Uint8Array(79))).toBe("block.header: expected 80 bytes, found 79 bytes");
    expect(refusal(bytes.subarray(0, 80))).toBe("block.transactions: expected 1 bytes, found 0 bytes");
    expect(refusal(Uint8Array.of(...bytes, 0))).toBe("block: expected the end, found 1 more bytes");
    expect(refusal(bytes.subarray(0, 284))).toBe(
      "block.transactions[0].lockTime: expected 4 bytes, found 3 bytes",
    );
    const many = bytes.slice();
    many[80] = 21;
    expect(refusal(many)).toBe("block.transactions: expected 21 × at least 10 bytes, found 204 bytes");
  });
});
