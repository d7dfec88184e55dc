/**
 * Where a world runs. One interface, two hosts: everything in this thread, or every node in a Web Worker of its own with a
 * conductor beside them. Whoever holds a host cannot tell which from what it reports.
 */

import type { RunSummary } from "../world/judging/summary.ts";
import type { RunEnd, WorldRecord } from "../world/record.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import type { ChainFacts } from "../world/setup.ts";

/** Everything that happened between the last report and `now`. */
export interface Progress {
  /** All events before this moment (virtual µs) have happened; none after. */
  readonly now: number;
  /** In the order `(at, node, sequence)`; never earlier than those of the report before. */
  readonly records: readonly WorldRecord[];
  /** Events so far. */
  readonly events: number;
  readonly ended: RunEnd | undefined;
  /** When the next thing happens that is known of, an event or a scheduled act; undefined: nothing will. */
  readonly nextAt: number | undefined;
  /** Nodes working in parallel, for a page that wants to say so; 0 in one thread. */
  readonly workers: number;
}

/** How far the building of a world is; told where it takes long. */
export interface Loading {
  readonly part: "file" | "nodes";
  /** From 0 to 1. */
  readonly share: number;
}

/** A part of the machinery broke: the run is paused and cannot go on. */
export interface HostFailure {
  /** Which worker: a node's id or `conductor`. */
  readonly part: string;
  readonly message: string;
  /** Its program could not be fetched. */
  readonly isUnloaded?: boolean;
}

export interface WorldHost {
  readonly kind: "single-thread" | "workers";
  /** About what the world was built from, one sentence each: worth knowing, and not wrong. */
  readonly notes: readonly string[];
  /** The chain that its nodes sync. */
  readonly chain: ChainFacts;
  /** Called with every report; at least once after each `runTo` or `step` has been carried out. */
  onProgress(listener: (progress: Progress) => void): void;
  onFailure(listener: (failure: HostFailure) => void): void;
  /** Called with the parts that do not answer, whenever they change; none: all do again. Nothing is broken yet. */
  onSilent(listener: (parts: readonly string[]) => void): void;
  /** Lets virtual time pass until `at` (µs), or until the run ends; `undefined` = no bound. A later call replaces the bound. */
  runTo(at: number | undefined): void;
  /**
   * Stops after the round at hand. Resolves when nothing moves any more, with its moment; or with the last one that is known
   * of when a part does not answer, without which the round may never end.
   */
  pause(): Promise<number>;
  /** Handles exactly one event: the earliest of the world. Resolves with the moment after it. */
  step(): Promise<number>;
  /**
   * Does this now. Resolves with the act as it was read and the moment (µs) it took effect. Rejects, with what was wrong, what
   * is no act or cannot be done in this world; nothing has happened then, and what goes on goes on.
   */
  act(act: unknown): Promise<TimedAct>;
  summary(): Promise<RunSummary>;
  dispose(): Promise<void>;
}
