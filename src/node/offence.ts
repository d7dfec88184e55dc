/** Which refusals of a header or a block count against the peer that sent it (protocol.md §2.20; Core `MaybePunishNodeForBlock`). */
import type { Peer } from "./peer.ts";

/** `reason`: the reject reason of the header or the block. */
export function isOffence(peer: Peer, reason: string): boolean {
  // Clocks differ.
  if (reason === "time-too-new") return false;
  // Whoever calls us may be on a chain that we alone know to be invalid; of those we call ourselves we want better ones.
  if (reason === "duplicate-invalid") return !peer.inbound;
  return true;
}
