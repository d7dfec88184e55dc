/** A long chain of whole blocks that are as long as one likes: regtest blocks ten minutes apart. */
import { coinbaseTransaction, subsidy } from "../../src/bitcoin/coinbase.ts";
import { hashHeader, headerBits, headerTime } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { makeTransaction } from "../../src/bitcoin/transaction.ts";
import { Prng } from "../../src/sim/prng.ts";
import { mineBlockOf, randomBytes } from "../../src/world/chains/block-mining.ts";
import { HashBudget } from "../../src/world/chains/hash-budget.ts";
import { frame } from "../fixtures/chain-files.ts";

const SPACING_SECONDS = 600;
/** Header, coinbase and what else surrounds the scripts that make a block long. */
const OTHER_BYTES = 420;
const PAYMENTS = 4;

/** The framed blocks of such a chain, genesis first. `blockBytes`: about so many each. */
export function* largeChain(blocks: number, blockBytes: number): Generator<Uint8Array> {
  const network = networks.regtest;
  const prng = Prng.fromSeed(1);
  const { header } = network.genesis;
  const target = { time: headerTime(header), bits: headerBits(header) };
  let hash = hashHeader(header);
  yield frame(network.genesis.bytes, network);
  for (let height = 1; height <= blocks; height++) {
    const padding = Math.max(1, Math.floor((blockBytes - OTHER_BYTES) / PAYMENTS));
    const payments = Array.from({ length: PAYMENTS }, () =>
      makeTransaction({
        version: 1,
        inputs: [
          { txid: randomBytes(prng, 32), index: 0, script: new Uint8Array(padding), sequence: 0xffffffff },
        ],
        outputs: [{ value: 1n, script: randomBytes(prng, 8) }],
        witness: undefined,
        lockTime: 0,
      }),
    );
    const coinbase = coinbaseTransaction(height, subsidy(network, height), randomBytes(prng, 8));
    const parent = { height: height - 1, hash, ancestor: () => target };
    const time = target.time + height * SPACING_SECONDS;
    const mined = mineBlockOf(network, parent, time, [coinbase, ...payments], new HashBudget());
    if (mined === undefined) throw new Error(`no block at height ${height}`);
    hash = mined.hash;
    yield frame(mined.block.bytes, network);
  }
}
