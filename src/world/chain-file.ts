/**
 * Reads a chain from a file, with every check of its network on: proof of work, retargets, median time, merkle roots. A
 * file that is cut, of another network, unlinked or broken anywhere is refused with the height and the reason.
 */
import type { Block } from "../bitcoin/block.ts";
import { displayHash, toHex } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerPrev } from "../bitcoin/header.ts";
import { type Network, networks } from "../bitcoin/networks.ts";
import { ChainState } from "../chain/chain-state.ts";
import { deobfuscate, isObfuscationKey, readFramedBlocks } from "./block-framing.ts";
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
  const framed = readFramedBlocks(bytes);
  if (!framed.ok) return framed;
  const { network } = framed;
  const ordered = order(framed.blocks, network);
  if (!ordered.ok) return ordered;
  const chain = new ChainState(network);
  for (const [i, block] of ordered.blocks.entries()) {
    const verdict = chain.acceptBlock(block, END_OF_TIME_SECONDS);
    if (verdict.kind === "rejected") return refused(`blocks file, height ${i + 1}: ${verdict.reason}`);
  }
  return {
    ok: true,
    chains: {
      network: network.name,
      main: packBlocks(
        ordered.blocks.map((block) => block.bytes),
        0,
      ),
      branches: {},
      tipTime: newestTime(chain),
    },
  };
}

type Ordered =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | { readonly ok: false; readonly error: string };

/** The blocks from height 1 up, whatever their order in the file. Every one must be on the one chain from genesis. */
function order(blocks: readonly Block[], network: Network): Ordered {
  const genesis = hashHeader(network.genesis.header);
  const children = new Map<string, Block[]>();
  for (const block of blocks) {
    const hash = hashHeader(block.header);
    if (toHex(hash) === toHex(genesis)) continue;
    const parent = toHex(headerPrev(block.header));
    children.set(parent, [...(children.get(parent) ?? []), block]);
  }
  const ordered: Block[] = [];
  for (let tip = toHex(genesis); ; ) {
    const [block, another] = children.get(tip) ?? [];
    if (block === undefined) break;
    if (another !== undefined) {
      return refused(
        `blocks file, height ${ordered.length + 1}: expected one block, found two with the same parent`,
      );
    }
    children.delete(tip);
    ordered.push(block);
    tip = toHex(hashHeader(block.header));
  }
  const [unlinked] = children.values();
  if (unlinked?.[0] !== undefined) {
    const prev = displayHash(headerPrev(unlinked[0].header));
    return refused(
      `blocks file, height ${ordered.length + 1}: expected a block on top of height ${ordered.length}, found ${children.size} that do not link: the first one's parent is ${prev}`,
    );
  }
  if (ordered.length === 0)
    return refused("blocks file, height 1: expected a block on top of genesis, found none");
  return { ok: true, blocks: ordered };
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
