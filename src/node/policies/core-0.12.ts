/**
 * Bitcoin Core 0.12, the code of the Core note: no time-out for headers, no minimum chain work, a fixed stall rule, scores
 * and bans (protocol.md §2.20, §2.22).
 */
import type { Policy } from "../policy.ts";
import { notBlocksFirst } from "./not-blocks-first.ts";

export const core012: Policy = {
  id: "core-0.12",
  userAgent: "/Headway:core-0.12/",
  defects: [],
  strategy: "core",
  locatorSpacing: "core",
  announceBy: "headers",
  punishment: "scores",
  headersChecked: "one by one",
  unconnectedHeaders: "punish",
  presyncs: false,
  inventoryAsks: "every peer",
  servesWhileBehind: "nothing",
  unrequestedWork: "more",

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

  headersResponseSeconds: null,
  headersSyncBaseSeconds: null,
  headersSyncPerHeaderMs: 1,
  recentHeaderSeconds: 86_400,
  stallTimeoutSeconds: 2,
  stallTimeoutMaxSeconds: 2,
  blockTimeoutBaseSeconds: 600,
  blockTimeoutPerPeerSeconds: 300,
  chainSyncTimeoutSeconds: null,
  protectedPeersMax: 4,
  staleTipSeconds: null,
  staleCheckSeconds: null,
  extraPeerCheckSeconds: null,
  connectedMinSeconds: null,
  directFetchSeconds: 12_000,
  pingIntervalSeconds: 120,
  pingTimeoutSeconds: 1200,

  tipAgeMaxSeconds: 86_400,
  minimumChainWork: "0",
  presyncPeriodHeaders: null,
  redownloadBufferHeaders: null,
  workBufferBlocks: 144,
  unrequestedAheadBlocks: 288,
  announcedBlocksMax: 8,

  ...notBlocksFirst,
};
