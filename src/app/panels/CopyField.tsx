/** A text to be taken along. */
import { useRef } from "react";
import { t } from "../text.ts";

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onSaid: (said: string) => void;
}

export function CopyField({ label, text, onSaid }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      onSaid(t("share.copied"));
    } catch {
      field.current?.select();
      onSaid(t("share.copyYourself"));
    }
  };
  return (
    <div className="copy">
      <label>
        {label}
        <input
          ref={field}
          readOnly
          value={text}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button
        type="button"
        disabled={text === ""}
        aria-label={`${t("share.copy")}: ${label}`}
        onClick={() => void copy()}
      >
        {t("share.copy")}
      </button>
    </div>
  );
}
