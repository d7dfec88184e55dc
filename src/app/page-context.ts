/** How components reach the session, and what they see of it. */
import { createContext, useContext, useRef, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { WorldView } from "../replay/world-view.ts";
import { Apart } from "./apart.ts";
import { isPlaying } from "./doing.ts";
import { same } from "./same.ts";
import type { Session } from "./session.ts";
import type { ViewState } from "./view-state.ts";

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("no session around this component");
  return session;
}

/**
 * What `read` makes of the session at the moment shown, in plain values: it is asked at every moment, and the component
 * renders again only when it says something else, or the world is another.
 */
export function useShown<T>(read: (session: Session) => T): T {
  const session = useSession();
  const last = useRef<{ readonly view: WorldView; readonly said: T } | undefined>(undefined);
  const asked = useRef<{ readonly version: number; readonly read: unknown } | undefined>(undefined);
  return useSyncExternalStore(session.subscribe, () => {
    const version = session.getVersion();
    const { view } = session;
    const isNew = asked.current?.version !== version || asked.current.read !== read;
    if (last.current !== undefined && last.current.view === view && !isNew) return last.current;
    const said = read(session);
    asked.current = { version, read };
    if (last.current?.view !== view || !same(last.current.said, said)) last.current = { view, said };
    return last.current;
  }).said;
}

/** As useShown, but while time passes it is asked at most so often, wall ms; at rest it is of the moment shown. */
export function useCalm<T>(read: (session: Session) => T, everyMs: number): T {
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  const last = useRef<{ readonly view: WorldView; readonly said: T } | undefined>(undefined);
  return useShown((session) => {
    const now = performance.now();
    const { view } = session;
    const isPassing = isPlaying(session.store.getState()) && last.current?.view === view;
    if (last.current !== undefined && isPassing && now - askedAt.current < everyMs) return last.current.said;
    askedAt.current = now;
    last.current = { view, said: read(session) };
    return last.current.said;
  });
}

/** As useShown, but while time passes in frames of its own, see Apart; at the latest so long after the rest, wall ms. */
export function useApart<T>(read: (session: Session) => T, atMostMs: number): T {
  const last = useRef<{ readonly view: WorldView; readonly apart: Apart; said: T } | undefined>(undefined);
  return useShown((session) => {
    const { view } = session;
    const isNew = last.current?.view !== view;
    const { apart } = last.current !== undefined && !isNew ? last.current : { apart: new Apart(atMostMs) };
    const follows = apart.follows({
      version: session.getVersion(),
      changes: view.changes,
      timePasses: isPlaying(session.store.getState()),
      now: performance.now(),
    });
    if (last.current === undefined || isNew || follows) last.current = { view, apart, said: read(session) };
    return last.current.said;
  });
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useSession().store, select);
}
