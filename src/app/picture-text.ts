/** What a picture of the page is of: the moment, and what runs. */
import { policyName } from "./policy-text.ts";
import type { Session } from "./session.ts";
import { policyIn, seedIn } from "./shown-run.ts";
import { clock, t } from "./text.ts";

export function pictureText(session: Session): string {
  const state = session.store.getState();
  const values = { clock: clock(session.at), policy: policyName(policyIn(state)), seed: seedIn(state) };
  return t("share.pictureOf", values);
}
