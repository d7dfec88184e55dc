/**
 * Reads a chain from a file, with every check of its network on: proof of work, retargets, median time, merkle roots. A
 * file that is cut, of another network, unlinked or broken anywhere is refused with the height and the reason.
 */
import { decodeBlock } from "../bitcoin/block.ts";
import { displayHash, toHex } from "../bitcoin/bytes.ts";
import { describeDecodeError } from "../bitcoin/decoded.ts";
import { HEADER_BYTES, hashHeader } from "../bitcoin/header.ts";
import { type Network, networks } from "../bitcoin/networks.ts";
import { ChainState } from "../chain/chain-state.ts";
import { deobfuscate, isObfuscationKey, readFrames } from "./block-framing.ts";
import { type LinkedBlock, linkBlocks } from "./block-linking.ts";
import { type BuiltChains, packBlocks } from "./chain-builder.ts";

export type ChainFileResult =
  | { readonly ok: true; readonly chains: BuiltChains }
  | { readonly ok: false; readonly error: string };

/** No header of a file is too new: the world's clock starts after the last. */
const END_OF_TIME_SECONDS = 0xffffffff;

/** `bytes`: unpacked. `key`: the obfuscation key of a blocks file. */
export function readChainFile(
  kind: "headers" | "blocks",
  bytes: Uint8Array,
  key?: Uint8Array,
): ChainFileResult {
  if (kind === "headers") return readHeaders(bytes);
  if (key !== undefined && !isObfuscationKey(key))
    return refused(`key file: expected 8 bytes, found ${key.length}`);
  return readBlocks(key === undefined ? bytes : deobfuscate(bytes, key));
}

function readHeaders(bytes: Uint8Array): ChainFileResult {
  if (bytes.length === 0 || bytes.length % HEADER_BYTES !== 0) {
    const whole = Math.floor(bytes.length / HEADER_BYTES);
    return refused(
      `headers file, height ${whole}: expected a whole header of ${HEADER_BYTES} bytes, found ${bytes.length % HEADER_BYTES}: the file is cut`,
    );
  }
  const network = networkOfGenesis(bytes.subarray(0, HEADER_BYTES));
  if (network === undefined) {
    return refused(
      `headers file, height 0: expected the genesis header of ${Object.keys(networks).join(", ")}, found ${displayHash(hashHeader(bytes))}`,
    );
  }
  const count = bytes.length / HEADER_BYTES - 1;
  if (count === 0) return refused("headers file, height 1: expected a header on top of genesis, found none");
  const chain = new ChainState(network, { headersOnly: true });
  for (let height = 1; height <= count; height++) {
    const verdict = chain.acceptHeader(bytes, height * HEADER_BYTES, END_OF_TIME_SECONDS);
    if (verdict.kind === "rejected") return refused(`headers file, height ${height}: ${verdict.reason}`);
    if (verdict.kind === "known") return refused(`headers file, height ${height}: the same header again`);
    if (chain.active.height !== height) {
      return refused(`headers file, height ${height}: does not follow the header before it`);
    }
  }
  const offsets = Uint32Array.from({ length: count + 1 }, (_, i) => i * HEADER_BYTES);
  const body = bytes.slice(HEADER_BYTES);
  return {
    ok: true,
    chains: {
      network: network.name,
      main: { forkHeight: 0, count, bytes: body, offsets, headersOnly: true },
      branches: {},
      tipTime: newestTime(chain),
    },
  };
}

function readBlocks(bytes: Uint8Array): ChainFileResult {
  const framed = readFrames(bytes);
  if (!framed.ok) return framed;
  const { network, frames } = framed;
  const chain = new ChainState(network);
  const linked = linkBlocks(frames, network);
  for (const block of linked.blocks) {
    const reason = accept(chain, block);
    if (reason !== undefined) return refused(`blocks file, height ${block.height}: ${reason}`);
  }
  if (linked.problem !== undefined) return refused(`blocks file, ${linked.problem}`);
  const { height } = chain.active;
  if (height === 0) return refused("blocks file, height 1: expected a block on top of genesis, found none");
  return {
    ok: true,
    chains: {
      network: network.name,
      main: packBlocks(activeBlocks(chain), 0),
      branches: {},
      tipTime: newestTime(chain),
    },
  };
}

/** What is wrong with the block; undefined = nothing. */
function accept(chain: ChainState, { bytes }: LinkedBlock): string | undefined {
  const decoded = decodeBlock(bytes);
  if (!decoded.ok) return describeDecodeError(decoded.error);
  const verdict = chain.acceptBlock(decoded.value, END_OF_TIME_SECONDS);
  if (verdict.kind === "duplicate") return "the same block again, with another body";
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}

/** Those of the chain with the most work, from height 1 up. Stale blocks were checked, and are left out. */
function activeBlocks(chain: ChainState): Uint8Array[] {
  return Array.from({ length: chain.active.height }, (_, i) => {
    const entry = chain.active.at(i + 1);
    const block = entry === undefined ? undefined : chain.block(entry);
    if (block === undefined) throw new Error(`no block at height ${i + 1} of the active chain`);
    return block.bytes;
  });
}

function networkOfGenesis(header: Uint8Array): Network | undefined {
  const hash = toHex(hashHeader(header));
  return Object.values(networks).find(({ genesis }) => toHex(hashHeader(genesis.header)) === hash);
}

function newestTime(chain: ChainState): number {
  let newest = 0;
  for (let entry = 0; entry < chain.index.size; entry++) newest = Math.max(newest, chain.index.time(entry));
  return newest;
}

function refused(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
