/** What stands beside the orphan tray, and in its place for whoever cannot see it. */
import { type OrphanRun, orphanRuns } from "../replay/orphan-tray.ts";
import type { WorldView } from "../replay/world-view.ts";
import { number, t } from "./text.ts";

/** How many wait, and how many had to go; empty: nothing ever waited. */
export function trayCounts({ orphans }: WorldView): string {
  if (orphans === undefined) return "";
  const { waiting, evicted, fullAt } = orphans;
  const said = waiting.size === 0 ? [] : [t("tray.waiting", { count: waiting.size })];
  if (evicted > 0) {
    const isFull = waiting.size >= (fullAt ?? 0);
    said.push(t(isFull ? "tray.fullEvicted" : "tray.evicted", { count: evicted }));
  }
  return said.join(" · ");
}

/** What stands in it while nothing does. */
export function emptyTrayText({ orphans }: WorldView): string {
  return t(orphans === undefined ? "tray.none" : "tray.empty");
}

/** As the log names a block of which only the hash is known. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}

/** What a run waits for, and whose it is. */
export function runText(run: OrphanRun): string {
  const [first] = run;
  const peers = [...new Set(run.map(({ peer }) => peer))].join(", ");
  return t("tray.run", { hash: shortHash(first?.hash ?? ""), peers });
}

const RUNS_TOLD = 4;

export function trayText(view: WorldView): string {
  const { orphans } = view;
  const counts = trayCounts(view);
  if (orphans === undefined || orphans.waiting.size === 0)
    return [counts, emptyTrayText(view)].filter((text) => text !== "").join(". ");
  const runs = orphanRuns(orphans);
  const told = runs
    .slice(0, RUNS_TOLD)
    .map((run) => t("drawn.orphans", { count: run.length, what: runText(run) }));
  const more = runs.length - told.length;
  if (more > 0) told.push(t("tray.more", { count: number(more) }));
  return [`${counts}.`, ...told].join(" ");
}
