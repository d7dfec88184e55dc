/** The world that a person's files make: a scenario's own, or a world of real sizes with their chain in it. */

import type { NamedBlob } from "../runtime/chain-source.ts";
import { fetched, PartMissing } from "../runtime/late-part.ts";
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { Link } from "./link.ts";
import { optionsOf } from "./load-options.ts";
import { LoadEnded } from "./loads.ts";
import { type Opened, openFiles } from "./open-files.ts";
import { refused } from "./refused-file.ts";
import type { Session } from "./session.ts";
import { showLink } from "./show-link.ts";
import { seedIn } from "./shown-run.ts";
import { t } from "./text.ts";

/** A real chain goes into it. */
const SCENARIO_FOR_CHAINS = "real-constants";

/**
 * A chain that is wanted for a run is taken for it; a run that wants one is kept in mind until it comes. Rejects with what was wrong with which file, in one readable line; the old world
 * stays then.
 */
export async function loadFiles(session: Session, files: readonly NamedBlob[]): Promise<void> {
  const { host, wanted, embed, ...shown } = session.store.getState();
  const seed = seedIn(shown);
  const opened = await openFiles(files, seed);
  try {
    if (opened.kind === "lesson") {
      const { openLesson } = await fetched("lessons", import("./open-lesson.ts"));
      await openLesson(session, opened.lesson, "file");
      return;
    }
    if (opened.kind === "race" || opened.kind === "sweep") {
      // In a frame of another page there is nothing to show it in.
      if (embed !== undefined) throw new RangeError(t("compare.wholePage"));
      session.store.setState({ compared: opened });
      return;
    }
    const link = linkIn(opened);
    if (link?.run.chain !== undefined) {
      session.store.setState({ wanted: link });
      return;
    }
    if (opened.kind === "moment") {
      await showLink(session, opened.link, { host, fileName: opened.name });
      return;
    }
    if (opened.kind === "scenario") {
      await session.load({ ...optionsOf(opened.run), host, fileName: opened.name });
      return;
    }
    if (wanted !== undefined) {
      await showLink(session, wanted, { host, fileName: opened.name, chainFile: opened.file });
      return;
    }
    const scenario = builtInScenarios.find(({ id }) => id === SCENARIO_FOR_CHAINS);
    if (scenario === undefined) throw new Error(`no scenario ${SCENARIO_FOR_CHAINS}`);
    await session.load({ scenario, seed, host, fileName: opened.name, chainFile: opened.file });
  } catch (error) {
    // Nothing is wrong with the file.
    if (error instanceof LoadEnded || error instanceof PartMissing) throw error;
    throw refused(opened.name, error instanceof Error ? error.message : String(error));
  }
}

/** The moment that is to be shown of a run; undefined: the files hold none. */
function linkIn(opened: Opened): Link | undefined {
  if (opened.kind === "moment") return opened.link;
  return opened.kind === "scenario" ? { run: opened.run, at: 0 } : undefined;
}
