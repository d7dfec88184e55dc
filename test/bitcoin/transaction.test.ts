import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteReader } from "../../src/bitcoin/byte-reader.ts";
import { fromHex, toHex } from "../../src/bitcoin/bytes.ts";
import { type Decoded, describeDecodeError } from "../../src/bitcoin/decoded.ts";
import { sha256d } from "../../src/bitcoin/sha256.ts";
import {
  encodeTransaction,
  makeTransaction,
  readTransaction,
  type Transaction,
} from "../../src/bitcoin/transaction.ts";
import { FIXED, transaction } from "./arbitraries.ts";

/** All of `bytes` as one transaction. */
function decodeTransaction(bytes: Uint8Array): Decoded<Transaction> {
  const reader = new ByteReader(bytes, "tx");
  return reader.finish(readTransaction(reader));
}

function decoded(hex: string): Transaction {
  const result = decodeTransaction(fromHex(hex));
  if (!result.ok) throw new Error(describeDecodeError(result.error));
  return result.value;
}

function refusal(hex: string): string {
  const result = decodeTransaction(fromHex(hex));
  return result.ok ? "accepted" : describeDecodeError(result.error);
}

const OUTPOINT = `${"11".repeat(32)}00000000`;
const ONE_INPUT = `0100000001${OUTPOINT}00ffffffff`;

describe("transactions", () => {
  it("survive writing and reading, and have the txid of the form without witness", () => {
    fc.assert(
      fc.property(transaction, (tx) => {
        const bytes = encodeTransaction(tx);
        expect(decodeTransaction(bytes)).toEqual({ ok: true, value: tx });
        expect(toHex(tx.txid)).toBe(toHex(sha256d(encodeTransaction({ ...tx, witness: undefined }))));
      }),
      FIXED,
    );
  });

  it("read BIP143's first example: its txid is the hash without marker, flag and witness", () => {
    const body =
      "02fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac";
    const witness =
      "000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee6357";
    const tx = decoded(`010000000001${body}${witness}11000000`);
    expect(tx.inputs.map((input) => input.script.length)).toEqual([73, 0]);
    expect(tx.outputs.map((output) => output.value)).toEqual([112_340_000n, 223_450_000n]);
    expect(tx.witness?.map((stack) => stack.map((item) => item.length))).toEqual([[], [71, 33]]);
    expect(tx.lockTime).toBe(17);
    expect(toHex(tx.txid)).toBe(toHex(sha256d(fromHex(`01000000${body}11000000`))));
  });

  it("may have neither inputs nor outputs", () => {
    const empty = { version: 1, inputs: [], outputs: [], witness: undefined, lockTime: 5 };
    expect(toHex(encodeTransaction(makeTransaction(empty)))).toBe("01000000000005000000");
    expect(decoded("01000000000005000000")).toMatchObject(empty);
  });

  it("cannot have outputs without inputs: the wire would read a witness", () => {
    const parts = { version: 1, inputs: [], witness: undefined, lockTime: 0 };
    expect(() => makeTransaction({ ...parts, outputs: [{ value: 1n, script: new Uint8Array(0) }] })).toThrow(
      RangeError,
    );
  });

  it.each([
    ["010000", "tx.version: expected 4 bytes, found 3 bytes"],
    [`0100000001${OUTPOINT}30${"aa".repeat(4)}`, "tx.inputs[0].script: expected 48 bytes, found 4 bytes"],
    [`0100000001${OUTPOINT}03aabbcc000000`, "tx.inputs[0].sequence: expected 4 bytes, found 3 bytes"],
    [`0100000002${OUTPOINT}00ffffffff`, "tx.inputs: expected 2 × at least 41 bytes, found 41 bytes"],
    [`${ONE_INPUT}fd0100`, "tx.outputs: expected the shortest CompactSize, found 1 in 3 bytes"],
    [`${ONE_INPUT}feffffffff`, "tx.outputs: expected at most 33554432, found 4294967295"],
    [`${ONE_INPUT}ffffffffffffffff7f`, "tx.outputs: expected at most 33554432, found 9223372036854775807"],
    [`${ONE_INPUT}0000000000ab`, "tx: expected the end, found 1 more bytes"],
    ["010000000002", "tx.flags: expected 1, found 2"],
    [`01000000000101${OUTPOINT}00ffffffff000000000000`, "tx.witness: expected at least one item, found none"],
    [
      `01000000000101${OUTPOINT}00ffffffff000209aabb00000000`,
      "tx.witness[0].item: expected 9 bytes, found 6 bytes",
    ],
  ])("[%s] is refused with the place and the reason", (hex, sentence) => {
    expect(refusal(hex)).toBe(sentence);
  });
});
