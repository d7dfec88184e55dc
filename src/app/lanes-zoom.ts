/** Wheel, drag with Shift and two fingers over the lanes: closer, wider, and along. Fetched when there are lanes to look at. */
import { type D3ZoomEvent, select, zoom, zoomIdentity } from "d3";
import { type TimeRange, type TimeScale, timeAt } from "./drawings/time-scale.ts";

export interface ZoomTarget {
  /** What is shown now. */
  readonly scale: () => TimeScale | undefined;
  readonly show: (range: TimeRange) => void;
}

/** Returns what ends it. */
export function zoomable(element: HTMLElement, { scale, show }: ZoomTarget): () => void {
  let base: TimeScale | undefined;
  const field = select<HTMLElement, unknown>(element);
  const gestures = zoom<HTMLElement, unknown>()
    .filter((event: Event) => {
      if (event instanceof WheelEvent) return event.ctrlKey || !scrolls();
      // One finger scrolls the page.
      if ("touches" in event) return (event as TouchEvent).touches.length > 1;
      // Drawing alone marks a stretch (lanes-drag.ts).
      return !(event instanceof MouseEvent) || (event.button === 0 && event.shiftKey);
    })
    .clickDistance(4)
    .on("start", () => {
      base = scale();
    })
    .on("zoom", ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
      if (base === undefined) return;
      const at = (x: number) => timeAt(base as TimeScale, transform.invertX(x));
      show({ from: at(base.left), to: at(base.right) });
    })
    // What is shown next is where the next gesture begins.
    .on("end", () => field.property("__zoom", zoomIdentity));
  field.call(gestures).on("dblclick.zoom", null);
  return () => field.on(".zoom", null);
}

/** Where the page is higher than its window the wheel belongs to it. */
function scrolls(): boolean {
  return document.documentElement.scrollHeight > window.innerHeight + 1;
}
