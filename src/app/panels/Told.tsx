/**
 * A text that changes with almost every frame: it is written where it stands, at the moment that everything else is drawn, and
 * nothing around it is rendered or laid out again.
 */
import { useLayoutEffect, useRef } from "react";
import { useSession } from "../page-context.ts";
import type { Session } from "../session.ts";

/** `read`: of the moment that is shown when it is called. */
export function Told({ read }: { readonly read: (session: Session) => string }) {
  const session = useSession();
  const place = useRef<HTMLSpanElement>(null);
  const latest = useRef(read);
  latest.current = read;
  const write = useRef(() => {});
  useLayoutEffect(() => {
    const said = document.createTextNode("");
    place.current?.replaceChildren(said);
    write.current = () => {
      const text = latest.current(session);
      if (said.data !== text) said.data = text;
    };
    write.current();
    return session.subscribe(() => write.current());
  }, [session]);
  // What it closes over may have changed.
  useLayoutEffect(() => write.current());
  return <span ref={place} />;
}
