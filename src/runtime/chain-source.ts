/** A chain as whoever runs a world is given it: its bytes, or packed files that are read only where the world is built. */
import type { NamedBytes } from "../world/chains/block-framing.ts";
import type { ChainFile } from "../world/chains/chain-file.ts";
import type { WorldOptions } from "../world/setup.ts";
import { CHAIN_BYTES_MAX, unpack } from "./unpack.ts";

/** A file that is not in memory, perhaps gzipped. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** Structured-clonable; a copy of a blob costs nothing. */
export interface ChainBlobs {
  readonly kind: ChainFile["kind"];
  readonly blobs: readonly NamedBlob[];
  readonly key?: Uint8Array | undefined;
}

/** What a host builds a world from. */
export type HostOptions = Omit<WorldOptions, "chainFile"> & {
  readonly chainFile?: ChainFile | ChainBlobs | undefined;
};

/** The same with the chain's bytes. Rejects as `chainBytes` does. */
export async function withBytes({ chainFile, ...options }: HostOptions): Promise<WorldOptions> {
  return { ...options, chainFile: await chainBytes(chainFile) };
}

/** The chain unpacked and in memory. Rejects with one readable line if a file cannot be read or unpacked. */
export async function chainBytes(chainFile: HostOptions["chainFile"]): Promise<ChainFile | undefined> {
  if (chainFile === undefined || !("blobs" in chainFile)) return chainFile;
  const { kind, key, blobs } = chainFile;
  const total = blobs.reduce((sum, { blob }) => sum + blob.size, 0);
  if (total > CHAIN_BYTES_MAX) {
    throw new RangeError(`${kind} file: expected at most ${CHAIN_BYTES_MAX} bytes, found ${total}`);
  }
  const files: NamedBytes[] = [];
  let left = CHAIN_BYTES_MAX;
  for (const { name, blob } of blobs) {
    const unpacked = await unpack(await bytesOf(name, blob), left);
    if (!unpacked.ok) throw new RangeError(`${name}: ${unpacked.error}`);
    left -= unpacked.bytes.length;
    files.push({ name, bytes: unpacked.bytes });
  }
  return { kind, key, files };
}

/** Rejects with a RangeError that names the file if it is gone, changed meanwhile, or out of reach. */
export async function bytesOf(name: string, blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`${name}: expected a file that can be read, found: ${why}`);
  }
}
