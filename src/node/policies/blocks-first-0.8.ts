/**
 * Bitcoin 0.8.6 (protocol.md §3): everything announced is asked for at once, again only after two minutes, and nobody is
 * watched; orphans without limit; the sync node is the peer that has been silent longest, by mistake. `inFlightPerPeer`
 * means nothing to it.
 */
import type { Policy } from "../policy.ts";
import { blocksFirst } from "./blocks-first.ts";

export const blocksFirst08: Policy = {
  ...blocksFirst,
  id: "blocks-first-0.8",
  userAgent: "/Headway:blocks-first-0.8/",
  rejectWords: "0.8's",
  protocolVersion: 70_001,
  syncNodeChoice: "silent longest",
  asksAfterKnownHash: true,

  orphanBlocksMax: null,
  askAgainSeconds: 120,
  queuedBlocksMax: null,
  deliveryTimeoutSeconds: null,
};
