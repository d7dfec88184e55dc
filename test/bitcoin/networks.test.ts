import { describe, expect, it } from "vitest";
import { displayHash, toHex } from "../../src/bitcoin/bytes.ts";
import { subsidy } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader, hashHeader, headerBits } from "../../src/bitcoin/header.ts";
import { merkleRoot } from "../../src/bitcoin/merkle.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeCompact, hashMeetsTarget } from "../../src/bitcoin/target.ts";
import { encodeTransaction } from "../../src/bitcoin/transaction.ts";

/** protocol.md §4 */
const COINBASE =
  "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";
const COINBASE_TXID = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

describe("genesis blocks", () => {
  it.each([
    ["mainnet", "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", 0x1d00ffff],
    ["testnet3", "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", 0x1d00ffff],
    ["testnet4", "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043", 0x1d00ffff],
    ["signet", "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6", 0x1e0377ae],
    ["regtest", "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", 0x207fffff],
    ["classroom", "4396b197cfbdce7acd2e28e41a09ff8b36e2fb199d11c3cc1bf01cd3b4167b19", 0x207fffff],
  ] as const)("%s: its hash, recomputed, meets its target", (name, hash, bits) => {
    const network = networks[name];
    const { genesis } = network;
    expect(displayHash(hashHeader(genesis.header))).toBe(hash);
    expect(headerBits(genesis.header)).toBe(bits);
    expect(hashMeetsTarget(hashHeader(genesis.header), bits, network)).toBe(true);
    expect(encodeCompact(network.powLimit)).toBe(bits);
  });

  it.each(Object.values(networks).filter(({ name }) => name !== "testnet4"))(
    "$name: 285 bytes with the one coinbase that its merkle root names",
    ({ genesis }) => {
      expect(genesis.bytes.length).toBe(285);
      const [coinbase, ...more] = genesis.transactions;
      expect(more).toEqual([]);
      expect(toHex(encodeTransaction(coinbase!))).toBe(COINBASE);
      expect(displayHash(coinbase!.txid)).toBe(COINBASE_TXID);
      expect(displayHash(decodeHeader(genesis.header).merkleRoot)).toBe(COINBASE_TXID);
      expect(merkleRoot([coinbase!.txid])).toEqual({ root: coinbase!.txid, mutated: false });
    },
  );

  it("testnet4: a coinbase of its own, which says when it began and pays a key that is none", () => {
    const { genesis } = networks.testnet4;
    const [coinbase] = genesis.transactions;
    const said = new TextDecoder().decode(coinbase!.inputs[0]!.script.subarray(9));
    expect(said).toBe("03/May/2024 000000000000000000001ebd58c244970b3aa9d783bb001011fbe8ea8e98e00e");
    expect(toHex(coinbase!.outputs[0]!.script)).toBe(`21${"00".repeat(33)}ac`);
    expect(displayHash(coinbase!.txid)).toBe(
      "7aa0a7ae1e223414cb807e40cd57e667b718e42aaf9306db9102fe28912b7b4e",
    );
  });

  it("have the headers of protocol.md §4", () => {
    const zeros = "00".repeat(32);
    const root = "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a";
    expect(toHex(networks.mainnet.genesis.header)).toBe(`01000000${zeros}${root}29ab5f49ffff001d1dac2b7c`);
    expect(toHex(networks.regtest.genesis.header)).toBe(`01000000${zeros}${root}dae5494dffff7f2002000000`);
  });
});

describe("networks", () => {
  it("begin their messages with their own magic", () => {
    expect(toHex(networks.mainnet.magicBytes)).toBe("f9beb4d9");
    expect(networks.mainnet.magic).toBe(0xd9b4bef9);
    expect(toHex(networks.testnet3.magicBytes)).toBe("0b110907");
    expect(toHex(networks.testnet4.magicBytes)).toBe("1c163f28");
    expect(toHex(networks.signet.magicBytes)).toBe("0a03cf40");
    expect(toHex(networks.regtest.magicBytes)).toBe("fabfb5da");
    const others = ["f9beb4d9", "0b110907", "1c163f28", "0a03cf40", "fabfb5da"];
    expect(others).not.toContain(toHex(networks.classroom.magicBytes));
  });

  it("carry their own name", () => {
    for (const [name, network] of Object.entries(networks)) expect(network.name).toBe(name);
  });

  it("retarget over two weeks, a day, or eighty minutes", () => {
    const timespan = (name: keyof typeof networks): number =>
      networks[name].retargetInterval * networks[name].targetSpacingSeconds;
    expect(timespan("mainnet")).toBe(1_209_600);
    expect(timespan("testnet3")).toBe(1_209_600);
    expect(timespan("regtest")).toBe(86_400);
    expect(timespan("classroom")).toBe(4_800);
  });

  it.each([
    ["mainnet", 227_931, 363_725, 388_381, 419_328, 481_824],
    ["testnet3", 21_111, 330_776, 581_885, 770_112, 834_624],
    ["testnet4", 1, 1, 1, 1, 1],
    ["signet", 1, 1, 1, 1, 1],
    ["regtest", 1, 1, 1, 1, 0],
  ] as const)("%s: soft forks by their heights", (name, bip34, bip66, bip65, csv, segwit) => {
    const { bip34Height, bip66Height, bip65Height, csvHeight, segwitHeight } = networks[name];
    expect([bip34Height, bip66Height, bip65Height, csvHeight, segwitHeight]).toEqual([
      bip34,
      bip66,
      bip65,
      csv,
      segwit,
    ]);
  });

  it("halve the subsidy", () => {
    const { mainnet, regtest } = networks;
    expect(subsidy(mainnet, 0)).toBe(5_000_000_000n);
    expect(subsidy(mainnet, 209_999)).toBe(5_000_000_000n);
    expect(subsidy(mainnet, 210_000)).toBe(2_500_000_000n);
    expect(subsidy(mainnet, 840_000)).toBe(312_500_000n);
    expect(subsidy(mainnet, 32 * 210_000)).toBe(1n);
    expect(subsidy(mainnet, 33 * 210_000)).toBe(0n);
    expect(subsidy(mainnet, 64 * 210_000)).toBe(0n);
    expect(subsidy(regtest, 149)).toBe(5_000_000_000n);
    expect(subsidy(regtest, 150)).toBe(2_500_000_000n);
  });
});
