/** What the person's system, or the size of the page, asks for. */
import { useCallback, useSyncExternalStore } from "react";

export const FORCED_COLOURS = "(forced-colors: active)";
export const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
