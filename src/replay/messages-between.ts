/** How many messages the local node took in and sent in a part of a run. */
import { LOCAL_NUMBER } from "../world/record.ts";
import type { History } from "./history.ts";

export interface MessageCounts {
  readonly received: number;
  readonly sent: number;
}

/** Of the records from position `low` to `high`. */
export function messagesBetween(history: History, low: number, high: number): MessageCounts {
  let [received, sent] = [0, 0];
  for (let number = low; number < high; number++) {
    if (history.nodeOf(number) !== LOCAL_NUMBER) continue;
    const { kind } = history.record(number);
    if (kind === "delivered") received += 1;
    else if (kind === "sent") sent += 1;
  }
  return { received, sent };
}
