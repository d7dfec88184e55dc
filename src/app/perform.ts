/** What somebody does to the world at the page. */
import { message } from "./error-text.ts";
import { GateShut } from "./gate.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/** Does it; what the world refuses is said on the page. */
export async function perform(session: Session, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    // It is said already.
    if (error instanceof GateShut) return;
    session.store.setState({ error: t("trouble.failed", { why: message(error) }) });
  }
}
