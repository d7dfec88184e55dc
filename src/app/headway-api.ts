/** `window.headway`: the page, driven by a script. Documented in `docs/embedding.md`. */
import type { HostOptions } from "../runtime/chain-source.ts";
import { fetched } from "../runtime/late-part.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { Act } from "../world/act.ts";
import type { Scenario } from "../world/scenario.ts";
import type { RunSummary } from "../world/summary.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import type { Speed } from "./view-state.ts";

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
  /** A built-in scenario's id, a scenario, or a scenario's JSON. Rejects with one readable line. */
  load(scenario: string | Scenario, options?: HeadwayLoadOptions): Promise<void>;
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
      await session.load({
        scenario: await findScenario(what),
        seed: options.seed ?? 1,
        policy: options.policy,
        host: options.host ?? "workers",
        chainFile: options.chainFile,
        fileName: options.fileName,
        minimumChainWork: options.minimumChainWork,
      });
    },
    play: (speed) => session.play(speed),
    pause: () => then(() => session.pause()),
    step: () => then(() => session.step()),
    act: (act) => then(() => session.act(act)),
    runToEnd: () => then(() => session.runToEnd()),
    summary: () => then(() => session.summary()),
    dispose: () => then(() => session.dispose()),
  };
}

/** Rejects with a RangeError that names what was wrong. */
async function findScenario(what: string | Scenario): Promise<Scenario> {
  if (typeof what !== "string" || what.trimStart().startsWith("{")) {
    const { parseScenario, parseScenarioText } = await fetched(
      "scenarios",
      import("../world/scenario-schema.ts"),
    );
    const parsed = typeof what === "string" ? parseScenarioText(what) : parseScenario(what);
    if (!parsed.ok) throw new RangeError(parsed.error);
    return parsed.scenario;
  }
  const found = builtInScenarios.find((scenario) => scenario.id === what);
  if (found === undefined) {
    const ids = builtInScenarios.map((scenario) => scenario.id).join(", ");
    throw new RangeError(t("error.noScenario", { id: what, ids }));
  }
  return found;
}
