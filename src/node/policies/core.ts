/**
 * Bitcoin Core today (protocol.md §2.1–2.21), with mainnet's times and the minimum chain work of whatever network it is on.
 */
import type { Policy } from "../policy.ts";
import { modernWire } from "./modern-wire.ts";
import { notBlocksFirst } from "./not-blocks-first.ts";

export const core: Policy = {
  id: "core",
  userAgent: "/Headway:core/",
  defects: [],
  strategy: "core",
  ...modernWire,
  locatorSpacing: "core",
  punishment: "disconnect",
  rejectWords: "today's",
  headersChecked: "whole",
  unconnectedHeaders: "ask",
  presyncs: true,
  inventoryAsks: "one more peer",
  inventoryAsksUpTo: "the end",
  inventoryFetches: null,
  servesWhileBehind: "an empty message",
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

  headersTimeoutSeconds: null,
  blockTimeoutSeconds: null,

  agreeingPeers: null,
  agreementSeconds: null,

  headersResponseSeconds: 120,
  headersSyncBaseSeconds: 900,
  headersSyncPerHeaderMs: 1,
  recentHeaderSeconds: 86_400,
  stallTimeoutSeconds: 2,
  stallTimeoutMaxSeconds: 64,
  blockTimeoutBaseSeconds: 600,
  blockTimeoutPerPeerSeconds: 300,
  chainSyncTimeoutSeconds: 1200,
  protectedPeersMax: 4,
  staleTipSeconds: 1800,
  staleCheckSeconds: 600,
  extraPeerCheckSeconds: 45,
  connectedMinSeconds: 30,
  directFetchSeconds: 12_000,
  pingIntervalSeconds: 120,
  pingTimeoutSeconds: 1200,

  tipAgeMaxSeconds: 86_400,
  tipBehindBlocksMax: null,
  minimumChainWork: "network",
  presyncPeriodHeaders: null,
  redownloadBufferHeaders: null,
  workBufferBlocks: 144,
  unrequestedAheadBlocks: 288,
  announcedBlocksMax: 8,
  staleRelaySeconds: 2_592_000,

  ...notBlocksFirst,
};
