/**
 * Bitcoin Core 0.12, the code of the Core note: no time-out for headers, no minimum chain work, a fixed stall rule, scores
 * and bans (protocol.md §2.20, §2.22). Otherwise Core today.
 */
import type { Policy } from "../policy.ts";
import { core } from "./core.ts";
import { oldWire } from "./old-wire.ts";

export const core012: Policy = {
  ...core,
  id: "core-0.12",
  userAgent: "/Headway:core-0.12/",
  ...oldWire,
  protocolVersion: 70_012,
  protocolVersionMin: 31_800,
  messageBytesMax: 2 * 1024 * 1024,
  sendsHeadersWish: "at the handshake",
  punishment: "scores",
  rejectWords: "0.9's",
  headersChecked: "one by one",
  unconnectedHeaders: "punish",
  presyncs: false,
  inventoryAsks: "every peer",
  inventoryAsksUpTo: "the announced block",
  inventoryFetches: "near the tip",
  servesWhileBehind: "nothing",
  unrequestedWork: "more",
  refusedBlockFrees: "the debtor",
  lastCommonBlock: "moved along",
  inboundAsked: "instead of others",

  tipBehindBlocksMax: 144,
  locatorHashesMax: null,
  headersResponseSeconds: null,
  headersSyncBaseSeconds: null,
  stallTimeoutMaxSeconds: 2,
  chainSyncTimeoutSeconds: null,
  minimumChainWork: "0",
  staleTipSeconds: null,
  staleCheckSeconds: null,
  extraPeerCheckSeconds: null,
  connectedMinSeconds: null,
};
