/**
 * What peers tell each other: a thin line between their lanes, beside their signs, with a mark that moves along it. Only
 * what carries the chain; it is nobody's debt to You.
 */
import { flightProgress, type SideFlight } from "../../replay/flight.ts";
import type { Ink, Shape } from "./shapes.ts";

/** Their marks by what they carry; the rest (greetings, pings, requests) would only be a flicker. */
const MARKS: ReadonlyMap<string, Ink> = new Map([
  ["block", "stored"],
  ["headers", "header"],
  ["inv", "header"],
]);

/** `yOf`: middle of a peer's lane; undefined where it has none. `right`: where lanes end. `still`: marks stay half way. */
export function layoutSideFlights(
  shapes: Shape[],
  flights: Iterable<SideFlight>,
  {
    right,
    scale,
    still,
    yOf,
  }: { right: number; scale: number; still: boolean; yOf: (peer: string) => number | undefined },
  at: number,
): void {
  const drawn = new Set<string>();
  const marks: Shape[] = [];
  for (const flight of flights) {
    const fill = MARKS.get(flight.command);
    const from = yOf(flight.from);
    const to = yOf(flight.to);
    if (fill === undefined || from === undefined || to === undefined) continue;
    if (flight.departAt > at || flight.arriveAt < at) continue;
    const x = right - 12 * scale;
    const ends = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (!drawn.has(ends)) {
      drawn.add(ends);
      const points: [number, number][] = [
        [right, from],
        [x, from + Math.sign(to - from) * 6],
        [x, to - Math.sign(to - from) * 6],
        [right, to],
      ];
      shapes.push({ kind: "line", points, ink: "faint", width: 1, dash: [2, 3] });
    }
    const y = from + (to - from) * (still ? 0.5 : flightProgress(flight, at));
    marks.push({
      kind: "circle",
      x,
      y,
      r: (flight.command === "block" ? 4 : 2.5) * scale,
      fill,
      stroke: "panel",
    });
  }
  shapes.push(...marks);
}
