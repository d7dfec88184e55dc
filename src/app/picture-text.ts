/** What a picture of the page is of: the moment, and what runs. */
import type { Session } from "./session.ts";
import { clock, t } from "./text.ts";

export function pictureText(session: Session): string {
  const { policy, seed } = session.store.getState();
  return t("share.pictureOf", { clock: clock(session.at), policy: t(`policy.${policy}.name`), seed });
}
