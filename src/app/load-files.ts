/** The world that a person's files make: a scenario's own, or a world of real sizes with their chain in it. */
import type { NamedBlob } from "../runtime/chain-source.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import { openFiles } from "./open-files.ts";
import type { Session } from "./session.ts";

/** A real chain goes into it. */
const SCENARIO_FOR_CHAINS = "real-constants";

/** Rejects with what was wrong, in one readable line; the old world stays then. */
export async function loadFiles(session: Session, files: readonly NamedBlob[]): Promise<void> {
  const opened = await openFiles(files);
  const { host, seed } = session.store.getState();
  const known = builtInScenarios.find(({ id }) => id === SCENARIO_FOR_CHAINS);
  const scenario = opened.kind === "scenario" ? opened.scenario : known;
  if (scenario === undefined) throw new Error(`no scenario ${SCENARIO_FOR_CHAINS}`);
  const chain = opened.kind === "scenario" ? {} : { chainFile: opened.file };
  await session.load({ scenario, seed, host, fileName: opened.name, ...chain });
}
