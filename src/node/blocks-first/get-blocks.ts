/** Asks a peer for the hashes after a block of ours; never twice in a row for the same (Bitcoin 0.9 `PushGetBlocks`). */
import { equalBytes, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { PROTOCOL_VERSION } from "../../bitcoin/wire/message.ts";
import { locatorEntries } from "../../chain/locator.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";

export class GetBlocks {
  readonly #context: NodeContext;
  /** What each was asked last. */
  readonly #last: Map<Peer, { readonly from: number; readonly stop: Uint8Array }>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#last = context.memory.map("what was asked last");
  }

  /** `orphanRoot`: the hash before which the answer ends; undefined: as many as fit. */
  ask(peer: Peer, from: number, orphanRoot: Uint8Array | undefined): void {
    const { chain, policy } = this.#context;
    const stop = orphanRoot ?? ZERO_HASH;
    const last = this.#last.get(peer);
    if (last !== undefined && last.from === from && equalBytes(last.stop, stop)) return;
    this.#last.set(peer, { from, stop });
    const entries = locatorEntries(chain.index, from, policy.locatorSpacing);
    this.#context.send(peer, {
      command: "getblocks",
      version: PROTOCOL_VERSION,
      locator: entries.map((entry) => chain.index.hash(entry).slice()),
      stop,
    });
    this.#context.observe({
      kind: "inventoryRequested",
      peer: peer.id,
      heights: entries.map((entry) => chain.index.height(entry)),
      stop: orphanRoot === undefined ? "none" : "orphan root",
    });
  }

  onGone(peer: Peer): void {
    this.#last.delete(peer);
  }
}
