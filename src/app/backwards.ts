/** Playing backwards: what its button and its key do. */
import type { Session } from "./session.ts";

/** Turns round; what goes backwards already stands still. */
export async function turnBack(session: Session): Promise<void> {
  const { playing, isBackwards } = session.store.getState();
  // A host that was let run on would go on running.
  if (playing) await session.pause();
  if (!(playing && isBackwards)) session.play(undefined, true);
}
