/** What the person's system, or the size of the page, asks for. */
import { useCallback, useSyncExternalStore } from "react";
import { useView } from "./page-context.ts";

export const FORCED_COLOURS = "(forced-colors: active)";
export const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";
/** One view at a time, with what belongs to it. */
export const PHONE = "(max-width: 599px)";
/** Wide, but so low that the views share it in two columns: a phone on its side, a page twice as large. */
export const LOW = "(min-width: 600px) and (max-height: 599px)";
/** Stage, window and chain at once, and one more. */
export const TABLET = "(min-width: 600px) and (max-width: 899px) and (min-height: 600px)";
/** So high that requests over time stand below the chain, and not in its place; layout.css has the same. */
export const BOTH = "(min-width: 900px) and (min-height: 840px)";
/** Large enough for the projector theme to be what it is. */
const HALL = "(min-width: 900px) and (min-height: 600px)";

/** So wide that the sentence leaves room beside it; hall.css has the same. */
const WIDE = "(min-aspect-ratio: 8/5)";

/** A hall looks on: what is the point is large, the rest is away. */
export function useHall(): boolean {
  const fits = useMedia(HALL);
  return useView(({ theme, presenting }) => theme === "projector" || presenting) && fits;
}

/** And there is room for what holds the sync up, beside the sentence, and for what the squares mean. */
export function useWideHall(): boolean {
  const fits = useMedia(WIDE);
  return useHall() && fits;
}

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = listOf(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => listOf(query).matches);
}

/** One for each query: whoever asks in every frame would have it read every time. */
const lists = new Map<string, MediaQueryList>();

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? window.matchMedia(query);
  lists.set(query, list);
  return list;
}
