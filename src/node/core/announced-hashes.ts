/**
 * Blocks announced by their hashes, whose headers are not known yet (protocol.md §2.3, §2.22; Core `ProcessMessage` INV):
 * which of them are news, and which of those Core 0.12 fetched at once, before it had seen their headers.
 */
import { toHex } from "../../bitcoin/bytes.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { isNearTip } from "./direct-fetch.ts";

interface AnnouncedHashes {
  /** Neither known nor asked for by their hashes, as often as they were announced. */
  readonly unknown: readonly Uint8Array[];
  /** To be fetched from whoever announced them; hex, internal order. */
  readonly fetched: readonly string[];
}

export function announcedHashes(
  context: NodeContext,
  peer: Peer,
  hashes: readonly Uint8Array[],
): AnnouncedHashes {
  const { chain, inFlight, policy } = context;
  const fetches = policy.inventoryFetches === "near the tip" && isNearTip(context);
  const slots = fetches ? policy.inFlightPerPeer - peer.inFlight.size : 0;
  const unknown: Uint8Array[] = [];
  const fetched = new Set<string>();
  for (const hash of hashes) {
    const key = toHex(hash);
    if (chain.index.find(hash) !== undefined || inFlight.has(key) || fetched.has(key)) continue;
    unknown.push(hash);
    if (fetched.size < slots) fetched.add(key);
  }
  return { unknown, fetched: [...fetched] };
}
