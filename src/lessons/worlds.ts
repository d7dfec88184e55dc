/** What the worlds of several lessons share: the classroom's numbers, and chains with something beside the main one. Data only. */
import {
  BLOCK_BYTES,
  classroomBase,
  peerA,
  peerB,
  peerC,
  peerD,
  peerE,
  peerF,
  peerG,
  peerH,
} from "../scenarios/parts.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

/** What a scenario of a lesson says; the lesson has the words. */
export const lessonBase = { ...classroomBase, caption: "" } as const satisfies Partial<Scenario>;

export const onePeer: Scenario = {
  ...lessonBase,
  id: "one-peer",
  title: "One good peer",
  peers: [peerA],
};

export const eightPeers = [peerA, peerB, peerC, peerD, peerE, peerF, peerG, peerH] as const;

/** A leads with a chain of 300 that leaves the main one, of 400, after block 250; everybody else is honest. */
export const lyingGuide: Scenario = {
  ...lessonBase,
  id: "lying-guide",
  title: "The lying guide",
  chain: {
    ...lessonBase.chain,
    branches: [{ id: "side", forkHeight: 250, blocks: 50, spacingSeconds: 600 }],
  },
  peers: [{ ...peerA, chain: "side" }, peerB, peerC, peerD, peerE, peerF, peerG, peerH],
};

/** Small blocks: what matters is how long headers take. */
export const headersAlone: Scenario = {
  ...onePeer,
  id: "headers-alone",
  title: "Twenty headers at a time",
  chain: { ...lessonBase.chain, blockBytes: BLOCK_BYTES / 1000 },
};
