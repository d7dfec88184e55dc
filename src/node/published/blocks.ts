/** Asking for blocks and getting them (protocol.md §1.5; LC6 maybe_send_get_block_data, on_block). */
import { type Block, blockHash } from "../../bitcoin/block.ts";
import { observeBlock } from "../blocks/received-block.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import { askedType } from "../witness.ts";
import { findNextBlocksToDownload } from "./find-next-blocks.ts";
import { onRelayBlock } from "./relay.ts";
import { Crash, type PublishedPeer, type PublishedState } from "./state.ts";
import { storeBlock } from "./store.ts";

/** The article's storage keeps such a block; nothing that is known of it could ever be asked for. */
const UNKNOWN_HEADER = "its header is unknown";

export function maybeSendGetBlockData(node: PublishedState, peer: PublishedPeer): void {
  if (!node.isInitialHeaderSyncComplete) return;
  const { chain, policy, now } = node;
  const entries = findNextBlocksToDownload(node, peer, policy.inFlightPerPeer - peer.blocksInTransit);
  if (entries.length === 0) return;
  peer.blocksInTransit += entries.length;
  for (const entry of entries) {
    node.inFlight.set(entry, { peer: peer.id, sentAt: now });
    peer.awaited.add(entry);
  }
  node.send(peer, {
    command: "getdata",
    items: entries.map((entry) => ({
      type: askedType(policy, peer.servesWitnesses),
      hash: chain.index.hash(entry).slice(),
    })),
  });
  const timeout = policy.blockTimeoutSeconds;
  node.observe({
    kind: "blocksRequested",
    peer: peer.id,
    entries,
    heights: entries.map((entry) => chain.index.height(entry)),
    timeoutAt: timeout === null ? undefined : now + timeout * MICROSECONDS_PER_SECOND,
  });
  const { index } = chain;
  const low = index.height(peer.lastCommon) + 1;
  node.showWindow(low, Math.min(index.height(peer.lastKnown), low + policy.windowBlocks - 1));
}

/**
 * The article has a message for blocks that were asked for (`Block`) and, from part 8 on (L-27), one for those that are pushed
 * (`BlockRelay`); Bitcoin has one for both. What the peer was asked for is the former, and so is any block whose header alone is
 * known; the rest is the latter.
 */
export function onBlock(node: PublishedState, peer: PublishedPeer, block: Block): void {
  const { chain } = node;
  const hash = blockHash(block);
  const entry = chain.index.find(hash);
  const isPushed = entry === undefined || (chain.hasBlock(entry) && !peer.awaited.has(entry));
  if (isPushed && !node.has("L-27")) {
    onRelayBlock(node, peer, block, entry);
    return;
  }
  const requested = entry !== undefined && peer.awaited.delete(entry);
  if (requested || node.has("L-7")) {
    if (peer.blocksInTransit === 0) {
      throw new Crash(`attempt to subtract with overflow: ${peer.id} has no blocks in transit`);
    }
    peer.blocksInTransit -= 1;
  } else {
    const why = whyUnwelcome(node, entry);
    if (why !== undefined) {
      observeBlock(node, peer, { hash, entry, verdict: "unrequested", reason: why });
      return;
    }
  }
  if (entry === undefined) {
    observeBlock(node, peer, { hash, entry, verdict: "unrequested", reason: UNKNOWN_HEADER });
    return;
  }
  node.inFlight.delete(entry);
  if (!node.has("L-20")) restampRequests(node, peer);
  storeBlock(node, peer, block, entry);
}

/** Why a block nobody was asked for is not kept; undefined: it is welcome (protocol.md §2.16). */
function whyUnwelcome(
  { chain, policy, inFlight }: PublishedState,
  entry: number | undefined,
): string | undefined {
  const { index, tip, active } = chain;
  if (entry === undefined) return UNKNOWN_HEADER;
  if (inFlight.has(entry)) return undefined;
  if (index.compareWork(entry, tip) < 0) return "less work than the tip";
  return index.height(entry) > active.height + policy.unrequestedAheadBlocks
    ? "too far ahead of the tip"
    : undefined;
}

/** A block came: the time of the peer's others begins now. */
function restampRequests({ inFlight, now }: PublishedState, peer: PublishedPeer): void {
  for (const entry of peer.awaited) {
    if (inFlight.get(entry)?.peer !== peer.id) continue;
    // The latest is the last.
    inFlight.delete(entry);
    inFlight.set(entry, { peer: peer.id, sentAt: now });
  }
}
