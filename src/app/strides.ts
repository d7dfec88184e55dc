/** Steps of more than one event: to where a scenario begins to be worth looking at, and from one line of the log to the next. */
import type { Flight } from "../replay/flight.ts";
import { isPlaying } from "./doing.ts";
import type { LoadOptions } from "./load-options.ts";
import type { Session } from "./session.ts";

/** Of a policy that asks for headers first, and of one that knows none. */
const FIRST_QUESTION: ReadonlySet<string> = new Set(["getheaders", "getblocks"]);
/** A picture of the beginning does not stand later. Virtual µs. */
const OPENING_US_AT_MOST = 3_000_000;
/** Connecting four peers takes some thirty events. */
const OPENING_STEPS_AT_MOST = 400;
const STRIDE_STEPS_AT_MOST = 5_000;

/** Goes on to the middle of the first question's way, so that the first picture shows one message travel. */
export async function openOnFirstRequest(session: Session): Promise<void> {
  let asked: Flight | undefined;
  await session.stepUntil(() => {
    asked = [...session.view.flights.values()].find(({ command }) => FIRST_QUESTION.has(command));
    return asked !== undefined || session.at > OPENING_US_AT_MOST;
  }, OPENING_STEPS_AT_MOST);
  // Somebody has gone on meanwhile.
  if (isPlaying(session.store.getState()) || session.time.isSearching) return;
  if (asked !== undefined) await session.time.seek({ at: Math.floor((asked.departAt + asked.arriveAt) / 2) });
}

/** The world there is from its beginning, as it opens; with changes it is another world, without it keeps the futures that were left. */
export async function reopen(session: Session, changes?: Partial<LoadOptions>): Promise<void> {
  const { guide } = session.time.guides;
  if (guide !== undefined && changes === undefined) return guide.restart();
  if (changes === undefined) {
    const begun = session.time.startOver();
    session.track(begun);
    await begun;
    session.store.setState({ played: false, selectedPeer: undefined, notice: undefined });
  } else await session.reload(changes);
  await openOnFirstRequest(session);
}

/** Goes on to the next line of the log, of the selected peer if one is: mostly what the local node decided. */
export async function stride(session: Session): Promise<void> {
  const { doing, selectedPeer: peer } = session.store.getState();
  if (doing.kind === "playing") await session.pause();
  const { told } = session.view;
  session.store.setState({ played: true, notice: undefined });
  const isWithin = session.playhead.isBehind || session.time.gate !== undefined;
  if (isWithin || peer !== undefined) await session.time.until({ kind: "decision", peer });
  // As far as one sees and no further: what is done next is done there.
  else await session.stepUntil(() => session.view.told > told, STRIDE_STEPS_AT_MOST);
}

/** Back to the line of the log before, of the selected peer if one is. */
export async function strideBack(session: Session): Promise<void> {
  const { selectedPeer: peer } = session.store.getState();
  await session.time.backTo({ kind: "decision", peer });
}

/** On to the next message that comes from the selected peer, or from the sync peer; or back to the one before. */
export async function roundTrip(session: Session, isBack: boolean): Promise<void> {
  const peer = session.store.getState().selectedPeer ?? session.view.syncPeer;
  session.store.setState({ played: true, notice: undefined });
  if (isBack) await session.time.backTo({ kind: "message", peer });
  else await session.time.until({ kind: "message", peer });
}
