/** Shows the moment that a link, or a run file, is about. */
import type { Link } from "./link.ts";
import { type LoadOptions, optionsOf } from "./load-options.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/** Where it runs, and over which file. */
type How = Pick<LoadOptions, "host" | "chainFile" | "fileName">;

/**
 * Loads its run, runs it up to its moment, and selects. Rejects with one readable line: where its run cannot be built the old world
 * stays, where its moment has no such place all that happens at the moment is shown.
 */
export async function showLink(session: Session, link: Link, how: How): Promise<void> {
  session.store.setState({ opening: true });
  try {
    await show(session, link, how);
    session.store.setState({ linkedRun: session.run });
  } finally {
    session.store.setState({ opening: false });
  }
}

async function show(session: Session, { run, at, records, selected }: Link, how: How): Promise<void> {
  await session.load({ ...optionsOf(run), ...how }, at);
  await session.time.seek({ at });
  const { view } = session;
  if (records !== undefined) {
    const [least, most] = [view.history.positionAt(at - 1), view.history.positionAt(at)];
    if (records < least || records > most) {
      const expected = t("address.wholeFrom", { least, most });
      throw new RangeError(t("address.wrong", { field: "records", expected, found: `${records}` }));
    }
    await session.time.seek({ at, records });
  }
  if (selected !== undefined && session.view.peer(selected) === undefined) {
    const expected = t("address.oneOf", { names: session.view.peerNames.join(", ") });
    throw new RangeError(t("address.wrong", { field: "selected", expected, found: selected }));
  }
  session.select(selected);
}
