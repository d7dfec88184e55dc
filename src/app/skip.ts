/** Past dead time in one go. */
import { isPlaying } from "./doing.ts";
import type { Session } from "./session.ts";

/** Events, which is more than are ever due while nothing happens. */
const EVENTS_AT_MOST = 1000;

/** To where there is something to see again: what is due before may leave no trace. A run that was played is played on. */
export async function skipDeadTime(session: Session): Promise<void> {
  if (session.stillUntil === undefined) return;
  const { count } = session.view.history;
  const goesOn = isPlaying(session.store.getState());
  if (goesOn) await session.pause();
  session.store.setState({ played: true });
  await session.stepUntil(() => session.view.history.count > count, EVENTS_AT_MOST);
  if (goesOn) session.play();
}
