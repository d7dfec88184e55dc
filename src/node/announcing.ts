/**
 * Tells peers of the blocks that the active chain has gained, unless they have them (protocol.md §2.13; Core
 * `UpdatedBlockTip`, `SendMessages`; BIP130). By headers to whoever wants them so and can connect them, else by the hash
 * of the newest block. During initial download nothing is told: others have it all.
 */

import { HEADER_BYTES } from "../bitcoin/header.ts";
import { known } from "../bitcoin/known.ts";
import { INV_BLOCK } from "../bitcoin/wire/message.ts";
import { resolveUnknown } from "./blocks/availability.ts";
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";

/** Core SENDHEADERS_VERSION. */
const SENDHEADERS_SINCE = 70_012;

/** What one peer was told and wants to be told. */
interface Told {
  prefersHeaders: boolean;
  /** We have told it how we want to be told. */
  saidSendHeaders: boolean;
  /** The last header we sent it: it has that chain. */
  bestHeaderSent: number | undefined;
}

export class Announcing {
  readonly #context: NodeContext;
  readonly #told: Map<Peer, Told>;
  /** The tip when we last looked. */
  #tip: number;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#told = context.memory.map("what is told");
    this.#tip = context.chain.tip;
  }

  /** The handshake is done. */
  onReady(peer: Peer): void {
    if (this.#context.policy.sendsHeadersWish === "at the handshake") this.#wish(peer);
  }

  /** From a peer that has a chain worth following we want headers (Core `MaybeSendSendHeaders`). */
  wish(): void {
    const { policy, chain, minimumWork } = this.#context;
    if (policy.sendsHeadersWish !== "past the minimum work") return;
    for (const peer of this.#context.peers.values()) {
      const { bestKnown, handshake } = peer;
      if (bestKnown === undefined || handshake !== "ready" || this.#of(peer).saidSendHeaders) continue;
      if (chain.index.work(bestKnown) > minimumWork) this.#wish(peer);
    }
  }

  pump(): void {
    const { tip } = this.#context.chain;
    if (tip === this.#tip) return;
    const gained = this.#gained(this.#tip, tip);
    this.#tip = tip;
    if (!this.#context.initialDownload.left) return;
    for (const peer of this.#context.peers.values())
      if (peer.handshake === "ready") this.#announce(peer, gained);
  }

  onSendHeaders(peer: Peer): void {
    if (this.#context.policy.sendsHeadersWish !== null) this.#of(peer).prefersHeaders = true;
  }

  /** It asked for headers; `last` is what it has now (Core `pindexBestHeaderSent`). */
  onServed(peer: Peer, last: number): void {
    this.#of(peer).bestHeaderSent = last;
  }

  onGone(peer: Peer): void {
    this.#told.delete(peer);
  }

  #wish(peer: Peer): void {
    if (known(peer.version, "the version of a ready peer").protocol < SENDHEADERS_SINCE) return;
    this.#of(peer).saidSendHeaders = true;
    this.#context.send(peer, { command: "sendheaders" });
  }

  /** The newest blocks of the way from `from` to `to`, ascending, no more than are ever announced or fit one message. */
  #gained(from: number, to: number): number[] {
    const { chain, policy } = this.#context;
    const fork = chain.index.lastCommon(from, to);
    const most = Math.min(policy.announcedBlocksMax, policy.headersPerMessage);
    const gained: number[] = [];
    for (let walk = to; walk !== fork && gained.length < most; walk = chain.index.parent(walk))
      gained.push(walk);
    return gained.reverse();
  }

  #announce(peer: Peer, gained: readonly number[]): void {
    resolveUnknown(this.#context, peer);
    const newest = gained.at(-1);
    if (newest === undefined) return;
    const headers = this.#of(peer).prefersHeaders ? this.#connectable(peer, gained) : undefined;
    if (headers !== undefined) this.#sendHeaders(peer, headers);
    else if (!this.#has(peer, newest)) {
      const hash = this.#context.chain.index.hash(newest).slice();
      this.#context.send(peer, { command: "inv", items: [{ type: INV_BLOCK, hash }] });
    }
  }

  /** Those it lacks, if it has the parent of the first; undefined: it could not connect them. */
  #connectable(peer: Peer, gained: readonly number[]): readonly number[] | undefined {
    const { index } = this.#context.chain;
    const first = gained.findIndex((entry) => !this.#has(peer, entry));
    if (first < 0) return [];
    const parent = index.parent(known(gained[first], "the first block it lacks"));
    return parent < 0 || this.#has(peer, parent) ? gained.slice(first) : undefined;
  }

  #sendHeaders(peer: Peer, entries: readonly number[]): void {
    const { index } = this.#context.chain;
    const last = entries.at(-1);
    if (last === undefined) return;
    const bytes = new Uint8Array(entries.length * HEADER_BYTES);
    entries.forEach((entry, i) => {
      index.copyHeader(entry, bytes, i * HEADER_BYTES);
    });
    this.#context.send(peer, { command: "headers", headers: { count: entries.length, bytes } });
    this.#of(peer).bestHeaderSent = last;
  }

  /** It told us of this block or of one above it, or we told it (Core `PeerHasHeader`). */
  #has(peer: Peer, entry: number): boolean {
    const { index } = this.#context.chain;
    const sent = this.#of(peer).bestHeaderSent;
    if (peer.bestKnown !== undefined && index.isAncestor(entry, peer.bestKnown)) return true;
    return sent !== undefined && index.isAncestor(entry, sent);
  }

  #of(peer: Peer): Told {
    let told = this.#told.get(peer);
    if (told === undefined) {
      told = { prefersHeaders: false, saidSendHeaders: false, bestHeaderSent: undefined };
      this.#told.set(peer, told);
    }
    return told;
  }
}
