/** The hashes of a scenario's chains, and their work: from them one can tell which block is on which, whoever has it. */
import { displayHash } from "../../bitcoin/bytes.ts";
import { hashHeader, headerBits } from "../../bitcoin/header.ts";
import { networks } from "../../bitcoin/networks.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { buildChains, bytesAt, type ChainData } from "./chain-builder.ts";

/** By height, from genesis to the tip. Plain data, structured-clonable. */
export interface ChainHashes {
  /** Display-order hex. */
  readonly hashes: readonly string[];
  /** Chain work. */
  readonly works: readonly bigint[];
}

/** `main` and each branch of a world of this scenario and seed. It builds them: as long as that takes. */
export function chainHashes(
  { chain, network }: Scenario,
  seed: number,
): Readonly<Record<string, ChainHashes>> {
  const { genesis } = networks[network];
  const built = buildChains(chain, networks[network], seed);
  const main = extended({ hashes: [], works: [] }, [genesis.header, ...headersOf(built.main)]);
  const branches = Object.entries(built.branches).map(([id, data]) => {
    const upTo = data.forkHeight + 1;
    const below = { hashes: main.hashes.slice(0, upTo), works: main.works.slice(0, upTo) };
    return [id, extended(below, headersOf(data))] as const;
  });
  return { main, ...Object.fromEntries(branches) };
}

function extended({ hashes, works }: ChainHashes, headers: readonly Uint8Array[]): ChainHashes {
  let work = works.at(-1) ?? 0n;
  const above = headers.map((header) => {
    work += workOf(headerBits(header));
    return work;
  });
  return {
    hashes: [...hashes, ...headers.map((header) => displayHash(hashHeader(header)))],
    works: [...works, ...above],
  };
}

function headersOf(data: ChainData): readonly Uint8Array[] {
  return Array.from({ length: data.count }, (_, i) => bytesAt(data, i));
}
