/** The scenarios that come with Headway. Data only: each survives JSON. */
import type { Scenario } from "../world/scenario/scenario.ts";
import {
  articleBase,
  BLOCK_BYTES,
  behaviours,
  classroomBase,
  freshNode,
  jitteryLink,
  peerA,
  peerB,
  peerC,
  peerD,
  peerE,
  peerF,
  peerG,
  peerH,
  peerLink,
} from "./parts.ts";

const firstVisit: Scenario = {
  ...classroomBase,
  id: "first-visit",
  title: "A node catches up",
  caption: "You know the first block alone, and four peers who know more: watch the chain fill in.",
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

const realConstants: Scenario = {
  ...classroomBase,
  id: "real-constants",
  title: "The real numbers",
  caption:
    "2,000 headers a message, a window of 1,024, 16 in flight from each peer: the sizes of the real network.",
  chain: { ...classroomBase.chain, blocks: 5000 },
  constants: {},
  // Lines as different as people's are.
  peers: [
    { ...peerA, uploadBytesPerSecond: 5_000_000, link: { ...jitteryLink, latencyMs: 20 } },
    { ...peerB, uploadBytesPerSecond: 4_000_000, link: { ...jitteryLink, latencyMs: 35 } },
    { ...peerC, uploadBytesPerSecond: 3_000_000, link: { ...jitteryLink, latencyMs: 50 } },
    { ...peerD, uploadBytesPerSecond: 2_500_000, link: { ...jitteryLink, latencyMs: 60 } },
    { ...peerE, uploadBytesPerSecond: 2_500_000, link: { ...jitteryLink, latencyMs: 75 } },
    { ...peerF, uploadBytesPerSecond: 2_000_000, link: { ...jitteryLink, latencyMs: 90 } },
    { ...peerG, uploadBytesPerSecond: 2_000_000, link: { ...jitteryLink, latencyMs: 105 } },
    { ...peerH, uploadBytesPerSecond: 1_500_000, link: { ...jitteryLink, latencyMs: 120 } },
  ],
};

const slowPeer: Scenario = {
  ...classroomBase,
  id: "slow-peer",
  title: "One slow peer",
  caption: "Peer D sends twenty times slower than the others.",
  peers: [peerA, peerB, peerC, { ...peerD, behaviours: [behaviours.slow20] }, peerE, peerF, peerG, peerH],
};

const silentSyncPeer: Scenario = {
  ...classroomBase,
  id: "silent-sync-peer",
  title: "The guide says nothing",
  caption: "Peer A is asked for the headers first and never answers.",
  peers: [{ ...peerA, behaviours: [behaviours.silentOnHeaders] }, peerB, peerC, peerD],
};

const withholdingPeer: Scenario = {
  ...classroomBase,
  id: "withholding-peer",
  title: "Headers, but no blocks",
  caption: "Peer C gives every header and not one block.",
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
  caption: "Peer A's chain is longer, everybody else's is heavier.",
  network: "classroom",
  // Blocks twice as fast as intended: the target more than halves every 8 blocks. The branch keeps the pace, and an easy target.
  chain: {
    blocks: 48,
    spacingSeconds: 300,
    blockBytes: BLOCK_BYTES,
    branches: [{ id: "easy", forkHeight: 7, blocks: 57, spacingSeconds: 600 }],
  },
  local: freshNode,
  peers: [{ ...peerA, chain: "easy" }, peerB, peerC, peerD],
};

const livingNetwork: Scenario = {
  ...classroomBase,
  id: "living-network",
  title: "The network goes on",
  caption:
    "Blocks are found while you catch up, and peers tell each other of them: watch the chain grow away from you.",
  chain: { ...classroomBase.chain, blocks: 150 },
  policy: "core",
  peers: [peerA, peerB, peerC, peerD, peerE, peerF],
  links: [
    { from: "A", to: "B", link: peerLink },
    { from: "B", to: "C", link: peerLink },
    { from: "C", to: "D", link: peerLink },
    { from: "D", to: "E", link: peerLink },
    { from: "E", to: "F", link: peerLink },
    { from: "F", to: "A", link: peerLink },
    { from: "A", to: "D", link: peerLink },
  ],
  mining: { meanSeconds: 5, blocks: 8, miners: null, startSeconds: 2 },
};

const reorganisation: Scenario = {
  ...classroomBase,
  id: "reorganisation",
  title: "Six blocks for nothing",
  caption: "Peer D finds seven blocks of its own on an old one.",
  chain: { ...classroomBase.chain, blocks: 60 },
  policy: "core",
  peers: [peerA, peerB, peerC, peerD],
  links: [
    { from: "A", to: "B", link: peerLink },
    { from: "B", to: "C", link: peerLink },
    { from: "C", to: "D", link: peerLink },
  ],
  acts: [{ atSeconds: 20, act: { kind: "mineBlock", node: "D", blocks: 7, forkDepth: 6 } }],
};

const articleTwoNodes: Scenario = {
  ...articleBase,
  id: "article-two-nodes",
  title: "The article's two nodes",
  caption:
    "The article's program as its author first ran it: both know genesis alone, and ask each other for more.",
  peers: [{ ...peerA, height: 0 }],
};

const articleThreeNodes: Scenario = {
  ...articleBase,
  id: "article-three-nodes",
  title: "The article's third node",
  caption: "When two have finished a third one comes.",
  peers: [
    { ...peerA, height: 0 },
    { ...peerB, height: 0 },
  ],
  links: [{ from: "B", to: "A", link: peerLink }],
  acts: [
    { atSeconds: 0, act: { kind: "stopNode", node: "You" } },
    { atSeconds: 2, act: { kind: "startNode", node: "You" } },
  ],
};

/** The world with which the page begins. */
export const FIRST_SCENARIO = firstVisit;

/** In the order in which a newcomer might try them. */
export const builtInScenarios: readonly Scenario[] = [
  firstVisit,
  classroom,
  realConstants,
  slowPeer,
  silentSyncPeer,
  withholdingPeer,
  twoBranches,
  livingNetwork,
  reorganisation,
  articleTwoNodes,
  articleThreeNodes,
];
