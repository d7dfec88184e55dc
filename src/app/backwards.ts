/** Playing backwards: what its button and its key do. */
import type { Session } from "./session.ts";

/** Turns round; what goes backwards already stands still. */
export async function turnBack(session: Session): Promise<void> {
  const { doing } = session.store.getState();
  const isPlaying = doing.kind === "playing";
  // A host that was let run on would go on running.
  if (isPlaying) await session.pause();
  if (!(isPlaying && doing.isBackwards)) session.play(undefined, true);
}
