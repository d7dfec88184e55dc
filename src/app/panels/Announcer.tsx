/** Tells a screen reader what was done to the world, at once, and the state, politely and not too often. */
import { useEffect, useRef, useState } from "react";
import { Calm } from "../calm.ts";
import { isPlaying } from "../doing.ts";
import { useLatestAct } from "../latest-act.ts";
import { useSession, useView } from "../page-context.ts";
import type { Session } from "../session.ts";
import { stateText } from "../state-text.ts";
import { t } from "../text.ts";

export function Announcer() {
  const session = useSession();
  const state = useCalmState(session);
  const act = useLatestAct();
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{state}</p>
      <p aria-live="assertive">{act}</p>
      <p aria-live="polite">{useSpeed()}</p>
    </div>
  );
}

/** Where the sync stands, put into words at most every so often. */
function useCalmState(session: Session): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const calm = new Calm(() => setSaid(stateText(session.view, session.at)));
    const hear = () => calm.hear(isPlaying(session.store.getState()));
    hear();
    const stop = session.subscribe(hear);
    return () => {
      calm.end();
      stop();
    };
  }, [session]);
  return said;
}

/** The speed, once another has been chosen from elsewhere than its own buttons, which say it themselves. */
function useSpeed(): string {
  const speed = useView((state) => state.speed);
  const before = useRef(speed);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (before.current === speed) return;
    before.current = speed;
    if (document.activeElement?.getAttribute("role") === "radio") return;
    setSaid(t("transport.speedIs", { speed: t(`transport.${speed}`) }));
  }, [speed]);
  return said;
}
