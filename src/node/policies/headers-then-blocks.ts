/**
 * What the Core note asks for: no block before all headers are in, and several peers agree that their chain is the best.
 * Otherwise the article's node.
 */
import type { Policy } from "../policy.ts";
import { learncoin } from "./learncoin.ts";

export const headersThenBlocks: Policy = {
  ...learncoin,
  id: "headers-then-blocks",
  userAgent: "/Headway:headers-then-blocks/",
  agreeingPeers: 2,
  agreementSeconds: 600,
};
