/** What was done to the world last, in words. */
import { useShown } from "./page-context.ts";
import { t } from "./text.ts";

/** Empty before anything was done. */
export function useLatestAct(): string {
  return useShown(({ view: { lastAct } }) => (lastAct === undefined ? "" : t(lastAct.key, lastAct.values)));
}
