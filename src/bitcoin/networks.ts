/** The networks: their rules, their magic, their genesis blocks (protocol.md §4; Core kernel/chainparams.cpp). */
import { type Block, makeBlock } from "./block.ts";
import { fromHex, readUint32, ZERO_HASH } from "./bytes.ts";
import { merkleRoot } from "./merkle.ts";
import { makeTransaction, NO_INDEX } from "./transaction.ts";

export type NetworkName = "mainnet" | "testnet3" | "regtest" | "classroom";

export interface Network {
  readonly name: NetworkName;
  /** The 4 bytes every message begins with. */
  readonly magicBytes: Uint8Array;
  /** The same as a number read little-endian. */
  readonly magic: number;
  /** The easiest target. */
  readonly powLimit: bigint;
  readonly targetSpacingSeconds: number;
  /** Blocks between two retargets. */
  readonly retargetInterval: number;
  /** The target never changes. */
  readonly noRetargeting: boolean;
  /** A block later than twice the spacing may have the easiest target. */
  readonly minDifficultyBlocks: boolean;
  /** From this height the coinbase begins with its height, and the version is at least 2. */
  readonly bip34Height: number;
  /** From this height the version is at least 3. */
  readonly bip66Height: number;
  /** From this height the version is at least 4. */
  readonly bip65Height: number;
  /** Blocks between two halvings of the subsidy. */
  readonly halvingInterval: number;
  readonly genesis: Block;
}

const GENESIS_SCRIPT =
  "04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73";
const GENESIS_OUTPUT =
  "4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac";

const genesisCoinbase = makeTransaction({
  version: 1,
  inputs: [{ txid: ZERO_HASH, index: NO_INDEX, script: fromHex(GENESIS_SCRIPT), sequence: 0xffffffff }],
  outputs: [{ value: 5_000_000_000n, script: fromHex(GENESIS_OUTPUT) }],
  witness: undefined,
  lockTime: 0,
});

function genesis(time: number, bits: number, nonce: number): Block {
  const { root } = merkleRoot([genesisCoinbase.txid]);
  return makeBlock({ version: 1, prev: ZERO_HASH, merkleRoot: root, time, bits, nonce }, [genesisCoinbase]);
}

function magicOf(hex: string): Pick<Network, "magic" | "magicBytes"> {
  const magicBytes = fromHex(hex);
  return { magicBytes, magic: readUint32(magicBytes, 0) };
}

/** 0x1d00ffff */
const MAINNET_POW_LIMIT = 0xffffn << 208n;
/** 0x207fffff: every second hash will do. */
const EASY_POW_LIMIT = 0x7fffffn << 232n;

export const networks: Readonly<Record<NetworkName, Network>> = {
  mainnet: {
    name: "mainnet",
    ...magicOf("f9beb4d9"),
    powLimit: MAINNET_POW_LIMIT,
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: false,
    bip34Height: 227_931,
    bip66Height: 363_725,
    bip65Height: 388_381,
    halvingInterval: 210_000,
    genesis: genesis(1231006505, 0x1d00ffff, 2083236893),
  },
  testnet3: {
    name: "testnet3",
    ...magicOf("0b110907"),
    powLimit: MAINNET_POW_LIMIT,
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: true,
    bip34Height: 21_111,
    bip66Height: 330_776,
    bip65Height: 581_885,
    halvingInterval: 210_000,
    genesis: genesis(1296688602, 0x1d00ffff, 414098458),
  },
  regtest: {
    name: "regtest",
    ...magicOf("fabfb5da"),
    powLimit: EASY_POW_LIMIT,
    targetSpacingSeconds: 600,
    retargetInterval: 144,
    noRetargeting: true,
    minDifficultyBlocks: true,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    halvingInterval: 150,
    genesis: genesis(1296688602, 0x207fffff, 2),
  },
  /** Headway's own: mainnet's rules at a difficulty and a pace that fit a lesson. */
  classroom: {
    name: "classroom",
    ...magicOf("c1a55007"),
    powLimit: EASY_POW_LIMIT,
    targetSpacingSeconds: 600,
    retargetInterval: 8,
    noRetargeting: false,
    minDifficultyBlocks: false,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    halvingInterval: 210_000,
    genesis: genesis(1735689600, 0x207fffff, 0),
  },
};
