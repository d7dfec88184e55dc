/**
 * The article's program as it was published, with all its defects (protocol.md §1.2–1.7; `published/defects.ts`). Of the constants
 * it has its own; those it has no rule for are the mended node's and count only where a defect is mended.
 */
import type { Policy } from "../policy.ts";
import { defectIds } from "../published/defect-ids.ts";
import { learncoin } from "./learncoin.ts";

export const learncoinAsPublished: Policy = {
  ...learncoin,
  id: "learncoin-as-published",
  userAgent: "/Headway:learncoin-as-published/",
  defects: defectIds,
  strategy: "as-published",
  locatorSpacing: "article",
  // It has no such words.
  sendsHeadersWish: null,
  refusedCommands: [],

  headersPerMessage: 2000,
  windowBlocks: 1024,
  inFlightPerPeer: 16,
  headersTimeoutSeconds: 60,
  blockTimeoutSeconds: 60,
};
