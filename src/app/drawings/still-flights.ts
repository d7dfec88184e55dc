/**
 * Messages for whoever wants nothing to move: a line from sender to receiver lights up while something is on it, with the
 * next to arrive half way and how many more there are (interface.md §1.3). The picture changes when one departs or arrives.
 */
import type { Flight } from "../../replay/flight.ts";
import { t } from "../text.ts";
import { layoutFlight } from "./flights.ts";
import type { LanePlace } from "./lane-place.ts";
import type { Shape } from "./shapes.ts";

export function layoutStillFlights(
  shapes: Shape[],
  flights: readonly Flight[],
  place: LanePlace & {
    readonly debtEnd: number;
    readonly aside?: ReadonlySet<number>;
    readonly perByte?: number | undefined;
  },
): void {
  const { left, right, lane, scale } = place;
  for (const outgoing of [true, false]) {
    const under = flights.filter((flight) => flight.outgoing === outgoing);
    const next = under.reduce<Flight | undefined>(
      (first, flight) => (first === undefined || flight.arriveAt < first.arriveAt ? flight : first),
      undefined,
    );
    if (next === undefined) continue;
    const y = place.y + (outgoing ? -lane * 0.22 : lane * 0.24);
    const end = outgoing ? right - 4 : left;
    shapes.push(
      {
        kind: "line",
        points: [
          [left, y],
          [right - 4, y],
        ],
        ink: next.command === "block" ? "stored" : "muted",
        width: 1.6,
      },
      {
        kind: "arrow",
        x: end + (outgoing ? -3 : 3),
        y,
        size: 7 * scale,
        direction: outgoing ? "right" : "left",
        fill: "ink",
      },
    );
    layoutFlight(shapes, next, 0.5, place);
    if (under.length === 1) continue;
    shapes.push({
      kind: "text",
      x: end + (outgoing ? -14 : 14) * scale,
      y,
      text: t("stage.more", { count: under.length - 1 }),
      size: 11 * scale,
      ink: "muted",
      mono: true,
      align: outgoing ? "right" : "left",
      behind: "panel",
    });
  }
}
