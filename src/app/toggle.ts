/** What the one large button does. */
import type { Session } from "./session.ts";

/** Play, pause, on with the lesson where it stands at its gate, or once more when the run has ended or broken. */
export function toggle(session: Session): void {
  const { time, playhead } = session;
  const { kind } = session.store.getState().doing;
  if (kind === "playing" || time.isSearching) void session.pause();
  else if (time.isAtGate) time.guides.guide?.press();
  else if (playhead.isBehind || kind === "standing") session.play();
  // What has been is played again, with all that was done in it; only what is broken begins anew.
  else
    void (kind === "broken" ? time.startOver() : time.toStart()).then(() => session.play()).catch(() => {});
}
