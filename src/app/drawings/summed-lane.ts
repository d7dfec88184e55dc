/** One lane for all the peers that have none of their own: what they owe together, and what of theirs is on the wire. */
import { type Flight, flightProgress } from "../../replay/flight.ts";
import { sumOfPeers } from "../../replay/peers-sum.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { sumTexts } from "../sum-text.ts";
import { layoutFlight } from "./flights.ts";
import type { LanePlace } from "./lane-place.ts";
import { sayOver } from "./said-over.ts";
import type { Shape } from "./shapes.ts";
import { layoutStillFlights } from "./still-flights.ts";
import { layoutStream } from "./stream.ts";
import { textWidth } from "./text-width.ts";

/** Above this many messages nobody could tell them apart on one lane. */
const FLIGHTS_AT_MOST = 24;
/** What a stream's two counts take beside the words. */
const STREAM_LABELS_PX = 210;

export function layoutSummedLane(
  shapes: Shape[],
  view: WorldView,
  { names, flights, still }: { names: readonly string[]; flights: readonly Flight[]; still: boolean },
  place: LanePlace,
  at: number,
): void {
  const { left, right, y, lane, scale } = place;
  const sum = sumOfPeers(view, names);
  // Several lines: several lanes.
  for (const row of [y - 2, y, y + 2]) {
    shapes.push({
      kind: "line",
      points: [
        [left, row],
        [right, row],
      ],
      ink: "line",
      width: 1,
      ...(sum.connected === 0 ? { dash: [2, 5] } : {}),
    });
  }
  const size = 12 * scale;
  const texts = sumTexts(sum, at);
  const departed = flights.filter(({ departAt }) => departAt <= at);
  const isStream = departed.length > FLIGHTS_AT_MOST;
  const room = right - left - 16 - (isStream ? STREAM_LABELS_PX * scale : 0);
  const text = texts.find((one) => textWidth(one, size) < room) ?? texts.at(-1) ?? "";
  const end = left + 12 + textWidth(text, size);
  const on = { ...place, debtEnd: end, narrow: true };
  const under = shapes.length;
  if (isStream) layoutStream(shapes, departed, place, at, sum.oldestAt === undefined ? left : end);
  else if (still) layoutStillFlights(shapes, departed, on);
  else for (const flight of departed) layoutFlight(shapes, flight, flightProgress(flight, at), on);
  const owes = sum.oldestAt !== undefined;
  // What is on the wire says more than that nothing is owed.
  if (!owes && departed.length > 0) return;
  sayOver(shapes, under, [
    {
      kind: "text",
      x: left + 3,
      y: owes ? y - lane * 0.2 : y,
      text,
      size,
      ink: owes ? "askedText" : "muted",
      behind: "panel",
    },
  ]);
}
