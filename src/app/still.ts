/** Dead time: nothing is on the wire, and it is long until something happens again. */
import { US_PER_SECOND } from "../replay/time.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { span, t } from "./text.ts";

/** So long must nothing happen for it to be worth saying. Wall µs at the chosen speed. */
const STILL_AT_LEAST_US = 1_500_000;

/** When something happens again if it is dead time at `at`, virtual µs. `nextAt`: when the next thing is due; `factor`: the speed. */
export function stillUntil(
  view: WorldView,
  at: number,
  nextAt: number | undefined,
  factor: number,
): number | undefined {
  if (nextAt === undefined || view.flights.size > 0 || view.sideFlights.size > 0) return undefined;
  return nextAt - at > STILL_AT_LEAST_US * factor ? nextAt : undefined;
}

/** In one sentence: how long, and what ends it where the scenario says so. `until`: when something happens again, virtual µs, at `at`. */
export function stillText(
  view: WorldView,
  scenario: Scenario | undefined,
  at: number,
  until: number,
): string {
  const values = { span: span(until - at) };
  const owes = view.peers.some((peer) => peer.oldestRequest() !== undefined);
  if (owes) return t("now.still", values);
  const due = scenario?.acts.find(({ atSeconds }) => Math.round(atSeconds * US_PER_SECOND) === until);
  if (due?.act.kind === "mineBlock") return t("now.stillMines", { ...values, node: due.act.node });
  return t("now.stillNothingOwed", values);
}
