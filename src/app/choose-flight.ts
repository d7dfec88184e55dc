/** A press on a message of the stage: it is chosen, and one goes to its sending; pressed once more, to its arrival. */
import type { Flight } from "../replay/flight.ts";
import type { History } from "../replay/history.ts";
import type { WorldRecord } from "../world/record.ts";
import { requestOf } from "./chosen.ts";
import type { Session } from "./session.ts";

export async function chooseFlight(session: Session, flight: Flight): Promise<void> {
  const { store, view, time } = session;
  const { history } = view;
  const isChosen = store.getState().chosen?.message === flight.message;
  const request = requestOf(view, flight);
  store.setState({ chosen: { request, message: flight.message, index: view.index } });
  session.select(flight.peer);
  if (!isChosen) {
    const sent = find(history, flight.at, (record) => record.kind === "sent" && isOf(record, flight));
    if (sent !== undefined) await time.goToRecord(sent);
    return;
  }
  const isEnd = ({ kind }: WorldRecord) => kind === "delivered" || kind === "lost" || kind === "unsent";
  const ended = find(history, flight.at, (record) => isEnd(record) && isOf(record, flight));
  if (ended !== undefined) await time.goToRecord(ended);
  // Not played yet: one waits for the end of its way, where it is on it.
  else if (Number.isFinite(flight.arriveAt)) await time.seek({ at: flight.arriveAt });
}

function isOf(record: WorldRecord, { message }: Flight): boolean {
  return "message" in record && record.message === message;
}

/** Number of the first such record from the moment `from` on, virtual µs; undefined: none has been told. */
function find(history: History, from: number, isIt: (record: WorldRecord) => boolean): number | undefined {
  for (let number = history.positionAt(from - 1); number < history.count; number++)
    if (isIt(history.record(number))) return number;
  return undefined;
}
