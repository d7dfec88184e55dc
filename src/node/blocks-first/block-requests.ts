/** What has been announced and is to be asked for: when, and of whom. The two versions differ in nothing more. */
import { displayHash, fromHex } from "../../bitcoin/bytes.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";

/** Most hashes in one `getdata` (Bitcoin 0.8 `SendMessages`). */
const GETDATA_MAX = 1000;

/** Hashes are hex in internal order. */
export interface BlockRequests {
  /** The peer announced a block that we do not have. */
  want(peer: Peer, hash: string): void;
  /** Asks for what is to be asked for now. */
  pump(): void;
  /** The block has come from this peer. True: it owed it. */
  onArrived(peer: Peer, hash: string): boolean;
  /** The block has come and was kept. */
  onKept(hash: string): void;
  onGone(peer: Peer): void;
  /** Something asked for may yet come. */
  owed(): boolean;
  checkInvariants(): readonly string[];
}

export function sendGetData(context: NodeContext, peer: Peer, hashes: readonly string[]): void {
  for (let i = 0; i < hashes.length; i += GETDATA_MAX) {
    const asked = hashes.slice(i, i + GETDATA_MAX).map((hash) => fromHex(hash));
    context.send(peer, { command: "getdata", items: asked.map((hash) => ({ type: INV_BLOCK, hash })) });
    context.observe({
      kind: "blocksRequested",
      peer: peer.id,
      entries: [],
      heights: [],
      hashes: asked.map((hash) => displayHash(hash)),
      timeoutAt: undefined,
    });
  }
}
