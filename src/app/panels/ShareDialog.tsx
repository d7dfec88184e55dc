/** What can be given to others: addresses of several kinds, with what who opens them sees, and files. */
import { useEffect, useState } from "react";
import { Dialog, Heading, Popover } from "react-aria-components";
import { LEVELS } from "../../lessons/lesson.ts";
import { message } from "../error-text.ts";
import { LANGUAGES, languageOf } from "../locales/languages.ts";
import { useSession, useView } from "../page-context.ts";
import type { PopupProps } from "../popup-props.ts";
import { addressFor, type Shared, seenText } from "../share.ts";
import { t } from "../text.ts";
import { THEMES } from "../view-state.ts";
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
    <div className="class-choices">
      <label className="check">
        <input
          type="checkbox"
          checked={shared.room === "watch"}
          onChange={(event) => onChange({ ...shared, room: event.currentTarget.checked ? "watch" : "play" })}
        />
        {t("share.isLocked")}
      </label>
      <Choice
        what="theme"
        value={shared.theme}
        values={THEMES}
        nameOf={(theme) => t(`theme.${theme}`)}
        onChange={(theme) => onChange({ ...shared, theme })}
      />
      <Choice
        what="language"
        value={shared.language}
        values={LANGUAGES}
        nameOf={(id) => languageOf(id).name}
        tagOf={(id) => languageOf(id).tag}
        onChange={(language) => onChange({ ...shared, language })}
      />
      <Choice
        what="level"
        value={shared.level}
        values={LEVELS}
        nameOf={(level) => t(`lessons.level.${level}`)}
        onChange={(level) => onChange({ ...shared, level })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly what: "theme" | "language" | "level";
  /** undefined: each has their own. */
  readonly value: T | undefined;
  readonly values: readonly T[];
  readonly nameOf: (value: T) => string;
  /** In which language a name is, where that is not the page's. */
  readonly tagOf?: (value: T) => string;
  readonly onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ what, value, values, nameOf, tagOf, onChange }: ChoiceProps<T>) {
  return (
    <label>
      {t(`share.${what}`)}
      <select
        value={value ?? ""}
        onChange={({ currentTarget }) => onChange(values.find((name) => name === currentTarget.value))}
      >
        <option value="">{t(`share.own.${what}`)}</option>
        {values.map((name) => (
          <option key={name} value={name} lang={tagOf?.(name)}>
            {nameOf(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
