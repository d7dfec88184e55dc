/** `window.headway`: the page, driven by a script. Documented in `docs/embedding.md`. */
import type { Condition } from "../replay/condition.ts";
import type { HostOptions } from "../runtime/chain-source.ts";
import { fetched } from "../runtime/late-part.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import type { Act } from "../world/scenario/act.ts";
import { plainRun, type RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { checkLoadOptions, checkSpeed } from "./load-arguments.ts";
import { optionsOf } from "./load-options.ts";
import type { Moment } from "./moment.ts";
import { playOut } from "./play-out.ts";
import type { Session } from "./session.ts";
import { english } from "./text.ts";
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
  /** Does this at the moment shown. Resolves with the moment it took effect, virtual µs. */
  act(act: Act): Promise<number>;
  /** Stands still after all that happens up to `atUs`, virtual µs, or at the end of a run that is over before. Resolves with the moment shown. */
  seek(atUs: number): Promise<number>;
  /** One event back. */
  stepBack(): Promise<void>;
  /** Runs at full speed until this comes true, and stands still right after it; false: the run ended first, or somebody called it off. */
  until(condition: Condition): Promise<boolean>;
  /** Does this right after `atUs`: another future of that moment. Resolves with the moment it took effect. */
  branch(act: Act, atUs: number): Promise<number>;
  /** The address that opens the moment shown, with what is done and selected in it, anywhere. Rejects where the run is too long for one. */
  link(): Promise<string>;
  /** SHA-256, as 64 hex digits, of all that is so at the moment shown. */
  viewDigest(): Promise<string>;
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
    async seek(atUs) {
      const at = (await argumentChecks()).checkMoment(atUs);
      return then(() => seek(session, { at }));
    },
    stepBack: () => then(() => mustHaveWorld(session).time.stepBack()),
    async until(condition) {
      const { checkCondition, checkPeer } = await argumentChecks();
      const wanted = checkCondition(condition);
      return then(async () => {
        const { run } = mustHaveWorld(session);
        if ("peer" in wanted) checkPeer(wanted.peer, run);
        return session.time.until(wanted);
      });
    },
    async branch(act, atUs) {
      const checks = await argumentChecks();
      const [wanted, at] = [checks.checkAct(act), checks.checkMoment(atUs)];
      return then(async () => {
        const { moment } = mustHaveWorld(session).time;
        await seek(session, { at });
        try {
          return await session.act(wanted);
        } catch (error) {
          await seek(session, moment);
          throw error;
        }
      });
    },
    link: () =>
      then(async () => {
        const { linkOf } = await fetched("links", import("./share.ts"));
        return linkOf(mustHaveWorld(session));
      }),
    viewDigest: () =>
      then(async () => {
        const { viewDigest } = await fetched("scripts", import("../replay/view-digest.ts"));
        const { view } = mustHaveWorld(session);
        return viewDigest(view.history.at(view.position));
      }),
    runToEnd: () => then(() => playOut(session)),
    run: () =>
      then(async () => {
        const { run } = session;
        if (run === undefined) throw new Error(english("error.noWorld"));
        return run;
      }),
    summary: () => then(() => session.summary()),
    dispose: () => then(() => session.dispose()),
  };
}

/** Most pages are driven by nobody. */
function argumentChecks() {
  return fetched("scripts", import("./script-arguments.ts"));
}

/** Resolves with the moment shown then. */
async function seek(session: Session, moment: Moment): Promise<number> {
  await mustHaveWorld(session).time.seek(moment);
  return session.at;
}

/** The same session. Throws where no world is loaded. */
function mustHaveWorld(session: Session): Session {
  if (session.run === undefined) throw new Error(english("error.noWorld"));
  return session;
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
    throw new RangeError(english("error.noScenario", { id: what, ids }));
  }
  return plainRun(found, SEED);
}
