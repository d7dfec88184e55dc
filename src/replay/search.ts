/** Where in a history something comes true. Positions are those after the event in which it does. */
import { LOCAL_NUMBER } from "../world/record.ts";
import { type Condition, comesTrue } from "./condition.ts";
import type { History } from "./history.ts";

/** The next time after `position`; undefined: not as far as has been told. */
export function nextTime(history: History, condition: Condition, position: number): number | undefined {
  for (const number of candidates(history, condition, position)) {
    if (comesTrue(condition, history.record(number), history.log.tells(number))) return history.after(number);
  }
  return undefined;
}

/** The last time before that after which one stands at `position`. */
export function lastTime(history: History, condition: Condition, position: number): number | undefined {
  for (let number = history.before(position) - 1; number >= 0; number--) {
    if (
      mayBe(history, condition, number) &&
      comesTrue(condition, history.record(number), history.log.tells(number))
    )
      return history.after(number);
  }
  return undefined;
}

function* candidates(history: History, condition: Condition, from: number): Iterable<number> {
  for (let number = from; number < history.count; number++) {
    if (mayBe(history, condition, number)) yield number;
  }
}

/** Told without reading the record, which takes a microsecond. */
function mayBe(history: History, { kind }: Condition, number: number): boolean {
  if (kind === "decision") return history.log.tells(number);
  return OF_LOCAL.has(kind) ? history.nodeOf(number) === LOCAL_NUMBER : history.isLandmark(number);
}

/** What the local node alone tells, and no landmark is. */
const OF_LOCAL: ReadonlySet<Condition["kind"]> = new Set(["message", "sent", "block", "headers", "orphan"]);
