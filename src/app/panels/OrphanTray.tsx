/** What a blocks-first node has in place of a download window. */
import { layoutTray } from "../drawings/orphan-tray.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { t } from "../text.ts";
import { trayCounts, trayText } from "../tray-text.ts";
import { isTruthShown } from "../truth-switch.ts";
import { Drawing } from "./Drawing.tsx";

export function OrphanTray() {
  const session = useSession();
  const isTruth = useView(isTruthShown);
  return (
    <>
      <h2 id="window-title">
        {t("tray.title")} <Counts />
      </h2>
      <Drawing
        label={() => trayText(session.view)}
        layout={(box) => layoutTray(session.view, { ...box, isTruth })}
        // Time alone moves nothing in it.
        version={() => session.view.learnt}
      />
    </>
  );
}

function Counts() {
  return <small>{useShown(({ view }) => trayCounts(view))}</small>;
}
