/** The log as one reads it down to its end. */
import type { ToldEvent } from "../../src/replay/told-event.ts";
import type { WorldView } from "../../src/replay/world-view.ts";

export function linesOf(view: WorldView): readonly ToldEvent[] {
  return Array.from({ length: view.told }, (_, i) => view.event(i)).filter((line) => line !== undefined);
}
