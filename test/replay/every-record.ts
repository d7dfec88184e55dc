/** One record of every kind, and one observation of every kind with every wording it can have. */
import type { Observation } from "../../src/node/observation.ts";
import { type Behaviour, catalogue } from "../../src/world/behaviours/catalogue.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Act } from "../../src/world/scenario/act.ts";

type Body<T> = T extends unknown ? Omit<T, "at" | "node" | "sequence"> : never;

export function record(body: Body<WorldRecord>, at = 0, node = 0): WorldRecord {
  return { ...body, at, node, sequence: 0 } as WorldRecord;
}

export function observed(observation: Observation, at = 0, node = 0): WorldRecord {
  return record({ kind: "observed", observation }, at, node);
}

/** Entries `first …` on top of `parent`, which has `parentHeight`. */
export function entries(first: number, count: number, parent: number, parentHeight: number) {
  return {
    first,
    count,
    parents: Int32Array.from({ length: count }, (_, i) => (i === 0 ? parent : first + i - 1)),
    heights: Int32Array.from({ length: count }, (_, i) => parentHeight + 1 + i),
    hashes: new Uint8Array(count * 32),
    lastWork: (first + count).toString(16),
  };
}

const received = {
  kind: "blockReceived",
  peer: "D",
  entry: 305,
  height: 305,
  hash: "00ab12cd34ef56",
  reason: undefined,
} as const;
const tip = { kind: "tipChanged", from: 1, to: 2, work: "ff", hash: "00ab", disconnected: [] } as const;
const dropped = (
  kind: Extract<Observation, { kind: "peerDropped" }>["reason"]["kind"],
  text: string,
): Observation => ({
  kind: "peerDropped",
  peer: "D",
  reason: { kind, text },
});

const observations: readonly Observation[] = [
  {
    kind: "started",
    network: "regtest",
    entries: entries(0, 1, -1, -1),
    stored: Int32Array.of(0),
    tip: 0,
    bestHeader: 0,
    works: [{ entry: 0, work: "2" }],
    invalid: [],
  },
  {
    kind: "started",
    network: "mainnet",
    entries: entries(0, 101, -1, -1),
    stored: Int32Array.of(0),
    tip: 0,
    bestHeader: 100,
    works: [{ entry: 100, work: "2" }],
    invalid: [],
  },
  { kind: "peerReady", peer: "D", startHeight: 400, userAgent: "/x/" },
  { kind: "syncPeerChanged", from: undefined, to: "A", why: "the first to be ready" },
  { kind: "syncPeerChanged", from: "A", to: undefined, why: "it left" },
  { kind: "headersPhaseChanged", from: "waiting", to: "syncing" },
  { kind: "headersPhaseChanged", from: "syncing", to: "done" },
  { kind: "headersRequested", peer: "A", heights: [0], timeoutAt: 60_000_000 },
  { kind: "headersRequested", peer: "A", heights: [20, 19, 18, 0], timeoutAt: 60_000_000 },
  { kind: "headersReceived", peer: "A", count: 0, newCount: 0, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 1, newCount: 1, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 20, newCount: 20, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 20, newCount: 3, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 20, newCount: 0, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 20, newCount: 0, onlyCounted: true, entries: undefined },
  { kind: "headersReceived", peer: "A", count: 20, newCount: 190, entries: undefined },
  { kind: "presync", peer: "A", phase: "presync", height: 2000, memoryBytes: 200 },
  { kind: "presync", peer: "A", phase: "redownload", height: 2000, memoryBytes: 90_000 },
  { kind: "presync", peer: "A", phase: "ended", height: 15_000, memoryBytes: 0 },
  { kind: "inventoryRequested", peer: "A", heights: [20, 19, 0], stop: "none" },
  { kind: "inventoryRequested", peer: "A", heights: [20, 19, 0], stop: "orphan root" },
  { kind: "inventoryReceived", peer: "A", count: 1, newCount: 1 },
  { kind: "inventoryReceived", peer: "A", count: 500, newCount: 499 },
  { kind: "inventoryReceived", peer: "A", count: 1, newCount: 0 },
  { kind: "inventoryReceived", peer: "A", count: 500, newCount: 0 },
  { kind: "orphanStored", peer: "A", hash: "00ab12cd34ef56", count: 3, bytes: 250 },
  {
    kind: "orphanConnected",
    peer: "A",
    hash: "00ab12cd34ef56",
    entry: 305,
    height: 305,
    entries: undefined,
    count: 2,
  },
  {
    kind: "orphanConnected",
    peer: "A",
    hash: "00ab12cd34ef56",
    entry: undefined,
    height: undefined,
    entries: undefined,
    count: 2,
  },
  { kind: "orphanEvicted", hash: "00ab12cd34ef56", count: 749 },
  { kind: "servedInventory", peer: "A", count: 500, fromHeight: 1 },
  {
    kind: "blocksRequested",
    peer: "D",
    entries: [],
    heights: [],
    hashes: ["00ab12cd34ef56"],
    timeoutAt: undefined,
  },
  {
    kind: "blocksRequested",
    peer: "D",
    entries: [],
    heights: [],
    hashes: ["00ab12cd34ef56", "00ab12cd34ef57"],
    timeoutAt: undefined,
  },
  { kind: "bestHeaderChanged", from: 0, to: 20, height: 20, work: "28" },
  { kind: "peerBestKnownChanged", peer: "A", from: undefined, to: 20, height: 20 },
  { kind: "blocksRequested", peer: "D", entries: [305], heights: [305], timeoutAt: 1 },
  {
    kind: "blocksRequested",
    peer: "D",
    entries: [305, 306, 307, 320],
    heights: [305, 306, 307, 320],
    timeoutAt: 1,
  },
  { kind: "requestedBlocksKnown", peer: "D", entries: [305], heights: [305], hashes: ["00ab12cd34ef56"] },
  { kind: "blockRequestsFreed", peer: "D", entries: [305], why: "the peer was dropped" },
  { kind: "blockRequestsFreed", peer: "D", entries: [305, 306], why: "the peer was dropped" },
  { ...received, verdict: "stored" },
  { ...received, verdict: "duplicate" },
  { ...received, verdict: "unrequested", entry: undefined, height: undefined },
  { ...received, verdict: "orphan", entry: undefined, height: undefined },
  { ...received, verdict: "invalid", reason: "bad-txnmrklroot" },
  { kind: "windowMoved", from: undefined, to: { low: 1, high: 32 } },
  { kind: "windowMoved", from: { low: 1, high: 32 }, to: { low: 2, high: 33 } },
  { kind: "windowStalled", entry: 305, height: 305, peer: "D" },
  { kind: "windowFreed", height: 305 },
  { ...tip, height: 305, connected: [305] },
  { ...tip, height: 336, connected: Array.from({ length: 32 }, (_, i) => 305 + i) },
  { ...tip, height: 48, disconnected: [60, 59], connected: [20, 21, 22] },
  { kind: "stallingStarted", peer: "D", timeoutAt: 2_000_000 },
  { kind: "stallingEnded", peer: "D" },
  {
    kind: "blockMined",
    entries: {
      first: 401,
      count: 1,
      parents: Int32Array.of(400),
      heights: Int32Array.of(401),
      hashes: new Uint8Array(32),
      lastWork: "324",
    },
  },
  { kind: "blockInvalid", entries: [305], reason: "bad-cb-height" },
  { kind: "blockInvalid", entries: [305, 306], reason: "bad-cb-height" },
  { kind: "misbehaving", peer: "D", reason: "headers do not connect" },
  { kind: "scored", peer: "D", reason: "headers do not connect", score: 10, total: 30 },
  dropped("misbehaving", "headers do not connect"),
  dropped("headersTimeout", "headers timeout"),
  dropped("blockTimeout", "block download timeout"),
  dropped("stalling", "stalling block download"),
  dropped("pingTimeout", "ping timeout"),
  dropped("outdated", "outbound peer has old chain"),
  dropped("handshakeTimeout", "handshake timeout"),
  dropped("protocol", "wrong magic"),
  { kind: "peerLeft", peer: "D", why: "link cut" },
  { kind: "servedHeaders", peer: "A", count: 20, fromHeight: 1 },
  { kind: "servedBlock", peer: "A", entry: 1, height: 1 },
];

const acts: readonly Act[] = [
  ...catalogue.map(({ kind }) => {
    const behaviour = (kind === "slow" ? { kind, factor: 20 } : { kind }) as Behaviour;
    return { kind: "setBehaviours", node: "D", behaviours: [behaviour] } as const;
  }),
  { kind: "setBehaviours", node: "D", behaviours: [{ kind: "silentOnBlocks" }, { kind: "silentOnHeaders" }] },
  { kind: "setBehaviours", node: "D", behaviours: [] },
  { kind: "cutLink", peer: "D" },
  { kind: "mendLink", peer: "D" },
  { kind: "cutLink", peer: "D", from: "A" },
  { kind: "mendLink", peer: "D", from: "A" },
  { kind: "mineBlock", node: "D" },
  { kind: "mineBlock", node: "D", blocks: 3 },
  { kind: "mineBlock", node: "D", blocks: 3, forkDepth: 2 },
  { kind: "stopNode", node: "D" },
  { kind: "startNode", node: "D" },
  { kind: "setPolicy", node: "You", policy: "core" },
  { kind: "setPolicy", node: "A", policy: "core-0.12" },
  {
    kind: "addPeer",
    peer: {
      id: "Z",
      policy: null,
      chain: "main",
      height: null,
      behaviours: [],
      uploadBytesPerSecond: null,
      downloadBytesPerSecond: null,
      link: { latencyMs: 50, jitterMs: 0, bytesPerSecond: null },
    },
  },
];

export const everyRecord: readonly WorldRecord[] = [
  record({ kind: "nodeStarted", name: "You" }),
  record({ kind: "nodeStarted", name: "A" }, 0, 1),
  record({ kind: "nodeStopped", name: "A" }, 0, 1),
  record({ kind: "nodeCrashed", name: "A", reason: "in transit below zero" }, 0, 1),
  record({ kind: "miningGivenUp", height: 72 }, 0, 1),
  record({ kind: "connected", peer: "A", inbound: false }),
  record({ kind: "connected", peer: "You", inbound: true }, 0, 1),
  record({ kind: "disconnected", peer: "A", why: "link cut", byUs: false }),
  record({ kind: "disconnected", peer: "A", why: "block download timeout", byUs: true }),
  record(
    {
      kind: "sent",
      message: "1.7",
      to: "You",
      command: "block",
      bytes: 1_000_024,
      arriveAt: 50_000,
      summary: { heights: [305] },
    },
    0,
    1,
  ),
  record({ kind: "departed", message: "1.7", arriveAt: 50_000 }, 0, 1),
  record({ kind: "unsent", message: "1.8", to: "You", command: "block" }, 0, 1),
  record({ kind: "queued", message: "1.7", from: "A" }),
  record({ kind: "delivered", message: "1.7", from: "A", command: "block", bytes: 1_000_024 }),
  record({ kind: "lost", message: "0.3", from: "You", command: "getdata", why: "silent on blocks" }, 0, 1),
  record(
    { kind: "misbehaved", behaviour: "flapping", what: "took the requests for 16 blocks and left" },
    0,
    4,
  ),
  record({ kind: "invariantBroken", invariant: "I3", detail: "I3 work of 7 is less than its parent's" }),
  ...observations.map((observation) => observed(observation)),
  ...observations
    .filter(
      ({ kind }) =>
        kind === "misbehaving" || kind === "blockMined" || kind === "peerDropped" || kind === "servedBlock",
    )
    .map((observation) => observed(observation, 0, 1)),
  ...acts.map((act) => record({ kind: "acted", act }, 0, -1)),
  record({ kind: "ended", ended: "synced", why: "400 blocks" }, 0, -1),
  record({ kind: "ended", ended: "synced", why: "400 blocks", syncedAt: 0 }, 0, -1),
  record({ kind: "ended", ended: "synced", why: "400 blocks", syncedAt: 27_110_549 }, 27_210_000, -1),
  record({ kind: "ended", ended: "stuck", why: "no honest peer is connected" }, 0, -1),
  record({ kind: "ended", ended: "deadline", why: "86400 s are over" }, 0, -1),
];
