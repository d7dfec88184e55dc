/** What the built-in scenarios share: the classroom's numbers (interface.md §3) and its peers. */
import type { Behaviour } from "../world/behaviours/catalogue.ts";
import type { LinkSpec, PeerSpec } from "../world/scenario/peer-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

/** A block of 1 MB at 2 blocks a second. */
const CLASSROOM_UPLOAD_BYTES_PER_SECOND = 2_000_000;
export const BLOCK_BYTES = 1_000_000;

const classroomLink: LinkSpec = { latencyMs: 50, jitterMs: 0, bytesPerSecond: null };

/** Between peers: nearer to each other than to you. */
export const peerLink: LinkSpec = { ...classroomLink, latencyMs: 30 };

export const jitteryLink: LinkSpec = { ...classroomLink, jitterMs: 5 };

/** 20 headers a message, a window of 32, 4 in flight from each peer: a 400-block chain shows what a real one does. */
const classroomConstants: Scenario["constants"] = {
  headersPerMessage: 20,
  windowBlocks: 32,
  inFlightPerPeer: 4,
};

const classroomPeer: Omit<PeerSpec, "id"> = {
  policy: null,
  chain: "main",
  height: null,
  behaviours: [],
  uploadBytesPerSecond: CLASSROOM_UPLOAD_BYTES_PER_SECOND,
  downloadBytesPerSecond: null,
  link: classroomLink,
};

export const freshNode: Scenario["local"] = {
  height: 0,
  uploadBytesPerSecond: null,
  downloadBytesPerSecond: null,
};

const slow20: Behaviour = { kind: "slow", factor: 20 };

export const behaviours = {
  slow20,
  silentOnHeaders: { kind: "silentOnHeaders" },
  silentOnBlocks: { kind: "silentOnBlocks" },
} as const satisfies Record<string, Behaviour>;

/** What most classroom scenarios have in common: 400 blocks of 1 MB and eight equal peers. */
export const classroomBase = {
  version: 1,
  network: "regtest",
  chain: { blocks: 400, spacingSeconds: 600, blockBytes: BLOCK_BYTES, branches: [] },
  policy: "learncoin",
  peerPolicy: null,
  constants: classroomConstants,
  local: freshNode,
  links: [],
  mining: null,
  acts: [],
  quietSeconds: 0,
  deadlineSeconds: 86_400,
} as const satisfies Partial<Scenario>;

export const peerA: PeerSpec = { ...classroomPeer, id: "A" };
export const peerB: PeerSpec = { ...classroomPeer, id: "B" };
export const peerC: PeerSpec = { ...classroomPeer, id: "C" };
export const peerD: PeerSpec = { ...classroomPeer, id: "D" };
export const peerE: PeerSpec = { ...classroomPeer, id: "E" };
export const peerF: PeerSpec = { ...classroomPeer, id: "F" };
export const peerG: PeerSpec = { ...classroomPeer, id: "G" };
export const peerH: PeerSpec = { ...classroomPeer, id: "H" };

/**
 * What the two runs that the article prints at its end have in common: its program, with nothing but genesis anywhere. Its log
 * shows a node that only listens ask for headers, which its code would not (L-22): so that defect is mended here.
 */
export const articleBase = {
  ...classroomBase,
  chain: { ...classroomBase.chain, blocks: 1 },
  policy: "learncoin-as-published",
  defects: [
    "L-27",
    "L-1",
    "L-2",
    "L-3",
    "L-4",
    "L-5",
    "L-6",
    "L-7",
    "L-8",
    "L-9",
    "L-10",
    "L-11",
    "L-12",
    "L-15",
    "L-16",
    "L-17",
    "L-20",
    "L-21",
    "L-24",
    "L-25",
  ],
  quietSeconds: 1,
} as const satisfies Partial<Scenario>;
