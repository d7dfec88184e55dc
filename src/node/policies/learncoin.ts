/**
 * The article's node as it means to behave: its constants and rules (protocol.md §1.2, §1.5), with every "right
 * behaviour" of §1.7. What the article does not speak of is as in Core.
 */
import type { Policy } from "../policy.ts";
import { modernWire } from "./modern-wire.ts";
import { notBlocksFirst } from "./not-blocks-first.ts";

export const learncoin: Policy = {
  id: "learncoin",
  userAgent: "/Headway:learncoin/",
  defects: [],
  strategy: "headers-first",
  ...modernWire,
  locatorSpacing: "core",
  punishment: "disconnect",
  rejectWords: "today's",
  headersChecked: "whole",
  unconnectedHeaders: "ask",
  presyncs: false,
  inventoryAsks: "every peer",
  inventoryAsksUpTo: "the end",
  inventoryFetches: null,
  servesWhileBehind: "its chain",
  unrequestedWork: "as much",
  refusedBlockFrees: "its sender",
  lastCommonBlock: "looked up",
  inboundAsked: "while nothing is in flight",

  headersPerMessage: 2000,
  locatorHashesMax: 101,
  inventoryPerMessage: 500,
  windowBlocks: 1024,
  inFlightPerPeer: 16,
  handshakeTimeoutSeconds: 60,

  headersTimeoutSeconds: 60,
  blockTimeoutSeconds: 60,

  agreeingPeers: null,
  agreementSeconds: null,

  headersResponseSeconds: null,
  headersSyncBaseSeconds: null,
  headersSyncPerHeaderMs: 0,
  recentHeaderSeconds: 86_400,
  stallTimeoutSeconds: null,
  stallTimeoutMaxSeconds: 64,
  blockTimeoutBaseSeconds: null,
  blockTimeoutPerPeerSeconds: 300,
  chainSyncTimeoutSeconds: null,
  protectedPeersMax: 4,
  staleTipSeconds: null,
  staleCheckSeconds: null,
  extraPeerCheckSeconds: null,
  connectedMinSeconds: null,
  directFetchSeconds: null,
  pingIntervalSeconds: null,
  pingTimeoutSeconds: 1200,

  tipAgeMaxSeconds: 86_400,
  tipBehindBlocksMax: null,
  minimumChainWork: "0",
  presyncPeriodHeaders: null,
  redownloadBufferHeaders: null,
  workBufferBlocks: 144,
  unrequestedAheadBlocks: 288,
  announcedBlocksMax: 8,
  staleRelaySeconds: null,

  ...notBlocksFirst,
};
