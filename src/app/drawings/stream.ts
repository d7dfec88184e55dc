/** More messages than one could follow, as a band for each way with their count (interface.md §1.3). */
import type { Flight } from "../../replay/flight.ts";
import { t } from "../text.ts";
import type { LanePlace } from "./lane-place.ts";
import type { Shape } from "./shapes.ts";

/** A count for each way stands beside the other's if there is so much room. */
const ROOM_FOR_BOTH = 200;

/** `at`: virtual µs that the drawing shows. `from`: where the counts may begin. */
export function layoutStream(
  shapes: Shape[],
  flights: readonly Flight[],
  place: LanePlace,
  at: number,
  from = place.left,
): void {
  const { left, right, y, lane, scale } = place;
  const apart = Math.min(60 * scale, (right - from) / 4);
  const hasRoom = right - from >= ROOM_FOR_BOTH * scale;
  for (const outgoing of [true, false]) {
    const count = flights.filter((flight) => flight.outgoing === outgoing && flight.departAt <= at).length;
    if (count === 0) continue;
    const row = y + (outgoing ? -lane * 0.22 : lane * 0.22);
    const band = Math.min(lane * 0.36, 2 + count * 0.5);
    shapes.push(
      outgoing
        ? { kind: "tail", from: left, to: right, y: row, width: band, ink: "asked" }
        : { kind: "tail", from: right, to: left, y: row, width: band, ink: "stored" },
    );
    // What comes in is what one waits for.
    if (outgoing && !hasRoom) continue;
    shapes.push({
      kind: "text",
      x: (from + right) / 2 + (hasRoom ? (outgoing ? apart : -apart) : 0),
      y: row,
      text: t("stage.stream", { count }),
      size: 11 * scale,
      ink: "ink",
      mono: true,
      align: "center",
      behind: "panel",
    });
  }
}
