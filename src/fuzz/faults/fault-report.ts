/** Runs every fault under every policy, and says how it was noticed, after how long, what it cost and how it ended. */
import { SingleThreadWorld } from "../../runtime/single-thread-world.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../../world/record.ts";
import { prepareWorld } from "../../world/setup.ts";
import { BAD_PEER, type Fault, faults, worldOf } from "./fault-worlds.ts";

export interface FaultResult {
  readonly row: string;
  readonly policy: string;
  readonly ended: string;
  /** Synced: since when the tip was the best; else when the run ended. */
  readonly atSeconds: number;
  /** Since when nothing was owed any more; null: something still was, or it is not synced. */
  readonly settledSeconds: number | null;
  /** Why the local node first closed the connection to the bad peer, or noted something against it; undefined: it never did. */
  readonly noticed: string | undefined;
  readonly noticedAtSeconds: number | undefined;
  /** What came from the bad peer for nothing. */
  readonly wastedBytes: number;
  readonly height: number;
  /** Blocks that it has. */
  readonly stored: number;
  readonly violations: number;
}

function runFault(fault: Fault, policy: string): FaultResult {
  const prepared = prepareWorld({ scenario: worldOf(fault, policy), seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  const world = new SingleThreadWorld(prepared.value);
  world.runToEnd();
  const summary = world.summary();
  const sign = firstSign(world.takeRecords());
  const wasted = Object.values(summary.ledger.peers[BAD_PEER]?.wasted ?? {});
  return {
    row: fault.row,
    policy,
    ended: summary.ended,
    atSeconds: summary.atSeconds,
    settledSeconds: summary.settledSeconds,
    noticed: sign?.what,
    noticedAtSeconds: sign === undefined ? undefined : sign.at / 1_000_000,
    wastedBytes: wasted.reduce((sum, bytes) => sum + bytes, 0),
    height: summary.local.height,
    stored: summary.local.blocks,
    violations: summary.invariants.violations,
  };
}

export function runFaults(policies: readonly string[]): readonly FaultResult[] {
  return faults.flatMap((fault) => policies.map((policy) => runFault(fault, policy)));
}

/** What the local node first held against the bad peer. */
function firstSign(
  records: readonly WorldRecord[],
): { readonly at: number; readonly what: string } | undefined {
  for (const record of records) {
    if (record.node !== LOCAL_NUMBER) continue;
    if (record.kind === "nodeCrashed") return { at: record.at, what: `crash: ${record.reason}` };
    if (record.kind !== "observed") continue;
    const { observation } = record;
    if (!("peer" in observation) || observation.peer !== BAD_PEER) continue;
    if (observation.kind === "peerDropped") return { at: record.at, what: observation.reason.text };
    if (observation.kind === "scored") {
      return { at: record.at, what: `${observation.reason} (+${observation.score})` };
    }
  }
  return undefined;
}
