/** What of the moment shown can be given to others: a link, and the run as a file. */
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { printLink } from "./link.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/** The address that shows the moment shown. Rejects with a RangeError where the run is too long for one. */
export async function linkOf(session: Session): Promise<string> {
  const selected = session.store.getState().selectedPeer;
  const link = await printLink({ run: runOf(session), ...session.time.moment, selected });
  return `${location.origin}${location.pathname}#${link}`;
}

/** A file that the page opens, and the command line runs. */
export function runFileOf(session: Session): File {
  const run = runOf(session);
  return new File([`${printRun(run)}\n`], `${fileName(session)}.json`, { type: "application/json" });
}

/** Of a file with something of its run, without its ending. */
export function fileName(session: Session): string {
  const { scenario, seed } = runOf(session);
  return `headway-${scenario.id}-${seed}`;
}

function runOf({ run }: Session): RunSpec {
  if (run === undefined) throw new Error(t("error.noWorld"));
  return run;
}
