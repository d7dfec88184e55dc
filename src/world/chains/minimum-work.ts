/**
 * The chain work below which a node downloads nothing, as it is in one world. A policy or a scenario says it as hex, as a
 * share of the main chain's work at the beginning (`85%`), or as `network`: the network's own constant, and where it has none,
 * as on the made networks, the share that mainnet's constant roughly is of mainnet.
 */
import { HEADER_BYTES, headerBits } from "../../bitcoin/header.ts";
import { minimumChainWorkOf } from "../../bitcoin/minimum-chain-work.ts";
import { networks } from "../../bitcoin/networks.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { BuiltChains, ByteRange, ChainData } from "./chain-builder.ts";

/** What a scenario or a command may say. */
export const MINIMUM_WORK_FORM = /^(?:[0-9a-f]{1,64}|(?:100|[1-9]?[0-9])%|network)$/;
export const MINIMUM_WORK_EXPECTED =
  "1 to 64 hex digits, lower case, without 0x, or a share as 85%, or network";

const SHARE_OF_MADE_CHAINS = 85n;

/** Hex without 0x. */
export function resolveMinimumWork(said: string, chains: BuiltChains<ByteRange>): string {
  if (said === "network") {
    const own = minimumChainWorkOf(networks[chains.network]);
    return (own > 0n ? own : shareOf(chains, SHARE_OF_MADE_CHAINS)).toString(16);
  }
  return said.endsWith("%") ? shareOf(chains, BigInt(said.slice(0, -1))).toString(16) : said;
}

/**
 * What a person should know before a node with this minimum, hex, is let loose on a chain from a file; undefined: nothing.
 * A made chain falls short only where its scenario says so.
 */
export function describeLightChain(
  chains: BuiltChains<ByteRange>,
  policy: string,
  minimum: string,
): string | undefined {
  const work = mainChainWork(chains);
  if (work >= BigInt(`0x${minimum}`)) return undefined;
  return (
    `the chain has work 0x${work.toString(16)}, and the minimum chain work of ${policy} is 0x${minimum}: such a chain is only counted, ` +
    "never kept, and nothing of it is downloaded. To sync it all the same, set minimumChainWork to 0 (regtest's) or to a share such as 85%, " +
    "or take a policy without one"
  );
}

/** Each node of a world asks, and a long chain takes its time. */
const works = new WeakMap<BuiltChains<ByteRange>, bigint>();

/** Of the main chain from its genesis to its tip. */
function mainChainWork(chains: BuiltChains<ByteRange>): bigint {
  const { main, network } = chains;
  const work =
    works.get(chains) ?? workOf(headerBits(networks[network].genesis.header)) + workUpTo(main, main.count);
  works.set(chains, work);
  return work;
}

/** The work of a chain's own blocks, those above its fork, up to a height. */
export function workUpTo(data: ChainData<ByteRange>, height: number): bigint {
  let work = 0n;
  const count = Math.min(data.count, height - data.forkHeight);
  for (let i = 0; i < count; i++) {
    const at = data.offsets[i]!;
    work += workOf(headerBits(data.bytes.subarray(at, at + HEADER_BYTES)));
  }
  return work;
}

function shareOf(chains: BuiltChains<ByteRange>, percent: bigint): bigint {
  return (mainChainWork(chains) * percent) / 100n;
}
