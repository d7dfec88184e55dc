/** A small world with one bad and one honest peer, and what there is to be seen of the bad one. */
import type { SingleThreadWorld } from "../../../src/runtime/single-thread-world.ts";
import type { Behaviour } from "../../../src/world/behaviours/catalogue.ts";
import type { Scenario } from "../../../src/world/scenario/scenario.ts";
import { localPlan, peerPlan, prepareWorld } from "../../../src/world/setup.ts";
import { chainWorkOf } from "../chain-work.ts";
import { type FinishedRun, observed, runToEnd, scenario } from "../worlds.ts";

export const BLOCKS = 60;

/** The bad peer is nearer, and so the first that is asked; both upload some ten blocks in a second. */
export function badWorld(behaviours: readonly Behaviour[], more: object = {}): Scenario {
  return scenario({
    network: "classroom",
    chain: { blocks: BLOCKS },
    constants: { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 },
    peers: [
      { id: "bad", behaviours, uploadBytesPerSecond: 4000, link: { latencyMs: 10 } },
      { id: "good", uploadBytesPerSecond: 4000, link: { latencyMs: 40 } },
    ],
    deadlineSeconds: 3600,
    ...more,
  });
}

export interface Seen extends FinishedRun {
  /** What the bad peer says it did. */
  readonly deeds: readonly string[];
  /** What came to nothing at the bad peer, and why. */
  readonly swallowed: readonly { readonly command: string; readonly why: string }[];
  /** Why we dropped the bad peer; `undefined`: we did not. */
  readonly droppedFor: string | undefined;
  /** When, in seconds. */
  readonly droppedAt: number | undefined;
  readonly droppedGood: boolean;
  /** Commands that reached us from the bad peer, and how many of each. */
  readonly got: Readonly<Record<string, number>>;
  readonly bad: FinishedRun["summary"]["peers"][number];
  /** Chain work of the honest peer's chain. */
  readonly honestWork: string;
}

export function see(base: Scenario): Seen {
  const run = runToEnd(base);
  const { records } = run;
  const drops = observed(records, "peerDropped");
  const dropped = drops.find(({ observation }) => observation.peer === "bad");
  const got: Record<string, number> = {};
  for (const record of records) {
    if (record.kind === "delivered" && record.node === 0 && record.from === "bad")
      got[record.command] = (got[record.command] ?? 0) + 1;
  }
  const [bad] = run.summary.peers;
  if (bad === undefined) throw new Error("no bad peer");
  return {
    ...run,
    deeds: records.flatMap((record) => (record.kind === "misbehaved" ? [record.what] : [])),
    swallowed: records.flatMap((record) => (record.kind === "lost" && record.node === 1 ? [record] : [])),
    droppedFor: dropped?.observation.reason.text,
    droppedAt: dropped === undefined ? undefined : dropped.at / 1_000_000,
    droppedGood: drops.some(({ observation }) => observation.peer === "good"),
    got,
    bad,
    honestWork: honestWork(base),
  };
}

function honestWork(base: Scenario): string {
  const prepared = prepareWorld({ scenario: base, seed: 1 });
  const good = base.peers.findIndex(({ id }) => id === "good");
  const spec = base.peers[good];
  if (!prepared.ok) throw new Error(prepared.error);
  const plan = spec === undefined ? localPlan(prepared.value) : peerPlan(prepared.value, spec, good + 1);
  return chainWorkOf(prepared.value, plan).toString(16);
}

/** Every problem that no world with an honest peer may end with. */
export function problems({ summary, audit, droppedGood, honestWork: work }: Seen): string[] {
  const found = [...audit];
  if (summary.ended !== "synced") found.push(`${summary.ended}: ${summary.why}`);
  if (summary.local.chainWork !== work) found.push(`work ${summary.local.chainWork}, honest ${work}`);
  if (summary.invariants.violations > 0) found.push(`${summary.invariants.violations} violations`);
  if (droppedGood) found.push("the good peer was dropped");
  return found;
}

/** Runs a world for so many seconds. */
export function runFor(world: SingleThreadWorld, seconds: number): void {
  const until = world.now + seconds * 1_000_000;
  while (world.advance(until));
}
