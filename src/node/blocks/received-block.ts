/** Reports that a block has come from a peer, and what became of it. */
import { displayHash } from "../../bitcoin/bytes.ts";
import type { NodeContext } from "../context.ts";
import type { BlockVerdict, HeaderEntries } from "../observation.ts";
import type { PeerId } from "../peer-id.ts";

interface ReceivedBlock {
  /** Internal order. */
  readonly hash: Uint8Array;
  /** undefined: it is not in the index. */
  readonly entry: number | undefined;
  readonly verdict: BlockVerdict;
  readonly reason?: string | undefined;
  /** What joined the index with it. */
  readonly entries?: HeaderEntries | undefined;
}

export function observeBlock(
  context: Pick<NodeContext, "chain" | "observe">,
  peer: { readonly id: PeerId },
  { hash, entry, verdict, reason, entries }: ReceivedBlock,
): void {
  context.observe({
    kind: "blockReceived",
    peer: peer.id,
    entry,
    height: entry === undefined ? undefined : context.chain.index.height(entry),
    hash: displayHash(hash),
    verdict,
    reason,
    entries,
  });
}
