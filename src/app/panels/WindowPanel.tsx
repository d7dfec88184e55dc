/** The download window; or what a blocks-first node has in its place: the orphan tray. */
import { useEffect } from "react";
import { hasTray } from "../../replay/orphan-tray.ts";
import { markedBlock } from "../chosen.ts";
import { windowCounts, windowText } from "../drawing-text.ts";
import { layoutWindow } from "../drawings/window-strip.ts";
import { orphanTray, useLatePart } from "../late-parts.ts";
import { LOW, useHall, useMedia } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { number, t } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function WindowPanel() {
  const isTray = useShown(({ view }) => hasTray(view));
  const isEmpty = useShown(({ view }) => windowCounts(view) === undefined && !hasTray(view));
  const { Part: OrphanTray, ask } = useLatePart(orphanTray);
  useEffect(() => {
    if (isTray) ask();
  }, [isTray, ask]);
  return (
    <section className={`panel window ${isEmpty ? "empty-window" : ""}`} aria-labelledby="window-title">
      {isTray && OrphanTray !== undefined ? <OrphanTray /> : <DownloadWindow />}
    </section>
  );
}

function DownloadWindow() {
  const session = useSession();
  const chosen = useView((state) => state.chosen);
  // There the sentence stands beside it.
  const isSilent = [useHall(), useMedia(LOW)].includes(true);
  return (
    <>
      <h2 id="window-title">
        {t("window.title")} <Counts />
      </h2>
      <Drawing
        label={() => windowText(session.view, session.at)}
        layout={(box) => {
          const marked = markedBlock(session.view, chosen);
          return layoutWindow(session.view, { ...box, at: session.at, isSilent, marked });
        }}
      />
    </>
  );
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
