/** Names of nodes in a sentence. */
import { LOCAL_NODE } from "../world/record.ts";
import { t } from "./text.ts";

/** More than this nobody listens to. */
const NAMES_AT_MOST = 12;

/** Peers are called as they are in every language. */
export function nodeName(name: string): string {
  return name === LOCAL_NODE ? t("you") : name;
}

/** `A, B, C`; of many the first ones and how many more; empty of none. */
export function namesText(names: readonly string[], most = NAMES_AT_MOST): string {
  if (names.length <= most) return names.join(", ");
  const shown = names.slice(0, most - 1);
  return t("others.andMore", { names: shown.join(", "), count: names.length - shown.length });
}
