/** Long chain files, made on the spot: as many blocks as a node has in one file, and as many headers as mainnet has. */
import { closeSync, openSync, writeSync } from "node:fs";
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { buildChains, bytesAt } from "../../src/world/chains/chain-builder.ts";
import { largeChain } from "./large-block-file.ts";

/** What a node puts into one file. */
const FILE_BYTES = 128 * 1024 * 1024;

/** Writes so many blocks of 128 MiB in all, framed as in blk*.dat. */
export function writeBlocks(path: string, blocks: number): void {
  const file = openSync(path, "w");
  for (const framed of largeChain(blocks, FILE_BYTES / blocks)) writeSync(file, framed);
  closeSync(file);
}

/** Writes the headers of a regtest chain of this height, genesis first. */
export function writeHeaders(path: string, height: number): void {
  const file = openSync(path, "w");
  writeSync(file, networks.regtest.genesis.header);
  const spec = { blocks: height, spacingSeconds: 600, blockBytes: null, branches: [] };
  const { main } = buildChains(spec, networks.regtest, 1);
  const headers = new Uint8Array(height * HEADER_BYTES);
  for (let i = 0; i < height; i++) headers.set(bytesAt(main, i).subarray(0, HEADER_BYTES), i * HEADER_BYTES);
  writeSync(file, headers);
  closeSync(file);
}
