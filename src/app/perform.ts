/** What somebody does to the world at the page. */
import { message } from "./error-text.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/** Does it; what the world refuses is said on the page. */
export async function perform(session: Session, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    session.store.setState({ error: t("trouble.failed", { why: message(error) }) });
  }
}
