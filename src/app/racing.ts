/** A race on the page: who may run in it, and how it goes. */
import { createStore } from "zustand/vanilla";
import type { Difference } from "../sweep/first-difference.ts";
import type { Job } from "../sweep/jobs.ts";
import { type Lane, type RaceSpec, RUNS_MAX, type Runner, withoutActs, withPolicy } from "../sweep/race.ts";
import { parseRace } from "../sweep/race-schema.ts";
import { possiblePolicies } from "../sweep/sensible-values.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { message } from "./error-text.ts";
import { type FileAtHand, readFirst } from "./file-at-hand.ts";
import { type FirstJob, JobCrew, JobsCancelled } from "./job-crew.ts";
import { policyName } from "./policy-text.ts";
import type { Rail } from "./rails.ts";
import { policyIn } from "./shown-run.ts";
import { t } from "./text.ts";

export const RACERS_AT_MOST = RUNS_MAX;

/** One who may run: what the person at the page has before them, or that with something changed. */
export interface Candidate extends Runner {
  readonly id: string;
}

/** Of a run and the futures of it that were left: as it is first, then those, then every other policy that its chain allows. */
export function candidatesOf(run: RunSpec, rails: readonly Rail[]): readonly Candidate[] {
  const own = policyIn({ run });
  const acted = run.acts.length > 0;
  const others = possiblePolicies(run).filter((id) => id !== own);
  const named = (id: string, name: string, what: RunSpec): Candidate => ({ id, name, run: what });
  return [
    named("own", t(acted ? "compare.ownActed" : "compare.own", { policy: policyName(own) }), run),
    ...(acted ? [named("untouched", t("compare.untouched"), withoutActs(run))] : []),
    ...rails.map((rail) =>
      named(`rail-${rail.number}`, t("compare.rail", { number: rail.number }), rail.run),
    ),
    ...others.map((id) => named(`policy-${id}`, policyName(id), withPolicy(run, id))),
  ];
}

/** Of a race that is a value already. */
export function candidatesIn({ runs }: RaceSpec): readonly Candidate[] {
  return runs.map((runner, i) => ({ ...runner, id: `runner-${i}` }));
}

/** Whom one would let run first: what is there, and what it differs from most plainly. */
export function firstChosen(candidates: readonly Candidate[]): readonly string[] {
  const ids = candidates.map(({ id }) => id);
  const next = ids.find((id) => id === "untouched" || id.startsWith("rail-"));
  const other = ids.find((id) => id === "policy-core") ?? ids[1];
  return [...new Set([ids[0], next ?? other])].filter((id) => id !== undefined);
}

export interface RaceState {
  readonly phase: "idle" | "running" | "over";
  readonly runners: readonly Runner[];
  /** Of each: how much of its chain is validated, 0 to 1. */
  readonly shares: readonly number[];
  /** Undefined: not there yet. */
  readonly lanes: readonly (Lane | undefined)[];
  /** Of each, from the first; undefined: not known yet; `none`: they tell the same. */
  readonly differences: readonly (Difference | "none" | undefined)[];
  /** How much of the chain file is read, 0 to 1; undefined: there is none, or all of it. */
  readonly reading: number | undefined;
  /** What went wrong, for a person. */
  readonly error: string | undefined;
}

const IDLE: RaceState = {
  phase: "idle",
  runners: [],
  shares: [],
  lanes: [],
  differences: [],
  reading: undefined,
  error: undefined,
};

export class Racing {
  readonly store = createStore<RaceState>(() => IDLE);
  #crew: JobCrew | undefined;

  /**
   * In place of whatever race there is. Resolves when it is over, however that comes. A race over a file's chain is run over that of
   * `file`.
   */
  async start(runners: readonly Runner[], file?: FileAtHand): Promise<void> {
    this.cancel();
    const read = parseRace({ version: 1, runs: runners });
    if (!read.ok) {
      this.store.setState({ ...IDLE, error: read.error });
      return;
    }
    const crew = new JobCrew();
    this.#crew = crew;
    const blank = runners.map(() => undefined);
    this.store.setState({
      ...IDLE,
      phase: "running",
      runners,
      shares: runners.map(() => 0),
      lanes: blank,
      differences: blank,
    });
    try {
      await crew.do(
        jobsOf(runners),
        {
          share: (number, share) => this.#set("shares", number, share),
          done: (done, number) => {
            if (done.kind === "lane") {
              this.#set("shares", number, 1);
              this.#set("lanes", number, done.lane);
            } else if (done.kind === "difference")
              this.#set("differences", number - runners.length + 1, done.difference ?? "none");
          },
        },
        runners.some(({ run }) => run.chain !== undefined) ? this.#reading(file) : undefined,
      );
      if (this.#crew === crew) this.store.setState({ phase: "over" });
    } catch (error) {
      if (this.#crew !== crew || error instanceof JobsCancelled) return;
      this.store.setState({ phase: "over", reading: undefined, error: message(error) });
    }
  }

  #reading(file: FileAtHand | undefined): FirstJob {
    this.store.setState({ reading: 0 });
    return readFirst(file, undefined, {
      share: (reading) => this.store.setState({ reading }),
      done: () => this.store.setState({ reading: undefined }),
    });
  }

  /** Gives up what is going on; what is there of it stays. */
  cancel(): void {
    const crew = this.#crew;
    this.#crew = undefined;
    crew?.dispose();
    if (this.store.getState().phase === "running") this.store.setState({ phase: "over", reading: undefined });
  }

  #set<K extends "shares" | "lanes" | "differences">(key: K, number: number, value: RaceState[K][number]) {
    const list = [...this.store.getState()[key]];
    list[number] = value;
    this.store.setState({ [key]: list });
  }
}

/** All lanes, then where each of the others parts from the first. */
function jobsOf(runners: readonly Runner[]): readonly Job[] {
  const [first, ...others] = runners.map(({ run }) => run);
  if (first === undefined) return [];
  return [
    ...[first, ...others].map((run) => ({ kind: "lane", run }) as const),
    ...others.map((run) => ({ kind: "difference", runs: [first, run] }) as const),
  ];
}
