/** What of the moment shown can be given to others: a link, the run as a file, the drawings as a picture. */
import { useEffect, useRef, useState } from "react";
import { Dialog, Heading, Popover } from "react-aria-components";
import { message } from "../error-text.ts";
import type { PopupProps } from "../late-parts.ts";
import { useSession } from "../page-context.ts";
import { pagePicture } from "../page-picture.ts";
import { fileName, linkOf, runFileOf } from "../share.ts";
import { clock, t } from "../text.ts";

/** A browser may begin to read it a little later. Wall ms. */
const KEPT_MS = 60_000;

export function ShareDialog({ opener, onClose }: PopupProps) {
  const session = useSession();
  const field = useRef<HTMLInputElement>(null);
  const [link, setLink] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    // A moment that goes on is none.
    const found = session.pause().then(() => linkOf(session));
    found.then(setLink, (error) => setSaid(message(error)));
  }, [session]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setSaid(t("share.copied"));
    } catch {
      field.current?.select();
      setSaid(t("share.copyYourself"));
    }
  };
  const save = (file: Promise<File>) =>
    file.then(
      (found) => {
        download(found);
        setSaid(t("share.saved", { name: found.name }));
      },
      (error) => setSaid(message(error)),
    );
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog className="share">
        <Heading slot="title">{t("share.title", { clock: clock(session.at) })}</Heading>
        <label>
          {t("share.link")}
          <input
            ref={field}
            readOnly
            value={link}
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
        <div className="ways">
          <button type="button" disabled={link === ""} onClick={() => void copy()}>
            {t("share.copy")}
          </button>
          <button type="button" onClick={() => void save(Promise.resolve().then(() => runFileOf(session)))}>
            {t("share.run")}
          </button>
          <button type="button" onClick={() => void save(pagePicture(session, fileName(session)))}>
            {t("share.picture")}
          </button>
        </div>
        <p role="status">{said}</p>
      </Dialog>
    </Popover>
  );
}

function download(file: File): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}
