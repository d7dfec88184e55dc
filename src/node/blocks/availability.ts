/** Which blocks a peer has, as far as it has told (protocol.md §2.7; Core `UpdateBlockAvailability`). */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";

/** The peer announced this hash (internal order). Equal work counts: what was announced last is what it is at. */
export function updateAvailability(context: NodeContext, peer: Peer, hash: Uint8Array): void {
  resolveUnknown(context, peer);
  const entry = context.chain.index.find(hash);
  if (entry === undefined) peer.unknownHash = hash.slice();
  else raise(context, peer, entry);
}

/** The hash it announced and we did not know may be known by now. */
export function resolveUnknown(context: NodeContext, peer: Peer): void {
  if (peer.unknownHash === undefined) return;
  const entry = context.chain.index.find(peer.unknownHash);
  if (entry === undefined) return;
  peer.unknownHash = undefined;
  raise(context, peer, entry);
}

function raise(context: NodeContext, peer: Peer, entry: number): void {
  const { index } = context.chain;
  const from = peer.bestKnown;
  if (from === entry || (from !== undefined && index.compareWork(entry, from) < 0)) return;
  peer.bestKnown = entry;
  // Its way may be another one now: what was known of the way so far says nothing about it.
  if (from === undefined || !index.isAncestor(from, entry)) {
    const { lastCommon } = peer;
    const keeps = context.policy.lastCommonBlock === "moved along" && lastCommon !== undefined;
    peer.lastCommon = keeps ? index.lastCommon(lastCommon, entry) : undefined;
    peer.nextHeight = 0;
  }
  context.observe({
    kind: "peerBestKnownChanged",
    peer: peer.id,
    from,
    to: entry,
    height: index.height(entry),
  });
}
