/** Opens what stands in the address from `#` on; where that cannot be, says in one line why, and what is shown instead. */
import { message } from "./error-text.ts";
import { holdsLesson, openLinkedLesson } from "./lesson-link.ts";
import { parseLink, unpackLink } from "./link.ts";
import { LoadEnded } from "./loads.ts";
import type { Session } from "./session.ts";
import { showLink } from "./show-link.ts";
import { clock, t } from "./text.ts";
import type { ViewState } from "./view-state.ts";
import { worldTitle } from "./world-title.ts";

/**
 * `loadInstead` is called where there is no world yet, and the link's cannot be shown. Rejects where that does; one who gives up the
 * loading has asked for it. `beat`: of a lesson, as in `openLesson`.
 */
export async function openLink(
  session: Session,
  hash: string,
  host: ViewState["host"],
  loadInstead: () => Promise<void>,
  beat?: string,
): Promise<void> {
  const { store } = session;
  const unpacked = await unpackLink(hash);
  if (unpacked.ok && holdsLesson(unpacked.value)) {
    await openLinkedLesson(session, unpacked.value.lesson, loadInstead, beat);
    return;
  }
  const read = unpacked.ok ? parseLink(unpacked.value) : unpacked;
  let why = read.ok ? undefined : read.error;
  if (read.ok && read.link.run.chain === undefined) {
    store.setState({ hasInstead: true });
    try {
      await showLink(session, read.link, { host });
      return;
    } catch (error) {
      // Another world is being loaded in its place.
      if (error instanceof LoadEnded && store.getState().loading !== undefined) return;
      why = error instanceof LoadEnded ? undefined : message(error);
    } finally {
      store.setState({ hasInstead: false });
    }
  }
  if (session.run === undefined) await loadInstead();
  if (read.ok && read.link.run.chain !== undefined) store.setState({ wanted: read.link });
  if (why === undefined) return;
  const shown = t("link.shown", { title: worldTitle(store.getState()), clock: clock(session.at) });
  store.setState({ error: t("link.refused", { why, shown }) });
}
