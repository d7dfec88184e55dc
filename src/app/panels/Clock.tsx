/** The moment shown. It alone changes with every frame. */
import { useShown } from "../page-context.ts";
import { clock } from "../text.ts";

export function Clock() {
  return useShown(({ at }) => clock(at));
}
