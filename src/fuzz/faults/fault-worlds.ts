/**
 * One world for each row of protocol.md §7: a fresh node, eight peers, one of them bad and the first to be asked, in the
 * numbers of a classroom. What is not said of a row is the same in all.
 */
import type { Behaviour } from "../../world/behaviours/catalogue.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { parseScenario } from "../../world/scenario/scenario-schema.ts";

export interface Fault {
  /** As in the table: a number, and a letter where one row holds two faults. */
  readonly row: string;
  readonly name: string;
  /** Of peer A, unless `peers` says more. */
  readonly behaviours: readonly Behaviour[];
  /** When they begin: default 0. A peer that was so from the first would never be chosen. */
  readonly fromSeconds?: number;
  /** How many of the eight peers have them. */
  readonly badPeers?: number;
  readonly local?: { readonly downloadBytesPerSecond: number };
  /** How long the run may last: default one. */
  readonly hours?: number;
  readonly minimumChainWork?: string;
}

const PEERS = ["A", "B", "C", "D", "E", "F", "G", "H"];

/** Hands are shaken, and the first question is on its way. */
const CHOSEN_SECONDS = 0.24;

/** The bad one of each world. */
export const BAD_PEER = "A";

export const faults: readonly Fault[] = [
  { row: "0", name: "no fault", behaviours: [] },
  {
    row: "0r",
    name: "no fault, without a minimum chain work: regtest's rule",
    behaviours: [],
    minimumChainWork: "0",
  },
  { row: "1", name: "slow", behaviours: [{ kind: "slow", factor: 50 }], fromSeconds: CHOSEN_SECONDS },
  { row: "2", name: "silent on getheaders", behaviours: [{ kind: "silentOnHeaders" }] },
  { row: "3", name: "withholds blocks", behaviours: [{ kind: "silentOnBlocks" }] },
  {
    row: "4",
    name: "one block withheld by all",
    behaviours: [{ kind: "withholdsBlock", height: 50 }],
    badPeers: 8,
    hours: 5,
  },
  { row: "5", name: "dead", behaviours: [{ kind: "dead" }], fromSeconds: CHOSEN_SECONDS },
  { row: "6", name: "leaves mid-headers", behaviours: [{ kind: "leavesMidHeaders" }] },
  { row: "7", name: "flapping", behaviours: [{ kind: "flapping" }] },
  { row: "8", name: "low-work fork", behaviours: [{ kind: "lowWorkFork", blocks: 120 }] },
  { row: "9", name: "invalid proof of work", behaviours: [{ kind: "invalidProofOfWork" }] },
  { row: "10a", name: "wrong nBits", behaviours: [{ kind: "wrongBits" }] },
  { row: "10b", name: "old timestamps", behaviours: [{ kind: "oldTimestamps" }] },
  { row: "11", name: "non-continuous headers", behaviours: [{ kind: "nonContinuousHeaders" }] },
  { row: "12", name: "unconnecting headers", behaviours: [{ kind: "unconnectingHeaders" }] },
  { row: "13", name: "too many headers", behaviours: [{ kind: "tooManyHeaders" }] },
  { row: "14", name: "header spam", behaviours: [{ kind: "headerSpam" }] },
  { row: "15", name: "unsolicited block", behaviours: [{ kind: "unsolicitedBlock" }] },
  { row: "16", name: "unsolicited block, unknown parent", behaviours: [{ kind: "unknownParentBlock" }] },
  { row: "17", name: "corrupted body", behaviours: [{ kind: "corruptedBody" }] },
  { row: "18", name: "right merkle root, invalid transaction", behaviours: [{ kind: "invalidTransaction" }] },
  { row: "19", name: "duplicate transaction", behaviours: [{ kind: "duplicateTransaction" }] },
  { row: "20", name: "stale tip", behaviours: [{ kind: "staleTip", blocks: 100 }] },
  { row: "21", name: "itself in initial download", behaviours: [{ kind: "inInitialDownload" }] },
  { row: "22", name: "equivocating", behaviours: [{ kind: "equivocating" }] },
  { row: "23", name: "two-faced, four of them", behaviours: [{ kind: "twoFaced" }], badPeers: 4, hours: 3 },
  { row: "24", name: "inv spam", behaviours: [{ kind: "invSpam" }] },
  { row: "25", name: "orphan flood", behaviours: [{ kind: "orphanFlood" }] },
  { row: "26", name: "disk fill", behaviours: [{ kind: "diskFill" }] },
  { row: "27", name: "eclipse", behaviours: [{ kind: "lowWorkFork", blocks: 120 }], badPeers: 8 },
  { row: "28", name: "lying start height", behaviours: [{ kind: "lyingStartHeight" }] },
  { row: "29", name: "wrong clock", behaviours: [{ kind: "wrongClock" }] },
  { row: "30", name: "requests unknown blocks", behaviours: [{ kind: "unknownBlockRequests" }] },
  { row: "31", name: "garbage frames", behaviours: [{ kind: "garbageFrames" }] },
  { row: "32", name: "out-of-order delivery", behaviours: [{ kind: "outOfOrder" }] },
  { row: "33", name: "own link slow", behaviours: [], local: { downloadBytesPerSecond: 40_000 } },
];

/** Nothing that a policy does of its own accord takes longer: the slowest rules need half an hour for each bad peer. */
const HOUR_SECONDS = 3600;

export function worldOf(fault: Fault, policy: string): Scenario {
  const bad = new Set(PEERS.slice(0, fault.badPeers ?? 1));
  const parsed = parseScenario({
    version: 1,
    id: `fault-${fault.row}`,
    network: "regtest",
    // An hour between blocks: only the last day of the chain is recent.
    chain: { blocks: 200, spacingSeconds: 3600, blockBytes: 100_000 },
    policy,
    constants: {
      ...{ headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 },
      ...(fault.minimumChainWork === undefined ? {} : { minimumChainWork: fault.minimumChainWork }),
    },
    local: fault.local ?? {},
    peers: PEERS.map((id) => ({
      id,
      uploadBytesPerSecond: 400_000,
      behaviours: bad.has(id) && fault.fromSeconds === undefined ? fault.behaviours : [],
    })),
    acts:
      fault.fromSeconds === undefined
        ? []
        : [...bad].map((node) => ({
            atSeconds: fault.fromSeconds,
            act: { kind: "setBehaviours", node, behaviours: fault.behaviours },
          })),
    deadlineSeconds: (fault.hours ?? 1) * HOUR_SECONDS,
  });
  if (!parsed.ok) throw new Error(`row ${fault.row}: ${parsed.error}`);
  return parsed.scenario;
}
