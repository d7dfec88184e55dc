/** A run is played to its end. */
import type { RunSummary } from "../world/judging/summary.ts";
import type { Session } from "./session.ts";
import { english } from "./text.ts";

/**
 * Runs at full speed, and stands at the end. Rejects when a part fails, another world is loaded, it is paused before, or a gate is in
 * the way.
 */
export async function playOut(session: Session): Promise<RunSummary> {
  await session.pause();
  const { view, time } = session;
  time.guides.mustBeOpen(Number.POSITIVE_INFINITY);
  // What the page was told last may be older than the latest act: the run itself knows whether it has ended.
  let summary = await session.summary();
  while (summary.ended === "running") {
    const isThere = await time.until({ kind: "end" });
    const { doing, error } = session.store.getState();
    if (view !== session.view) throw new Error(english("error.replaced"));
    if (doing.kind === "broken") throw new Error(error);
    if (!isThere) throw new Error(english("error.cancelled"));
    summary = await session.summary();
  }
  await time.toNewest();
  return summary;
}
