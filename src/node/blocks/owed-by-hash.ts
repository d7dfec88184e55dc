/**
 * Blocks that were asked for before any header of them was known: nothing of them is there but the hash, and that may be
 * of no block at all (protocol.md §2.22; Core 0.12 marked the announced hash in flight). Each counts among what its peer
 * owes, under its hash; once its header is known it is owed by its entry, like any other, in the place it had.
 *
 * What an attacker gains: nothing. Hashes that he makes up fill his own slots, and none but his own time runs.
 */
import { displayHash, fromHex } from "../../bitcoin/bytes.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";

export class OwedByHash {
  readonly #context: NodeContext;
  /** Hex, internal order. */
  readonly #hashes = new Set<string>();

  constructor(context: NodeContext) {
    this.#context = context;
  }

  add(hash: string): void {
    this.#hashes.add(hash);
  }

  delete(hash: string): void {
    this.#hashes.delete(hash);
  }

  /** Those whose headers have come are owed by their entries from here on. The peers that owe them. */
  recognise(): Iterable<Peer> {
    const known = new Map<Peer, Map<string, number>>();
    for (const hash of this.#hashes) {
      const entry = this.#context.chain.index.find(fromHex(hash));
      const peer = this.#context.inFlight.get(hash);
      if (entry === undefined || peer === undefined) continue;
      const entries = known.get(peer) ?? new Map<string, number>();
      known.set(peer, entries.set(hash, entry));
    }
    for (const [peer, entries] of known) this.#rename(peer, entries);
    return known.keys();
  }

  checkInvariants(): string[] {
    const { chain, inFlight } = this.#context;
    const problems: string[] = [];
    for (const hash of this.#hashes) {
      if (!inFlight.has(hash)) problems.push(`owedByHash ${hash}: nobody owes it`);
      if (chain.index.find(fromHex(hash)) !== undefined)
        problems.push(`owedByHash ${hash}: its header is known`);
    }
    return problems;
  }

  #rename(peer: Peer, known: ReadonlyMap<string, number>): void {
    const { chain, inFlight } = this.#context;
    const owed = [...peer.inFlight];
    peer.inFlight.clear();
    for (const block of owed) {
      const entry = typeof block === "string" ? known.get(block) : undefined;
      peer.inFlight.add(entry ?? block);
      if (entry === undefined) continue;
      inFlight.delete(block);
      inFlight.set(entry, peer);
    }
    for (const hash of known.keys()) this.#hashes.delete(hash);
    const entries = [...known.values()];
    this.#context.observe({
      kind: "requestedBlocksKnown",
      peer: peer.id,
      entries,
      heights: entries.map((entry) => chain.index.height(entry)),
      hashes: [...known.keys()].map((hash) => displayHash(fromHex(hash))),
    });
  }
}
