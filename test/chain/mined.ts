/** Blocks made on the spot, with real proof of work at an easy target, for the tests of this room. */
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction, subsidy } from "../../src/bitcoin/coinbase.ts";
import { type BlockHeader, decodeHeader, hashHeader } from "../../src/bitcoin/header.ts";
import { merkleRoot } from "../../src/bitcoin/merkle.ts";
import type { Network } from "../../src/bitcoin/networks.ts";
import { nextBits } from "../../src/bitcoin/retarget.ts";
import { hashMeetsTarget } from "../../src/bitcoin/target.ts";
import type { Transaction } from "../../src/bitcoin/transaction.ts";
import type { ChainState } from "../../src/chain/chain-state.ts";

/** Later than any block that is made here. Unix seconds. */
export const NOW = 2_000_000_000;

export interface Mined {
  readonly network: Network;
  readonly block: Block;
  readonly hash: Uint8Array;
  readonly height: number;
  readonly time: number;
  readonly bits: number;
  readonly parent: Mined | undefined;
}

/** What may differ from an honest block. */
export interface Wishes {
  /** Tells siblings apart. */
  readonly salt?: number;
  readonly spacing?: number;
  /** Replaces the coinbase's own height, which makes the block invalid where BIP34 rules. */
  readonly coinbaseHeight?: number;
  readonly transactions?: readonly Transaction[];
  readonly header?: Partial<BlockHeader>;
}

export function genesisOf(network: Network): Mined {
  const { header } = network.genesis;
  const { time, bits } = decodeHeader(header);
  return {
    network,
    block: network.genesis,
    hash: hashHeader(header),
    height: 0,
    time,
    bits,
    parent: undefined,
  };
}

export function mineOn(parent: Mined, wishes: Wishes = {}): Mined {
  const { network } = parent;
  const height = parent.height + 1;
  const transactions = wishes.transactions ?? [
    coinbaseTransaction(
      wishes.coinbaseHeight ?? height,
      subsidy(network, height),
      Uint8Array.of(1, (wishes.salt ?? 0) & 0xff, (wishes.salt ?? 0) >> 8),
    ),
  ];
  const time = parent.time + (wishes.spacing ?? network.targetSpacingSeconds);
  const header = mineHeader(network, {
    version: 4,
    prev: parent.hash,
    merkleRoot: merkleRoot(transactions.map((tx) => tx.txid)).root,
    time,
    bits: bitsAfter(parent, time),
    nonce: 0,
    ...wishes.header,
  });
  const block = makeBlock(header, transactions);
  const hash = hashHeader(block.header);
  return { network, block, hash, height, time: header.time, bits: header.bits, parent };
}

/** `count` blocks on top of `parent`. */
export function mineChain(parent: Mined, count: number, wishes: Wishes = {}): Mined[] {
  const chain: Mined[] = [];
  for (let i = 0; i < count; i++) chain.push(mineOn(chain.at(-1) ?? parent, wishes));
  return chain;
}

/** The header with the first nonce that meets its target. Bits that can never be met are left as they are. */
export function mineHeader(network: Network, header: BlockHeader): BlockHeader {
  for (let nonce = header.nonce; nonce < header.nonce + 1000; nonce++) {
    const tried = { ...header, nonce };
    if (hashMeetsTarget(hashHeader(makeBlock(tried, []).header), header.bits, network)) return tried;
  }
  return header;
}

function bitsAfter(parent: Mined, childTime: number): number {
  return nextBits(parent.network, parent, childTime, (height) => {
    let walk = parent;
    while (walk.height > height && walk.parent !== undefined) walk = walk.parent;
    return walk;
  });
}

/** Feeds headers only. Returns the entries. */
export function feedHeaders(chain: ChainState, blocks: readonly Mined[]): number[] {
  return blocks.map(({ block, height }) => {
    const verdict = chain.acceptHeader(block.header, 0, NOW);
    if (verdict.kind === "rejected") throw new Error(`height ${height}: ${verdict.reason}`);
    return verdict.entry;
  });
}

/** Feeds whole blocks, each of which must be stored. Returns the entries. */
export function feedBlocks(chain: ChainState, blocks: readonly Mined[]): number[] {
  return blocks.map(({ block, height }) => {
    const verdict = chain.acceptBlock(block, NOW);
    if (verdict.kind !== "stored") throw new Error(`height ${height}: ${verdict.kind}`);
    return verdict.entry;
  });
}

export function entryOf(chain: ChainState, mined: Mined): number {
  const entry = chain.index.find(mined.hash);
  if (entry === undefined) throw new Error(`height ${mined.height}: not in the index`);
  return entry;
}
