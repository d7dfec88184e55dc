/** The scenarios that come with Headway. Data only: each survives JSON. */
import type { PeerSpec, Scenario } from "../world/scenario.ts";
import {
  BLOCK_BYTES,
  behaviours,
  classroomBase,
  classroomPeer,
  freshNode,
  peerA,
  peerB,
  peerC,
  peerD,
  peerE,
  peerF,
  peerG,
  peerH,
} from "./parts.ts";

const firstVisit: Scenario = {
  ...classroomBase,
  id: "first-visit",
  title: "A node catches up",
  caption:
    "You know only the genesis block. Watch one peer give you the map of headers, then all of them the blocks.",
  chain: { ...classroomBase.chain, blocks: 40 },
  peers: [peerA, peerB, peerC, peerD],
};

const classroom: Scenario = {
  ...classroomBase,
  id: "classroom",
  title: "Eight good peers",
  caption: "Everybody sends as fast as anybody: watch the window slide as its first block comes in.",
  peers: [peerA, peerB, peerC, peerD, peerE, peerF, peerG, peerH],
};

/** Lines as different as people's are: latency in ms one way, upload in bytes a second. */
const realPeer = (id: string, latencyMs: number, uploadBytesPerSecond: number): PeerSpec => ({
  ...classroomPeer,
  id,
  uploadBytesPerSecond,
  link: { latencyMs, jitterMs: 5, bytesPerSecond: null },
});

const realConstants: Scenario = {
  ...classroomBase,
  id: "real-constants",
  title: "The real numbers",
  caption:
    "2,000 headers a message, a window of 1,024, 16 in flight from each peer: the sizes of the real network.",
  chain: { ...classroomBase.chain, blocks: 5000 },
  constants: {},
  peers: [
    realPeer("A", 20, 5_000_000),
    realPeer("B", 35, 4_000_000),
    realPeer("C", 50, 3_000_000),
    realPeer("D", 60, 2_500_000),
    realPeer("E", 75, 2_500_000),
    realPeer("F", 90, 2_000_000),
    realPeer("G", 105, 2_000_000),
    realPeer("H", 120, 1_500_000),
  ],
};

const slowPeer: Scenario = {
  ...classroomBase,
  id: "slow-peer",
  title: "One slow peer",
  caption: "Peer D is twenty times slower than the others. Before you play: how much longer will it take?",
  peers: [peerA, peerB, peerC, { ...peerD, behaviours: [behaviours.slow20] }, peerE, peerF, peerG, peerH],
};

const silentSyncPeer: Scenario = {
  ...classroomBase,
  id: "silent-sync-peer",
  title: "The guide says nothing",
  caption: "Peer A is asked for the headers first, and never answers. Who notices, and when?",
  peers: [{ ...peerA, behaviours: [behaviours.silentOnHeaders] }, peerB, peerC, peerD],
};

const withholdingPeer: Scenario = {
  ...classroomBase,
  id: "withholding-peer",
  title: "Headers, but no blocks",
  caption: "Peer C gives every header and not one block. Everything waits for what it owes.",
  peers: [
    peerA,
    peerB,
    { ...peerC, behaviours: [behaviours.silentOnBlocks] },
    peerD,
    peerE,
    peerF,
    peerG,
    peerH,
  ],
};

const twoBranches: Scenario = {
  ...classroomBase,
  id: "two-branches",
  title: "More blocks or more work?",
  caption: "Peer A's chain is longer, everybody else's is heavier. Which one will you follow?",
  network: "classroom",
  // Blocks twice as fast as intended: the target halves every 8 blocks. The branch keeps the pace, and its easy target.
  chain: {
    blocks: 48,
    spacingSeconds: 300,
    blockBytes: BLOCK_BYTES,
    branches: [{ id: "easy", forkHeight: 7, blocks: 57, spacingSeconds: 600 }],
  },
  local: freshNode,
  peers: [{ ...peerA, chain: "easy" }, peerB, peerC, peerD],
};

/** In the order in which a newcomer might try them. */
export const builtInScenarios: readonly Scenario[] = [
  firstVisit,
  classroom,
  realConstants,
  slowPeer,
  silentSyncPeer,
  withholdingPeer,
  twoBranches,
];
