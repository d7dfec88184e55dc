/** A range of the block index as the observations report it. */
import { HASH_BYTES } from "../bitcoin/bytes.ts";
import type { BlockIndex } from "../chain/block-index.ts";
import type { NodeContext } from "./context.ts";
import type { HeaderEntries } from "./observation.ts";
import type { Peer } from "./peer.ts";

/** Entries `first … end − 1`; undefined if there are none. */
export function headerEntries(index: BlockIndex, first: number, end: number): HeaderEntries | undefined {
  const count = end - first;
  if (count === 0) return undefined;
  const hashes = new Uint8Array(count * HASH_BYTES);
  for (let i = 0; i < count; i++) index.copyHash(first + i, hashes, i * HASH_BYTES);
  return entriesOf(index, first, end, hashes);
}

/** The same of one entry at least, with hashes that are there already. */
export function entriesOf(index: BlockIndex, first: number, end: number, hashes: Uint8Array): HeaderEntries {
  const count = end - first;
  const parents = new Int32Array(count);
  const heights = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    parents[i] = index.parent(first + i);
    heights[i] = index.height(first + i);
  }
  return { first, count, parents, heights, hashes, lastWork: index.workHex(end - 1) };
}

/** Says that `count` headers came from a peer, that those from entry `first` on were new, or that none of them was kept. */
export function observeHeaders(
  context: Pick<NodeContext, "chain" | "observe">,
  peer: Pick<Peer, "id">,
  count: number,
  first: number,
  onlyCounted = false,
): void {
  const { index } = context.chain;
  context.observe({
    kind: "headersReceived",
    peer: peer.id,
    count,
    newCount: index.size - first,
    ...(onlyCounted ? { onlyCounted } : {}),
    entries: headerEntries(index, first, index.size),
  });
}

/** The peer sent headers that it should not have sent: nothing of the message is kept. */
export function refuseHeaders(context: NodeContext, peer: Peer, count: number, reason: string): void {
  observeHeaders(context, peer, count, context.chain.index.size);
  context.punish(peer, reason);
}
