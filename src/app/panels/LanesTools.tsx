/** What one may do to the lanes over time: choose what is seen of them, or do something with the stretch that is marked. */
import type { TimeRange } from "../drawings/time-scale.ts";
import type { LanesChoice } from "../lanes-range.ts";
import { useSession } from "../page-context.ts";
import { playRange } from "../play-range.ts";
import { t } from "../text.ts";
import { Toolbar } from "./Toolbar.tsx";

interface LanesToolsProps {
  readonly choice: LanesChoice;
  readonly choose: (choice: LanesChoice) => void;
  /** The stretch that is marked. */
  readonly marked: TimeRange | undefined;
  /** So many times as long a stretch. */
  readonly zoom: (factor: number) => void;
  /** Undefined where they cannot be closed. */
  readonly onClose: (() => void) | undefined;
}

/** Closer by so much with a key or a button. */
export const ZOOM = 2;

export function LanesTools({ choice, choose, marked, zoom, onClose }: LanesToolsProps) {
  const session = useSession();
  return (
    <div className="lanes-tools" data-marked={marked !== undefined}>
      <Toolbar label={t("lanes.view")}>
        {marked === undefined ? (
          (["follow", "whole"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={choice === one} onClick={() => choose(one)}>
              {t(`lanes.${one}`)}
            </button>
          ))
        ) : (
          <>
            <button type="button" onClick={() => void playRange(session, marked).catch(() => {})}>
              <b>{t("lanes.playRange")}</b>
            </button>
            <button type="button" onClick={() => choose(marked)}>
              {t("lanes.zoomRange")}
            </button>
            <button type="button" onClick={() => session.store.setState({ range: undefined })}>
              {t("lanes.leaveRange")} <kbd>Esc</kbd>
            </button>
          </>
        )}
        <button type="button" aria-label={t("lanes.wider")} onClick={() => zoom(ZOOM)}>
          −
        </button>
        <button type="button" aria-label={t("lanes.closer")} onClick={() => zoom(1 / ZOOM)}>
          +
        </button>
        {onClose === undefined ? null : (
          <button type="button" aria-label={t("lanes.close")} onClick={onClose}>
            ×
          </button>
        )}
      </Toolbar>
    </div>
  );
}
