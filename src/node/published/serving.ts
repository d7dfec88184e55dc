/** Giving to others (protocol.md §1.5; LC6 on_get_headers, on_get_block_data). */

import { HEADER_BYTES } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import type { InventoryItem } from "../../bitcoin/wire/message.ts";
import { blockOfType, isBlockRequest } from "../witness.ts";
import type { PublishedPeer, PublishedState } from "./state.ts";

/** The headers after the first hash of the locator that is in the active chain. */
export function onGetHeaders(
  node: PublishedState,
  peer: PublishedPeer,
  locator: readonly Uint8Array[],
): void {
  const { chain, policy } = node;
  for (const hash of locator) {
    const entry = chain.index.find(hash);
    if (entry === undefined || !chain.active.contains(entry)) continue;
    const fromHeight = chain.index.height(entry) + 1;
    const count = Math.min(chain.active.height - fromHeight + 1, policy.headersPerMessage);
    const bytes = new Uint8Array(count * HEADER_BYTES);
    for (let i = 0; i < count; i++) {
      const next = known(chain.active.at(fromHeight + i), "a header of the active chain");
      chain.index.copyHeader(next, bytes, i * HEADER_BYTES);
    }
    node.send(peer, { command: "headers", headers: { count, bytes } });
    node.observe({ kind: "servedHeaders", peer: peer.id, count, fromHeight });
    return;
  }
  node.closePeerConnection(peer.id, "protocol", "locator must include the genesis block");
}

/** One message for each block; at the first that is not stored the asker is misbehaving (L-21). */
export function onGetBlockData(
  node: PublishedState,
  peer: PublishedPeer,
  items: readonly InventoryItem[],
): void {
  const { chain, policy } = node;
  for (const { type, hash } of items) {
    if (!isBlockRequest(type, policy)) continue;
    const entry = chain.index.find(hash);
    const block = entry === undefined ? undefined : chain.block(entry);
    if (entry !== undefined && block !== undefined) {
      node.send(peer, { command: "block", block: blockOfType(type, block) });
      node.observe({ kind: "servedBlock", peer: peer.id, entry, height: chain.index.height(entry) });
    } else if (node.has("L-21")) {
      node.closePeerConnection(peer.id, "misbehaving", "requested invalid block");
      return;
    }
  }
}
