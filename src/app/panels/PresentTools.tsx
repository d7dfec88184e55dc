/** While presenting: a ring around the pointer, a copy that stands still beside what goes on, notes, and the way out. */
import { useEffect, useRef, useState } from "react";
import { message } from "../error-text.ts";
import { useSession, useView } from "../page-context.ts";
import { pageCanvas } from "../page-picture.ts";
import { toggleFullScreen, togglePresenting } from "../present.ts";
import { sendNotes } from "../presenter-notes.ts";
import { t } from "../text.ts";
import { toggle } from "../toggle.ts";
import { KeySaid } from "./KeySaid.tsx";
import { PointerRing } from "./PointerRing.tsx";

/** By then the drawings have their new size. Wall ms. */
const DRAWN_AFTER_MS = 150;

/** What goes on leaves the left half of the page, or has it back. */
function makeRoom(isHalf: boolean): void {
  document.documentElement.toggleAttribute("data-frozen", isHalf);
}

export function PresentTools() {
  const session = useSession();
  const language = useView((state) => state.language);
  const [frozen, setFrozen] = useState<HTMLCanvasElement | undefined>(undefined);
  const [channel, setChannel] = useState<string | undefined>(undefined);
  useEffect(() => (channel === undefined ? undefined : sendNotes(session, channel)), [session, channel]);
  useEffect(() => () => makeRoom(false), []);
  const freeze = async () => {
    const isNew = frozen === undefined;
    makeRoom(isNew);
    // Drawn as narrow as it will stand, so that its type is as large as in what goes on.
    await new Promise((resolve) => setTimeout(resolve, DRAWN_AFTER_MS));
    try {
      setFrozen(isNew ? pageCanvas(session) : undefined);
    } catch (error) {
      makeRoom(false);
      session.store.setState({ error: message(error) });
    }
  };
  const openNotes = () => {
    const name = channel ?? `headway-notes-${crypto.randomUUID()}`;
    setChannel(name);
    window.open(`${location.pathname}?notes=${name}&lang=${language}`, name, "width=720,height=640");
  };
  return (
    <>
      {frozen === undefined ? null : <Frozen canvas={frozen} />}
      <div className="present-strip">
        <KeySaid />
        <nav className="present-tools" aria-label={t("present.label")}>
          <button type="button" onClick={() => toggle(session)}>
            {t("present.play")}
          </button>
          <button type="button" aria-pressed={frozen !== undefined} onClick={() => void freeze()}>
            {t("present.freeze")}
          </button>
          <button type="button" onClick={openNotes}>
            {t("present.notes")}
          </button>
          <button type="button" onClick={toggleFullScreen}>
            {t("present.fullScreen")}
          </button>
          <button type="button" onClick={() => togglePresenting(session)}>
            {t("present.end")}
          </button>
        </nav>
      </div>
      <PointerRing />
    </>
  );
}

/** The drawings as they stood, at the left of those that go on. */
function Frozen({ canvas }: { readonly canvas: HTMLCanvasElement }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(canvas);
  }, [canvas]);
  return <figure className="frozen" ref={place} aria-label={t("present.frozen")} />;
}
