/**
 * Bitcoin 0.9, the last client before headers came first (protocol.md §3): one sync node, 128 blocks in flight from a peer,
 * 750 orphans, a stall rule. It has no download window and never asks for headers.
 */
import type { Policy } from "../policy.ts";

export const blocksFirst: Policy = {
  id: "blocks-first",
  userAgent: "/Headway:blocks-first/",
  strategy: "blocks-first",
  locatorSpacing: "core",
  announceBy: "inv",
  punishment: "scores",
  defects: [],
  headersChecked: "one by one",
  unconnectedHeaders: "punish",
  inventoryAsks: "every peer",
  servesWhileBehind: "its chain",
  unrequestedWork: "as much",
  presyncs: false,
  syncNodeChoice: "heard of most recently",
  asksAfterKnownHash: false,

  headersPerMessage: 2000,
  locatorHashesMax: 101,
  inventoryPerMessage: 500,
  windowBlocks: 1024,
  inFlightPerPeer: 128,
  handshakeTimeoutSeconds: 60,

  headersTimeoutSeconds: null,
  blockTimeoutSeconds: null,

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
  directFetchSeconds: null,
  pingIntervalSeconds: 120,
  pingTimeoutSeconds: null,

  tipAgeMaxSeconds: 86_400,
  minimumChainWork: "0",
  presyncPeriodHeaders: null,
  redownloadBufferHeaders: null,
  workBufferBlocks: 144,
  unrequestedAheadBlocks: 288,
  announcedBlocksMax: 8,

  syncNodeBehindBlocks: 144,
  orphanBlocksMax: 750,
  askAgainSeconds: null,
  queuedBlocksMax: 5000,
  deliveryTimeoutSeconds: 60,
  silenceTimeoutSeconds: 5400,
  knownInventoryMax: 1000,
};
