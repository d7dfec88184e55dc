/** What an error says, for a person. */
import type { HostFailure } from "../runtime/host.ts";
import { PartMissing } from "../runtime/late-part.ts";
import { printableLine } from "../world/printable.ts";
import { t } from "./text.ts";
import { toldOf } from "./worded.ts";

export function message(error: unknown): string {
  if (error instanceof PartMissing) {
    const what = t(`part.${error.what}`);
    return t(navigator.onLine ? "error.partMissing" : "error.offline", { what });
  }
  return printableLine(toldOf(error) ?? (error instanceof Error ? error.message : String(error)));
}

/** What broke of a world, and how. */
export function failureText({ part, message: how, isUnloaded }: HostFailure): string {
  return isUnloaded ? message(new PartMissing("worker")) : t("error.part", { part, message: how });
}
