/** What one puts into a page of one's own. */
import { useState } from "react";
import { embedCode } from "../embed-code.ts";
import { useView } from "../page-context.ts";
import { t } from "../text.ts";
import { EMBEDS, type Embed } from "../view-state.ts";
import { worldTitle } from "../world-title.ts";
import { CopyField } from "./CopyField.tsx";

interface EmbedCodeProps {
  readonly address: string;
  readonly onSaid: (said: string) => void;
}

export function EmbedCode({ address, onSaid }: EmbedCodeProps) {
  const [part, setPart] = useState<Embed>("stage");
  const title = useView(worldTitle);
  return (
    <>
      <fieldset className="segmented" aria-label={t("share.embedPart")}>
        {EMBEDS.map((name) => (
          <button key={name} type="button" aria-pressed={part === name} onClick={() => setPart(name)}>
            {t(`share.parts.${name}`)}
          </button>
        ))}
      </fieldset>
      <CopyField label={t("share.embedCode")} text={embedCode(address, part, title)} onSaid={onSaid} />
    </>
  );
}
