/** How components reach the session, and what they see of it. */
import { createContext, useContext, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { Session } from "./session.ts";
import type { ViewState } from "./view-state.ts";

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("no session around this component");
  return session;
}

/** The session, rendering again whenever there is something new to read of the world. */
export function useWorld(): Session {
  const session = useSession();
  useSyncExternalStore(session.subscribe, session.getVersion);
  return session;
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useSession().store, select);
}
