/** What happened up to the moment shown, as files for other programs. */
import { printHistory } from "./history-file.ts";
import type { Session } from "./session.ts";
import { printShiViz } from "./shiviz.ts";
import { noWorld } from "./worded.ts";

/** `name`: without its ending. Throws where there is no world. */
export function historyFile(session: Session, name: string): File {
  const { run, view } = session;
  if (run === undefined) throw noWorld();
  const pieces = printHistory(run, view.history, session.time.moment);
  return new File(pieces, `${name}-history.json`, { type: "application/json" });
}

/** As `historyFile`. */
export function shiVizFile(session: Session, name: string): File {
  const { run, view } = session;
  if (run === undefined) throw noWorld();
  const peers = run.scenario.peers.map(({ id }) => id);
  return new File(printShiViz(view.history, peers, view.position), `${name}-shiviz.log`, {
    type: "text/plain",
  });
}
