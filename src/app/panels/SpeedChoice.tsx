/** How fast virtual time passes: one of a row of buttons. */
import { useView } from "../page-context.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import { SPEEDS } from "../view-state.ts";

export function SpeedChoice({ session }: { session: Session }) {
  const chosen = useView((state) => state.speed);
  return (
    <div className="segmented" role="radiogroup" aria-label={t("transport.speed")}>
      {SPEEDS.map((speed) => (
        // biome-ignore lint/a11y/useSemanticElements: an input cannot hold its own label, and be pressed like its neighbours
        <button
          key={speed}
          type="button"
          role="radio"
          aria-checked={speed === chosen}
          onClick={() => session.setSpeed(speed)}
        >
          {t(`transport.${speed}`)}
        </button>
      ))}
    </div>
  );
}
