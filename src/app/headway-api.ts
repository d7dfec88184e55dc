/** `window.headway`: the page, driven by a script. Documented in `docs/embedding.md`. */
import type { HostOptions } from "../runtime/chain-source.ts";
import { fetched } from "../runtime/late-part.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import type { Act } from "../world/scenario/act.ts";
import { plainRun, type RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { checkLoadOptions, checkSpeed } from "./load-arguments.ts";
import { optionsOf } from "./load-options.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import type { Speed } from "./view-state.ts";

/** Of whoever names none. */
const SEED = 1;

export interface HeadwayLoadOptions {
  /** Id of a policy, instead of the scenario's. */
  readonly policy?: string;
  /** Default 1. */
  readonly seed?: number;
  /** Default `workers`. */
  readonly host?: "workers" | "single-thread";
  /** A real chain, instead of the scenario's. */
  readonly chainFile?: HostOptions["chainFile"];
  /** What the file is called, to be shown. */
  readonly fileName?: string;
  /** Chains with less work are not downloaded: hex, `0`, a share as `85%`, or `network`. */
  readonly minimumChainWork?: string;
}

export interface HeadwayApi {
  /** Resolves when the page stands and its first world is loaded. */
  readonly ready: Promise<void>;
  /** A built-in scenario's id, a scenario, a run, or the JSON of one of them. Rejects with one readable line. */
  load(what: string | Scenario | RunSpec, options?: HeadwayLoadOptions): Promise<void>;
  /** The run as a value, with all that has been done in it: loaded again, or given to the command line, it is the same run. */
  run(): Promise<RunSpec>;
  /** Throws a RangeError if there is no such speed. */
  play(speed?: Speed): void;
  pause(): Promise<void>;
  /** Handles one event of the world. */
  step(): Promise<void>;
  /** Resolves with the moment it took effect, virtual µs. */
  act(act: Act): Promise<number>;
  /** Runs at full speed; resolves when the run has ended. */
  runToEnd(): Promise<RunSummary>;
  summary(): Promise<RunSummary>;
  /** Ends the world and its workers; `load` starts another. */
  dispose(): Promise<void>;
}

declare global {
  interface Window {
    headway: HeadwayApi;
  }
}

/** `ready` settles with the first load, whoever begins it. */
export function createHeadwayApi(session: Session, ready: Promise<void>): HeadwayApi {
  /** What concerns a world waits for the one that is being loaded, by whomever. */
  const then = async <T>(work: () => Promise<T>): Promise<T> => {
    await session.settled();
    return work();
  };
  return {
    ready,
    async load(what, options = {}) {
      checkLoadOptions(options);
      const run = await findRun(what);
      await session.load({
        ...optionsOf(run),
        seed: options.seed ?? run.seed,
        policy: options.policy ?? run.policy,
        host: options.host ?? "workers",
        chainFile: options.chainFile,
        fileName: options.fileName,
        minimumChainWork: options.minimumChainWork ?? run.minimumChainWork,
      });
    },
    play(speed) {
      checkSpeed(speed);
      session.play(speed);
    },
    pause: () => then(() => session.pause()),
    step: () => then(() => session.step()),
    act: (act) => then(() => session.act(act)),
    runToEnd: () => then(() => session.runToEnd()),
    run: () =>
      then(async () => {
        if (session.run === undefined) throw new Error(t("error.noWorld"));
        return session.run;
      }),
    summary: () => then(() => session.summary()),
    dispose: () => then(() => session.dispose()),
  };
}

/** Rejects with a RangeError that names what was wrong. */
async function findRun(what: string | Scenario | RunSpec): Promise<RunSpec> {
  if (typeof what !== "string" || what.trimStart().startsWith("{")) {
    const { parseWhole, parseWholeText } = await fetched(
      "scenarios",
      import("../world/scenario/run-schema.ts"),
    );
    const parsed = typeof what === "string" ? parseWholeText(what, SEED) : parseWhole(what, SEED);
    if (!parsed.ok) throw new RangeError(parsed.error);
    return parsed.run;
  }
  const found = builtInScenarios.find((scenario) => scenario.id === what);
  if (found === undefined) {
    const ids = builtInScenarios.map((scenario) => scenario.id).join(", ");
    throw new RangeError(t("error.noScenario", { id: what, ids }));
  }
  return plainRun(found, SEED);
}
