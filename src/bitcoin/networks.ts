/** What differs between Bitcoin's networks (protocol.md §2.19, §4; Core kernel/chainparams.cpp). */
import { type Block, makeBlock } from "./block.ts";
import { fromHex, readUint32, ZERO_HASH } from "./bytes.ts";
import { merkleRoot } from "./merkle.ts";
import { decodeCompact } from "./target.ts";
import { makeTransaction, NO_INDEX, type Transaction } from "./transaction.ts";

export type NetworkName = "mainnet" | "testnet3" | "testnet4" | "signet" | "regtest" | "classroom";

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
  /** BIP94: a retarget starts from the first block of the period, whose own time is bound to that of its parent. */
  readonly bip94: boolean;
  /** From here on a coinbase begins with its height, and a block's version is at least 2. */
  readonly bip34Height: number;
  /** From here on a block's version is at least 3. */
  readonly bip66Height: number;
  /** From here on a block's version is at least 4. */
  readonly bip65Height: number;
  /** From here on lock times are measured against the median time of the eleven blocks before (BIP113). */
  readonly csvHeight: number;
  /** From here on blocks may have witnesses, if their coinbase commits to them (BIP141); `Infinity` = never. */
  readonly segwitHeight: number;
  readonly halvingInterval: number;
  readonly presync: PresyncParameters;
  readonly genesis: Block;
}

/** What all genesis blocks but testnet4's say, and whom they pay. */
const TIMES = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks";
const SATOSHIS_KEY =
  "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f";

/** What testnet4's says is a hash of mainnet's, so that nobody can have begun before; its key is no key. */
const BLOCK_OF_MAY_2024 = "03/May/2024 000000000000000000001ebd58c244970b3aa9d783bb001011fbe8ea8e98e00e";
const NO_KEY = "00".repeat(33);

const COIN = 100_000_000n;
const OP_PUSHDATA1 = 0x4c;
const OP_CHECKSIG = 0xac;
/** Longer pushes name their length in a byte of its own. */
const DIRECT_PUSH_MAX = 0x4b;

/** `2^bits − 1` */
function limit(bits: bigint): bigint {
  return (1n << bits) - 1n;
}

function magicOf(hex: string): Pick<Network, "magic" | "magicBytes"> {
  const magicBytes = fromHex(hex);
  return { magicBytes, magic: readUint32(magicBytes, 0) };
}

/** A genesis block, whose coinbase says `message`. */
function genesisBlock(time: number, bits: number, nonce: number, message = TIMES, key = SATOSHIS_KEY): Block {
  const coinbase = genesisCoinbase(message, key);
  const { root } = merkleRoot([coinbase.txid]);
  return makeBlock({ version: 1, prev: ZERO_HASH, merkleRoot: root, time, bits, nonce }, [coinbase]);
}

function genesisCoinbase(message: string, key: string): Transaction {
  const said = new Uint8Array(message.length).map((_, i) => message.charCodeAt(i));
  const length = said.length > DIRECT_PUSH_MAX ? [OP_PUSHDATA1, said.length] : [said.length];
  const pushedKey = fromHex(key);
  return makeTransaction({
    version: 1,
    inputs: [
      {
        txid: ZERO_HASH,
        index: NO_INDEX,
        // The easiest bits of mainnet and the number 4 stand before what is said.
        script: Uint8Array.of(...fromHex("04ffff001d0104"), ...length, ...said),
        sequence: 0xffff_ffff,
      },
    ],
    outputs: [{ value: 50n * COIN, script: Uint8Array.of(pushedKey.length, ...pushedKey, OP_CHECKSIG) }],
    witness: undefined,
    lockTime: 0,
  });
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
    bip94: false,
    bip34Height: 227_931,
    bip66Height: 363_725,
    bip65Height: 388_381,
    csvHeight: 419_328,
    segwitHeight: 481_824,
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
    bip94: false,
    bip34Height: 21_111,
    bip66Height: 330_776,
    bip65Height: 581_885,
    csvHeight: 770_112,
    segwitHeight: 834_624,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 673, redownloadBuffer: 14_460 },
    genesis: genesisBlock(1_296_688_602, 0x1d00ffff, 414_098_458),
  },
  testnet4: {
    name: "testnet4",
    ...magicOf("1c163f28"),
    powLimit: limit(224n),
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: true,
    bip94: true,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    csvHeight: 1,
    segwitHeight: 1,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 606, redownloadBuffer: 16_092 },
    genesis: genesisBlock(1_714_777_860, 0x1d00ffff, 393_743_547, BLOCK_OF_MAY_2024, NO_KEY),
  },
  /** The public one. Who may mine there is decided by signatures in the coinbase, which nobody checks here. */
  signet: {
    name: "signet",
    ...magicOf("0a03cf40"),
    powLimit: decodeCompact(0x1e0377ae).target,
    targetSpacingSeconds: 600,
    retargetInterval: 2016,
    noRetargeting: false,
    minDifficultyBlocks: false,
    bip94: false,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    csvHeight: 1,
    segwitHeight: 1,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 620, redownloadBuffer: 15_724 },
    genesis: genesisBlock(1_598_918_400, 0x1e0377ae, 52_613_770),
  },
  regtest: {
    name: "regtest",
    ...magicOf("fabfb5da"),
    powLimit: limit(255n),
    targetSpacingSeconds: 600,
    retargetInterval: 144,
    noRetargeting: true,
    minDifficultyBlocks: true,
    bip94: false,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    csvHeight: 1,
    segwitHeight: 0,
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
    bip94: false,
    bip34Height: 1,
    bip66Height: 1,
    bip65Height: 1,
    csvHeight: 1,
    segwitHeight: 0,
    halvingInterval: 210_000,
    presync: { commitmentPeriod: 275, redownloadBuffer: 7017 },
    // The first second of 2025.
    genesis: genesisBlock(1_735_689_600, 0x207fffff, 0),
  },
};
