/** Chains for the node's tests: real proof of work at an easy target, one coinbase a block, every field open to abuse. */
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction, subsidy } from "../../src/bitcoin/coinbase.ts";
import {
  type BlockHeader,
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  type HeaderBatch,
  hashHeader,
} from "../../src/bitcoin/header.ts";
import { merkleRoot } from "../../src/bitcoin/merkle.ts";
import { type Network, networks } from "../../src/bitcoin/networks.ts";
import { nextBits } from "../../src/bitcoin/retarget.ts";
import { hashMeetsTarget } from "../../src/bitcoin/target.ts";
import type { Transaction } from "../../src/bitcoin/transaction.ts";

const SPACING_SECONDS = 600;

export interface Abuse extends Partial<BlockHeader> {
  readonly transactions?: readonly Transaction[];
  /** The hash misses its target. */
  readonly withoutWork?: boolean;
}

/** A child of the last of `blocks` (heights 1, 2, …), of genesis if there are none. */
export function mineOn(
  network: Network,
  blocks: readonly Block[],
  spacingSeconds = SPACING_SECONDS,
  salt = 0,
  abuse: Abuse = {},
): Block {
  const at = (height: number) => decodeHeader((height === 0 ? network.genesis : blocks[height - 1])!.header);
  const height = blocks.length + 1;
  const parent = at(height - 1);
  const { transactions, withoutWork = false, ...fields } = abuse;
  const txs = transactions ?? [coinbaseTransaction(height, subsidy(network, height), Uint8Array.of(salt, 1))];
  const time = fields.time ?? parent.time + spacingSeconds;
  const header = {
    version: 0x20000000,
    prev: hashHeader((height === 1 ? network.genesis : blocks[height - 2])!.header),
    merkleRoot: merkleRoot(txs.map((tx) => tx.txid)).root,
    bits: nextBits(network, { height: height - 1, time: parent.time, bits: parent.bits }, time, at),
    ...fields,
    time,
  };
  for (let nonce = 0; ; nonce++) {
    const mined = { ...header, nonce };
    if (hashMeetsTarget(hashHeader(encodeHeader(mined)), header.bits, network) !== withoutWork) {
      return makeBlock(mined, txs);
    }
  }
}

/** `blocks` and `count` more. Another `salt` gives other blocks. */
export function extended(
  blocks: readonly Block[],
  count: number,
  { network = networks.regtest, spacingSeconds = SPACING_SECONDS, salt = 0 } = {},
): Block[] {
  const chain = [...blocks];
  for (let i = 0; i < count; i++) chain.push(mineOn(network, chain, spacingSeconds, salt));
  return chain;
}

const longest: Block[] = [];

/** The first `count` blocks of one chain on regtest that all tests share. */
export function mainChain(count: number): Block[] {
  while (longest.length < count) longest.push(mineOn(networks.regtest, longest));
  return longest.slice(0, count);
}

export function batch(blocks: readonly Pick<Block, "header">[]): HeaderBatch {
  const bytes = new Uint8Array(blocks.length * HEADER_BYTES);
  blocks.forEach((block, i) => {
    bytes.set(block.header, i * HEADER_BYTES);
  });
  return { count: blocks.length, bytes };
}

export function hashOf(block: Pick<Block, "header">): Uint8Array {
  return hashHeader(block.header);
}
