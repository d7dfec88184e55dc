/** Names of peers in a sentence. */
import { t } from "./text.ts";

/** More than this nobody listens to. */
const NAMES_AT_MOST = 12;

/** `A, B, C`; of many the first ones and how many more; empty of none. */
export function namesText(names: readonly string[], most = NAMES_AT_MOST): string {
  if (names.length <= most) return names.join(", ");
  const shown = names.slice(0, most - 1);
  return t("others.andMore", { names: shown.join(", "), count: names.length - shown.length });
}
