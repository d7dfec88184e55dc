/** The download window; or what a blocks-first node has in its place: the orphan tray. */
import { markedBlock } from "../chosen.ts";
import { windowCounts, windowText } from "../drawing-text.ts";
import { layoutTray } from "../drawings/orphan-tray.ts";
import { layoutWindow } from "../drawings/window-strip.ts";
import { LOW, useHall, useMedia } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { number, t } from "../text.ts";
import { hasTray, trayCounts, trayText } from "../tray-text.ts";
import { isTruthShown } from "../truth-switch.ts";
import { Drawing } from "./Drawing.tsx";

export function WindowPanel() {
  const session = useSession();
  const chosen = useView((state) => state.chosen);
  // There the sentence stands beside it.
  const isSilent = [useHall(), useMedia(LOW)].includes(true);
  const isTruth = useView(isTruthShown);
  const isTray = useShown(({ view }) => hasTray(view));
  const isEmpty = useShown(({ view }) => windowCounts(view) === undefined && !hasTray(view));
  return (
    <section className={`panel window ${isEmpty ? "empty-window" : ""}`} aria-labelledby="window-title">
      <h2 id="window-title">
        {t(isTray ? "tray.title" : "window.title")} {isTray ? <TrayCounts /> : <Counts />}
      </h2>
      <Drawing
        label={() => (hasTray(session.view) ? trayText(session.view) : windowText(session.view, session.at))}
        // Time alone moves nothing in the tray.
        version={() => (hasTray(session.view) ? session.view.learnt : undefined)}
        layout={(box) => {
          if (hasTray(session.view)) return layoutTray(session.view, { ...box, isTruth });
          const marked = markedBlock(session.view, chosen);
          return layoutWindow(session.view, { ...box, at: session.at, isSilent, marked });
        }}
      />
    </section>
  );
}

function TrayCounts() {
  return <small>{useShown(({ view }) => trayCounts(view))}</small>;
}

/** By itself, since it changes more often than what stands around it. */
function Counts() {
  const counts = useShown(({ view }) => windowCounts(view));
  if (counts === undefined) return null;
  return (
    <small>
      <code>{t("window.range", { low: number(counts.low), high: number(counts.high) })}</code> ·{" "}
      {t("window.counts", {
        stored: number(counts.stored),
        asked: number(counts.asked),
        free: number(counts.free),
      })}
    </small>
  );
}
