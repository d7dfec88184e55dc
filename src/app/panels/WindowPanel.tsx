/** The download window. */
import { windowText } from "../drawing-text.ts";
import { layoutWindow } from "../drawings/window-strip.ts";
import { LOW, REDUCED_MOTION, useHall, useMedia } from "../media.ts";
import { useWorld } from "../page-context.ts";
import { caughtUp } from "../state-text.ts";
import { number, t } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function WindowPanel() {
  const session = useWorld();
  const { view } = session;
  const still = useMedia(REDUCED_MOTION);
  // There the sentence stands beside it.
  const isSilent = [useHall(), useMedia(LOW)].includes(true);
  const { window, entries } = view;
  const open = window !== undefined && entries.bestHeight >= 0 && !caughtUp(view);
  const high = open ? Math.min(window.high, entries.bestHeight) : 0;
  const [free = 0, asked = 0, stored = 0] = open ? entries.histogram(window.low, high) : [];
  return (
    <section className="panel window" aria-labelledby="window-title">
      <h2 id="window-title">
        {t("window.title")}{" "}
        {open && high >= window.low ? (
          <small>
            <code>{t("window.range", { low: number(window.low), high: number(high) })}</code> ·{" "}
            {t("window.counts", { stored: number(stored), asked: number(asked), free: number(free) })}
          </small>
        ) : null}
      </h2>
      <Drawing
        everyFrame={!still}
        label={() => windowText(view, session.at)}
        layout={(box) => layoutWindow(view, { ...box, at: session.at, isSilent })}
      />
    </section>
  );
}
