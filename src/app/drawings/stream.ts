/** More messages than one could follow, as a band for each way with their count (interface.md §1.3). */
import type { Flight } from "../../replay/flight.ts";
import { t } from "../text.ts";
import type { LanePlace } from "./lane-place.ts";
import type { Shape } from "./shapes.ts";

/** `at`: virtual µs that the drawing shows. */
export function layoutStream(
  shapes: Shape[],
  flights: readonly Flight[],
  place: LanePlace,
  at: number,
): void {
  const { left, right, y, lane, scale } = place;
  for (const outgoing of [true, false]) {
    const count = flights.filter((flight) => flight.outgoing === outgoing && flight.departAt <= at).length;
    if (count === 0) continue;
    const row = y + (outgoing ? -lane * 0.22 : lane * 0.22);
    const band = Math.min(lane * 0.36, 2 + count * 0.5);
    shapes.push(
      outgoing
        ? { kind: "tail", from: left, to: right, y: row, width: band, ink: "asked" }
        : { kind: "tail", from: right, to: left, y: row, width: band, ink: "stored" },
      {
        kind: "text",
        x: (left + right) / 2 + (outgoing ? 60 : -60),
        y: row,
        text: t("stage.stream", { count }),
        size: 11 * scale,
        ink: "ink",
        mono: true,
        align: "center",
        behind: "panel",
      },
    );
  }
}
