/** Opens what one can run on until; while it looks, ends that. */
import { untilMenu } from "../late-parts.ts";
import { useSession, useView } from "../page-context.ts";
import { t } from "../text.ts";
import { Opener } from "./Opener.tsx";

/** Of the button. */
export const UNTIL_ID = "until";

export function UntilButton() {
  const session = useSession();
  const isSearching = useView((state) => state.searching !== undefined);
  if (isSearching)
    return (
      <button type="button" className="until" onClick={() => void session.pause()}>
        {t("until.cancel")} <kbd>Esc</kbd>
      </button>
    );
  return (
    <Opener opens="menu" part={untilMenu} given={{}} className="until" id={UNTIL_ID}>
      {t("until.open")} <span aria-hidden="true">▾</span>
    </Opener>
  );
}
