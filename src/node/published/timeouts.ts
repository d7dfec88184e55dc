/** What has taken too long (protocol.md §1.5 "Timeouts"; LC6 check_timeouts). */
import type { PeerId } from "../peer-id.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import { type PublishedPeer, type PublishedState, TICK_US } from "./state.ts";

export function checkTimeoutsGetHeaders(node: PublishedState, peer: PublishedPeer): void {
  const { policy, now } = node;
  if (!isExpired(peer.headersMessageSentAt, policy.headersTimeoutSeconds, now)) return;
  node.closePeerConnection(peer.id, "headersTimeout", "headers response timeout");
  if (node.syncNode === peer.id) node.setSyncNode(undefined, "it did not answer");
}

/** All requests of all peers, whichever peer's turn it is. */
export function checkTimeoutsGetBlockData(node: PublishedState): void {
  const { policy, now, inFlight } = node;
  const expired = new Map<PeerId, number[]>();
  for (const [entry, { peer, sentAt }] of inFlight) {
    if (!isExpired(sentAt, policy.blockTimeoutSeconds, now)) break;
    expired.set(peer, [...(expired.get(peer) ?? []), entry]);
  }
  for (const [peer, entries] of expired) {
    for (const entry of entries) inFlight.delete(entry);
    node.restless = true;
    node.observe({ kind: "blockRequestsFreed", peer, entries, why: "no answer in time" });
    node.closePeerConnection(peer, "blockTimeout", "block response timeout");
  }
}

/**
 * The next turn of the loop that may do anything: at once, or when a request has taken too long; undefined: none will, whatever time
 * passes.
 */
export function nextTurn({ policy, peers, inFlight, restless, now }: PublishedState): TimeUs | undefined {
  // A turn looks at nothing but its peers: without one, not even what is overdue.
  if (peers.size === 0) return undefined;
  if (restless) return now + TICK_US;
  const expiries: TimeUs[] = [];
  const { headersTimeoutSeconds, blockTimeoutSeconds } = policy;
  const [oldest] = inFlight.values();
  if (oldest !== undefined && blockTimeoutSeconds !== null) {
    expiries.push(oldest.sentAt + blockTimeoutSeconds * MICROSECONDS_PER_SECOND);
  }
  for (const { headersMessageSentAt } of peers.values()) {
    if (headersMessageSentAt === undefined || headersTimeoutSeconds === null) continue;
    expiries.push(headersMessageSentAt + headersTimeoutSeconds * MICROSECONDS_PER_SECOND);
  }
  // Only more than the time-out is too long.
  return expiries.length === 0 ? undefined : Math.min(...expiries) + TICK_US;
}

function isExpired(sentAt: TimeUs | undefined, timeoutSeconds: number | null, now: TimeUs): boolean {
  if (sentAt === undefined || timeoutSeconds === null) return false;
  return now - sentAt > timeoutSeconds * MICROSECONDS_PER_SECOND;
}
