/** What can be given to others: addresses of several kinds, with what who opens them sees, and files. */
import { useEffect, useState } from "react";
import { Dialog, Heading, Popover } from "react-aria-components";
import { LEVELS } from "../../lessons/lesson.ts";
import { message } from "../error-text.ts";
import { LANGUAGES, languageNamed, languageOf } from "../locales/languages.ts";
import { useSession, useView } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { addressFor, type Shared, seenText } from "../share.ts";
import { t } from "../text.ts";
import { THEMES, type Theme } from "../view-state.ts";
import { CopyField } from "./CopyField.tsx";
import { EmbedCode } from "./EmbedCode.tsx";
import { QrPicture } from "./QrPicture.tsx";
import { SaveButtons } from "./SaveButtons.tsx";

const KINDS = ["lesson", "moment", "scenario", "class"] as const;
const MORE = ["qr", "embed"] as const;

export function ShareDialog({ opener, onClose }: PopupProps) {
  const session = useSession();
  const spoken = useView((state) => state.language);
  // English everybody has already.
  const language = spoken === "en" ? undefined : spoken;
  const isLesson = session.store.getState().lesson !== undefined;
  const kinds = KINDS.filter((what) => isLesson || what !== "lesson");
  const [shared, setShared] = useState<Shared>({ what: kinds[0] ?? "moment" } as Shared);
  const [more, setMore] = useState<(typeof MORE)[number] | undefined>(undefined);
  const [address, setAddress] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    let isAsked = true;
    setAddress("");
    // A moment that goes on is none.
    const found = session.pause().then(() => addressFor(session, shared));
    found.then(
      (text) => isAsked && setAddress(text),
      (error) => isAsked && setSaid(message(error)),
    );
    return () => {
      isAsked = false;
    };
  }, [session, shared]);
  const choose = (what: (typeof KINDS)[number]) =>
    setShared(
      what === "class" ? { what, room: "play", theme: undefined, language, level: undefined } : { what },
    );
  return (
    <Popover triggerRef={opener} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog className="share">
        <Heading slot="title">{t("share.title")}</Heading>
        <fieldset className="segmented" aria-label={t("share.what")}>
          {kinds.map((what) => (
            <button key={what} type="button" aria-pressed={shared.what === what} onClick={() => choose(what)}>
              {t(`share.${what}`)}
            </button>
          ))}
        </fieldset>
        {shared.what === "class" ? <ClassChoices shared={shared} onChange={setShared} /> : null}
        <p className="sees">{seenText(session, shared)}</p>
        <CopyField label={t("share.link")} text={address} onSaid={setSaid} />
        <div className="ways">
          {MORE.map((what) => (
            <button
              key={what}
              type="button"
              aria-expanded={more === what}
              disabled={address === ""}
              onClick={() => setMore(more === what ? undefined : what)}
            >
              {t(`share.${what}`)}
            </button>
          ))}
        </div>
        {more === "qr" && address !== "" ? <QrPicture text={address} /> : null}
        {more === "embed" && address !== "" ? <EmbedCode address={address} onSaid={setSaid} /> : null}
        <SaveButtons onSaid={setSaid} />
        <p role="status">{said}</p>
      </Dialog>
    </Popover>
  );
}

/** How a class gets it. */
function ClassChoices({
  shared,
  onChange,
}: {
  readonly shared: Shared & { readonly what: "class" };
  readonly onChange: (shared: Shared) => void;
}) {
  return (
    <div className="ways">
      <label className="check">
        <input
          type="checkbox"
          checked={shared.room === "watch"}
          onChange={(event) => onChange({ ...shared, room: event.currentTarget.checked ? "watch" : "play" })}
        />
        {t("share.isLocked")}
      </label>
      <label className="check">
        {t("share.theme")}
        <select
          value={shared.theme ?? ""}
          onChange={(event) => {
            const theme = THEMES.find((name: Theme) => name === event.currentTarget.value);
            onChange({ ...shared, theme });
          }}
        >
          <option value="">{t("share.ownTheme")}</option>
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        {t("share.language")}
        <select
          value={shared.language ?? ""}
          onChange={(event) => onChange({ ...shared, language: languageNamed(event.currentTarget.value) })}
        >
          <option value="">{t("share.ownTheme")}</option>
          {LANGUAGES.map((id) => (
            <option key={id} value={id} lang={languageOf(id).tag}>
              {languageOf(id).name}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        {t("share.level")}
        <select
          value={shared.level ?? ""}
          onChange={(event) => {
            const level = LEVELS.find((name) => name === event.currentTarget.value);
            onChange({ ...shared, level });
          }}
        >
          <option value="">{t("share.ownTheme")}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {t(`lessons.level.${level}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
