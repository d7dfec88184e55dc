/**
 * Runs over the chain of a file. It is read once for all runs of a worker, and no run of a sweep begins before every point has been found to
 * be a world that can stand on it.
 */
import type { ChainFile } from "../world/chains/chain-file.ts";
import { readChainFile } from "../world/chains/chain-file.ts";
import { noteOnLightChain, prepareWorld, type ReadChain } from "../world/setup.ts";
import { runAt } from "./run-at.ts";
import { BLOCKS_MAX } from "./sweep-schema.ts";
import { pointsOf, type SweepSpec } from "./sweep-spec.ts";

/** Of headers alone there may be so many times as many: so much less work is one. */
const HEADERS_PER_BLOCK = 20;

/** Throws a RangeError with one readable line. `onShare`: how much of it is read, 0 to 1. */
export function readForAll(file: ChainFile, onShare: (share: number) => void): ReadChain {
  const read = readChainFile(file, onShare);
  if (!read.ok) throw new RangeError(read.error);
  return { kind: file.kind, chains: read.chains, notes: read.notes };
}

/**
 * What one should know of this sweep over this chain, one sentence each. Undefined: there is no file. Throws a RangeError with one
 * readable line where a point is no world.
 */
export function checkOver(sweep: SweepSpec, chainFile: ReadChain | undefined): readonly string[] {
  const notes = new Set(chainFile?.notes);
  const isOfHeaders = chainFile?.chains.main.headersOnly ?? false;
  const most = BLOCKS_MAX * (isOfHeaders ? HEADERS_PER_BLOCK : 1);
  const seeds = sweep.seeds.to - sweep.seeds.from + 1;
  let blocks = 0;
  for (const point of pointsOf(sweep)) {
    const prepared = prepareWorld({ ...runAt(sweep, point, sweep.seeds.from), chainFile });
    if (!prepared.ok) {
      // Of all that a point asks of its chain only its policy is its own.
      throw new RangeError(prepared.error.replace(/^policy:/, `policies: ${point.way.name}:`));
    }
    const { scenario } = prepared.value;
    blocks += seeds * scenario.chain.blocks * (1 + scenario.peers.length);
    if (blocks > most) {
      const what = isOfHeaders ? "headers" : "blocks";
      throw new RangeError(`sweep: expected at most ${most} ${what} in all nodes of all runs, found more`);
    }
    const light = noteOnLightChain(prepared.value);
    if (light !== undefined) notes.add(light);
  }
  return [...notes];
}
