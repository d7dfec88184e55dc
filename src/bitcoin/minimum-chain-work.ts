/**
 * The chain work that each real network has had for years: no chain with less is worth anybody's while (protocol.md §2.1;
 * Core kernel/chainparams.cpp, nMinimumChainWork of the version that the reference is of).
 */
import type { Network } from "./networks.ts";

/** Hex. Networks that are not here have none, as regtest. */
const MINIMUM_CHAIN_WORK: Readonly<Record<string, string>> = {
  mainnet: "1128750f82f4c366153a3a030",
  testnet3: "17dde1c649f3708d14b6",
  testnet4: "9a0fe15d0177d086304",
  signet: "b463ea0a4b8",
};

/** 0n where the network has none. */
export function minimumChainWorkOf({ name }: Pick<Network, "name">): bigint {
  return BigInt(`0x${MINIMUM_CHAIN_WORK[name] ?? "0"}`);
}
