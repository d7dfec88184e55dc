/** Random values of this room's types, with values at the edges. */
import fc from "fast-check";
import type { BlockHeader } from "../../src/bitcoin/header.ts";
import { makeTransaction, type Transaction } from "../../src/bitcoin/transaction.ts";
import type { Message, NetAddress } from "../../src/bitcoin/wire/message.ts";

/** The same cases in every run. */
export const FIXED = { seed: 20240117, numRuns: 200 } as const;

export const u32 = fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat(0xffffffff));
const i32 = u32.map((value) => value | 0);
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const i64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

export function bytesOf(minLength: number, maxLength = minLength): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength, maxLength });
}

export const hash = bytesOf(32);
const script = fc.oneof(
  { weight: 9, arbitrary: bytesOf(0, 40) },
  { weight: 1, arbitrary: bytesOf(250, 260) },
);

export const header: fc.Arbitrary<BlockHeader> = fc.record({
  version: i32,
  prev: hash,
  merkleRoot: hash,
  time: u32,
  bits: u32,
  nonce: u32,
});

const input = fc.record({ txid: hash, index: u32, script, sequence: u32 });
const output = fc.record({ value: i64, script });
const stack = fc.array(bytesOf(0, 80), { maxLength: 3 });

/** At least one input; a witness has an item somewhere: what can be told apart on the wire. */
export const transaction: fc.Arbitrary<Transaction> = fc
  .array(input, { minLength: 1, maxLength: 3 })
  .chain((inputs) =>
    fc.record({
      version: u32,
      inputs: fc.constant(inputs),
      outputs: fc.array(output, { maxLength: 3 }),
      witness: fc.option(
        fc
          .array(stack, { minLength: inputs.length, maxLength: inputs.length })
          .filter((stacks) => stacks.some((items) => items.length > 0)),
        { nil: undefined },
      ),
      lockTime: u32,
    }),
  )
  .map(makeTransaction);

const address: fc.Arbitrary<NetAddress> = fc.record({ services: u64, ip: bytesOf(16), port: fc.nat(0xffff) });
const userAgent = fc.array(fc.nat(0xff), { maxLength: 256 }).map((codes) => String.fromCharCode(...codes));

/** Everything but blocks, which have tests of their own. */
export const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    command: fc.constant("version" as const),
    version: i32,
    services: u64,
    time: i64,
    receiver: address,
    sender: address,
    nonce: u64,
    userAgent,
    startHeight: i32,
    relay: fc.boolean(),
  }),
  fc.constantFrom({ command: "verack" as const }, { command: "sendheaders" as const }),
  fc.record({
    command: fc.constantFrom("ping" as const, "pong" as const),
    nonce: u64,
  }),
  fc.record({
    command: fc.constantFrom("getheaders" as const, "getblocks" as const),
    version: u32,
    locator: fc.array(hash, { maxLength: 101 }),
    stop: hash,
  }),
  fc.array(header, { maxLength: 5 }).chain((headers) =>
    bytesOf(headers.length * 80).map((bytes) => ({
      command: "headers" as const,
      headers: { count: headers.length, bytes },
    })),
  ),
  fc.record({
    command: fc.constantFrom("inv" as const, "getdata" as const, "notfound" as const),
    items: fc.array(fc.record({ type: u32, hash }), { maxLength: 300 }),
  }),
  fc.record({
    command: fc.constant("unknown" as const),
    name: fc.stringMatching(/^[ -~]{0,12}$/).map((name) => `x${name}`.slice(0, 12)),
    payload: fc.nat(40).chain(bytesOf),
  }),
);
