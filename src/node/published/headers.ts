/** Headers: one sync node first, then everybody (protocol.md §1.5; LC6 maybe_send_initial_headers, on_headers). */
import { ZERO_HASH } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import { PROTOCOL_VERSION } from "../../bitcoin/wire/message.ts";
import { locatorEntries } from "../../chain/locator.ts";
import { observeHeaders } from "../header-entries.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import type { PublishedPeer, PublishedState } from "./state.ts";

/** The first peer that has shaken hands is the sync node. */
export function maybeSendInitialHeaders(node: PublishedState, peer: PublishedPeer): void {
  if (peer.handshake !== "ready") return;
  if (node.isInitialHeaderSyncComplete) {
    // Whoever comes after the end is asked like those who were there (L-2).
    if (node.has("L-2") || peer.headersAsked) return;
    sendGetHeaders(node, peer, parentOfBestHeader(node), !node.has("L-11"));
    return;
  }
  if (node.syncNode !== undefined) return;
  if (!node.has("L-22") && peer.inbound && [...node.peers.values()].some((other) => !other.inbound)) return;
  node.setSyncNode(peer.id, "the first that has shaken hands");
  const fromTip = node.has("L-12") && (node.has("L-3") || !node.restarted);
  sendGetHeaders(node, peer, fromTip ? node.chain.tip : parentOfBestHeader(node), true);
}

export function onHeaders(node: PublishedState, peer: PublishedPeer, batch: HeaderBatch): void {
  const wasAsked = peer.headersMessageSentAt !== undefined;
  peer.headersMessageSentAt = undefined;
  const wrong = node.has("L-16") ? undefined : whyRefused(node, batch);
  if (wrong !== undefined) {
    observeHeaders(node, peer, batch.count, node.chain.index.size);
    node.closePeerConnection(peer.id, "misbehaving", wrong);
    return;
  }
  const taken = takeIn(node, peer, batch);
  if (taken === undefined) return;
  const { last, lastNew } = taken;
  const known = node.has("L-2") ? lastNew : last;
  if (known !== undefined) moveLastKnown(node, peer, known);
  const isFull = batch.count >= node.policy.headersPerMessage;
  const isSyncNode = node.syncNode === peer.id && (wasAsked || node.has("L-11"));
  const goesOn = lastNew !== undefined && (node.has("L-10") || isFull);
  const leads = isFull && !node.has("L-3") && isFurther(node, peer, last);
  const isEnd = node.has("L-3") ? !goesOn : !isFull || (!goesOn && !leads);
  if ((goesOn || leads) && last !== undefined) sendGetHeaders(node, peer, lastNew ?? last, true, last);
  if (isSyncNode && isEnd) completeWith(node, peer);
}

/** A getheaders with the locator of `from`; `timed`: its answer is waited for. `after`: the last header of the message that this follows. */
export function sendGetHeaders(
  node: PublishedState,
  peer: PublishedPeer,
  from: number,
  timed: boolean,
  after?: number,
): void {
  const { chain, policy, now } = node;
  const entries = locatorEntries(chain.index, from, node.has("L-15") ? policy.locatorSpacing : "core");
  const timeout = policy.headersTimeoutSeconds;
  const timeoutAt = timed && timeout !== null ? now + timeout * MICROSECONDS_PER_SECOND : undefined;
  if (timed) peer.headersMessageSentAt = now;
  peer.headersAsked = true;
  peer.headersAfter = after;
  node.send(peer, {
    command: "getheaders",
    version: PROTOCOL_VERSION,
    locator: entries.map((entry) => chain.index.hash(entry).slice()),
    stop: ZERO_HASH,
  });
  const heights = entries.map((entry) => chain.index.height(entry));
  node.observe({ kind: "headersRequested", peer: peer.id, heights, timeoutAt });
}

export function parentOfBestHeader({ chain }: PublishedState): number {
  return Math.max(0, chain.index.parent(chain.bestHeader));
}

/** The sync node has no more: everybody is asked from where it ended, and blocks may be. */
function completeWith(node: PublishedState, syncNode: PublishedPeer): void {
  node.completeInitialHeaderSync();
  node.setSyncNode(undefined, "it has nothing new");
  const from = node.has("L-2") ? syncNode.lastKnown : parentOfBestHeader(node);
  for (const peer of node.peers.values()) sendGetHeaders(node, peer, from, !node.has("L-11"));
}

/** Each header whose parent is known. Undefined: one was refused, and its sender is gone. */
function takeIn(
  node: PublishedState,
  peer: PublishedPeer,
  batch: HeaderBatch,
): { readonly last: number | undefined; readonly lastNew: number | undefined } | undefined {
  const { chain } = node;
  const first = chain.index.size;
  const { tip, bestHeader } = chain;
  let last: number | undefined;
  let lastNew: number | undefined;
  let refused: string | undefined;
  for (let i = 0; i < batch.count && refused === undefined; i++) {
    const verdict = chain.acceptHeader(batch.bytes, i * HEADER_BYTES, node.nowSeconds);
    if (verdict.kind === "rejected") refused = verdict.reason;
    else {
      last = verdict.entry;
      if (verdict.kind === "new") lastNew = verdict.entry;
    }
  }
  observeHeaders(node, peer, batch.count, first);
  observeBestHeader(node, bestHeader);
  observeTip(node, tip);
  // Clocks differ: the header is left out, its sender is not blamed.
  if (refused === undefined || refused === "time-too-new") return { last, lastNew };
  const reason = refused === "prev-blk-not-found" ? "headers do not connect" : refused;
  node.closePeerConnection(peer.id, "misbehaving", reason);
  return undefined;
}

/** What is wrong with the message as a whole. */
function whyRefused({ policy, chain }: PublishedState, { count, bytes }: HeaderBatch): string | undefined {
  if (count > policy.headersPerMessage) return `headers message size = ${count}`;
  for (let i = 0; i < count; i++) {
    const prev = headerPrev(bytes, i * HEADER_BYTES);
    if (i === 0 && chain.index.find(prev) === undefined) return "headers do not connect";
    const before = i === 0 ? prev : hashHeader(bytes, (i - 1) * HEADER_BYTES);
    if (prev.some((byte, b) => byte !== before[b])) return "non-continuous headers sequence";
  }
  return undefined;
}

/** What the peer is believed to have: its best block, as the article puts it, or just the last one it told (L-17). */
export function moveLastKnown(node: PublishedState, peer: PublishedPeer, to: number): void {
  const { index } = node.chain;
  const from = peer.lastKnown;
  if (from === to || (!node.has("L-17") && index.compareWork(to, from) < 0)) return;
  peer.lastKnown = to;
  if (!node.has("L-17")) peer.lastCommon = index.lastCommon(peer.lastCommon, to);
  node.observe({ kind: "peerBestKnownChanged", peer: peer.id, from, to, height: index.height(to) });
}

/** A full message that leads further than the one before it: a peer that repeats itself is not asked for ever. */
function isFurther({ chain }: PublishedState, peer: PublishedPeer, last: number | undefined): boolean {
  const before = peer.headersAfter;
  if (last === undefined || before === undefined) return last !== undefined;
  return chain.index.height(last) > chain.index.height(before);
}
