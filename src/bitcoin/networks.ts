/** What differs between Bitcoin's networks (protocol.md §2.19, §4; Core kernel/chainparams.cpp). */
import { type Block, makeBlock } from "./block.ts";
import { fromHex, readUint32, ZERO_HASH } from "./bytes.ts";
import { merkleRoot } from "./merkle.ts";
import { decodeCompact } from "./target.ts";
import { decodeTransaction } from "./transaction.ts";

export type NetworkName = "mainnet" | "testnet3" | "regtest" | "classroom";

/** How much of an unproven chain of headers is kept (protocol.md §2.5; Core `HeadersSyncParams`). */
export interface PresyncParameters {
  /** One bit is remembered of every so many headers. */
  readonly commitmentPeriod: number;
  /** Headers held back in the second download until so many are on top of them. */
  readonly redownloadBuffer: number;
}

export interface Network {
  readonly name: NetworkName;
  /** The four bytes that begin every message, and the same as a little-endian u32. */
  readonly magicBytes: Uint8Array;
  readonly magic: number;
  /** The easiest target. */
  readonly powLimit: bigint;
  readonly targetSpacingSeconds: number;
  /** Difficulty changes at heights that are multiples of this. */
  readonly retargetInterval: number;
  /** Regtest's difficulty never changes. */
  readonly noRetargeting: boolean;
  /** A block that comes more than two spacings after its parent has the easiest target. */
  readonly minDifficultyBlocks: boolean;
  /** From here on a coinbase begins with its height, and a block's version is at least 2. */
  readonly bip34Height: number;
  /** From here on a block's version is at least 3. */
  readonly bip66Height: number;
  /** From here on a block's version is at least 4. */
  readonly bip65Height: number;
  readonly halvingInterval: number;
  readonly presync: PresyncParameters;
  readonly genesis: Block;
}

/** "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks": the same in every genesis block. */
const GENESIS_COINBASE =
  "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d" +
  "65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f7220" +
  "62616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f" +
  "4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

/** `2^bits − 1` */
function limit(bits: bigint): bigint {
  return (1n << bits) - 1n;
}

function magicOf(hex: string): Pick<Network, "magic" | "magicBytes"> {
  const magicBytes = fromHex(hex);
  return { magicBytes, magic: readUint32(magicBytes, 0) };
}

function genesisBlock(time: number, bits: number, nonce: number): Block {
  const coinbase = decodeTransaction(fromHex(GENESIS_COINBASE));
  if (!coinbase.ok) throw new Error(coinbase.error.path);
  const { root } = merkleRoot([coinbase.value.txid]);
  return makeBlock({ version: 1, prev: ZERO_HASH, merkleRoot: root, time, bits, nonce }, [coinbase.value]);
}

export const networks: Readonly<Record<NetworkName, Network>> = {
  mainnet: {
    name: "mainnet",
    ...magicOf("f9beb4d9"),
    powLimit: limit(224n),
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: false,
    bip34Height: 227_931,
    bip66Height: 363_725,
    bip65Height: 388_381,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 641, redownloadBuffer: 15_218 },
    genesis: genesisBlock(1_231_006_505, 0x1d00ffff, 2_083_236_893),
  },
  testnet3: {
    name: "testnet3",
    ...magicOf("0b110907"),
    powLimit: limit(224n),
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: true,
    bip34Height: 21_111,
    bip66Height: 330_776,
    bip65Height: 581_885,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 673, redownloadBuffer: 14_460 },
    genesis: genesisBlock(1_296_688_602, 0x1d00ffff, 414_098_458),
  },
  regtest: {
    name: "regtest",
    ...magicOf("fabfb5da"),
    powLimit: limit(255n),
    targetSpacingSeconds: 600,
    retargetInterval: 144,
    noRetargeting: true,
    minDifficultyBlocks: true,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    halvingInterval: 150,
    presync: { commitmentPeriod: 275, redownloadBuffer: 7017 },
    genesis: genesisBlock(1_296_688_602, 0x207fffff, 2),
  },
  /** Ours: as easy to mine as regtest, but its difficulty moves, every 8 blocks, so that a short chain shows it. */
  classroom: {
    name: "classroom",
    ...magicOf("c1a55007"),
    powLimit: decodeCompact(0x207fffff).target,
    targetSpacingSeconds: 600,
    retargetInterval: 8,
    noRetargeting: false,
    minDifficultyBlocks: false,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 275, redownloadBuffer: 7017 },
    // The first second of 2025.
    genesis: genesisBlock(1_735_689_600, 0x207fffff, 0),
  },
};
