/** The one object a run comes down to; the CLI's `--json` and the page's `headway.summary()` are this. */

import { US_PER_SECOND } from "../../sim/time.ts";
import { combineDigests } from "../../sim/trace-hash.ts";
import type { NodeHostTotals } from "../host/turn.ts";
import type { RunEnd } from "../record.ts";
import { noteOnLightChain, type WorldSetup } from "../setup.ts";
import type { LedgerReport } from "./ledger.ts";

export interface PeerSummary {
  readonly id: string;
  readonly state: "connected" | "disconnected" | "stopped";
  /** Why it is disconnected; null while connected. */
  readonly reason: string | null;
  /** New headers it was the first to give. */
  readonly headers: number;
  /** Requested blocks it delivered. */
  readonly blocks: number;
  readonly bytesReceived: number;
}

export interface RunSummary {
  readonly scenario: string;
  readonly policy: string;
  readonly seed: number;
  /** `running` only while the run has not ended. */
  readonly ended: RunEnd | "running";
  readonly why: string;
  /** The main chain has less than the local node's minimum chain work: what follows from that; null: it has enough. */
  readonly lightChain: string | null;
  /** Synced: since when the tip is the best, which is before the run could end; else when it ended, or now. */
  readonly atSeconds: number;
  /** Since when nothing was owed any more either; null: something still is, or it is not synced. */
  readonly settledSeconds: number | null;
  readonly local: {
    readonly height: number;
    readonly tip: string;
    readonly chainWork: string;
    readonly headers: number;
    readonly blocks: number;
  };
  readonly bytes: {
    readonly received: number;
    readonly sent: number;
    readonly useful: number;
    readonly wasted: number;
    /** The rest of `received`: greetings, requests, announcements, the headers of messages. */
    readonly unaccounted: number;
    readonly byCommand: Readonly<Record<string, number>>;
  };
  readonly peers: readonly PeerSummary[];
  /** What the traffic of the local node came to, peer by peer. */
  readonly ledger: LedgerReport;
  readonly invariants: { readonly checks: number; readonly violations: number };
  readonly events: number;
  readonly traceHash: string;
}

/** What the local node's member adds to the summary. */
export type LocalReport = Pick<RunSummary, "local" | "bytes" | "peers" | "ledger">;

/** Where a run stands. */
export interface RunState {
  readonly ended: RunEnd | undefined;
  /** Virtual µs since when it is synced; else of the end, or of now. */
  readonly at: number;
  /** Since when it was owed nothing either; undefined: that never came. */
  readonly settledAt: number | undefined;
  /** Why it is not synced, for a person. */
  readonly whyNot: string;
}

export function summariseRun(
  setup: WorldSetup,
  state: RunState,
  report: LocalReport,
  totals: readonly NodeHostTotals[],
): RunSummary {
  return {
    scenario: setup.scenario.id,
    policy: setup.policy,
    seed: setup.seed,
    ended: state.ended ?? "running",
    why: describeEnd(setup, state),
    lightChain: noteOnLightChain(setup) ?? null,
    atSeconds: state.at / US_PER_SECOND,
    settledSeconds: state.settledAt === undefined ? null : state.settledAt / US_PER_SECOND,
    ...report,
    invariants: {
      checks: sum(totals.map((node) => node.checks)),
      violations: sum(totals.map((node) => node.violations)),
    },
    events: sum(totals.map((node) => node.events)),
    traceHash: combineDigests(totals.map((node) => node.digest)),
  };
}

/** Why the run ended, in a sentence without its full stop. */
export function describeEnd(setup: WorldSetup, state: RunState): string {
  switch (state.ended) {
    case undefined:
      return "the run has not ended";
    case "synced":
      return `the tip has the most work any connected honest peer has, and ${describeOwed(state)}`;
    case "stuck":
      return state.whyNot;
    case "deadline":
      return `not synced after ${setup.scenario.deadlineSeconds} s: ${state.whyNot}`;
  }
}

function describeOwed({ at, settledAt }: RunState): string {
  if (settledAt === undefined) return "something that was asked for besides is still owed";
  return settledAt === at ? "nothing is owed" : "nothing else that was asked for is owed";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
