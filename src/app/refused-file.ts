/** What is said of a file that cannot be used. */
import { t } from "./text.ts";

/** What is wrong with the file of this name; what says so already is left as it is. */
export function refused(name: string, why: string): RangeError {
  return new RangeError(why.startsWith(`${name}: `) ? why : t("error.file", { name, why }));
}
