/** Plays a stretch of time from its beginning to its end, and stands still there. */
import type { TimeRange } from "./drawings/time-scale.ts";
import type { Session } from "./session.ts";

export async function playRange(session: Session, { from, to }: TimeRange): Promise<void> {
  await session.time.seek({ at: from });
  const { speed } = session.store.getState();
  // At Max nothing of it would be seen.
  session.play(speed === "max" ? "fast" : undefined);
  const stop = session.subscribe(() => {
    const { doing } = session.store.getState();
    const goesOn = doing.kind === "playing" && !doing.isBackwards;
    if (goesOn && session.at < to) return;
    stop();
    // Somebody may have done something else meanwhile.
    if (goesOn) void session.time.seek({ at: to }).catch(() => {});
  });
}
