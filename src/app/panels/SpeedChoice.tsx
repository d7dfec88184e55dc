/** How fast virtual time passes: one of a row of buttons. */
import type { KeyboardEvent } from "react";
import { useView } from "../page-context.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import { SPEEDS, type Speed } from "../view-state.ts";

export function SpeedChoice({ session }: { session: Session }) {
  const chosen = useView((state) => state.speed);
  const choose = (event: KeyboardEvent<HTMLElement>, speed: Speed) => {
    // Left and right step, here as on any button beside it.
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = (SPEEDS.indexOf(speed) + by + SPEEDS.length) % SPEEDS.length;
    const next = SPEEDS[at];
    if (next !== undefined) session.setSpeed(next);
    (event.currentTarget.parentElement?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className="segmented" role="radiogroup" aria-label={t("transport.speed")}>
      {SPEEDS.map((speed) => (
        // biome-ignore lint/a11y/useSemanticElements: an input cannot hold its own label, and be pressed like its neighbours
        <button
          key={speed}
          type="button"
          role="radio"
          aria-checked={speed === chosen}
          // The Tab key stops once at all of them.
          tabIndex={speed === chosen ? 0 : -1}
          onKeyDown={(event) => choose(event, speed)}
          onClick={() => session.setSpeed(speed)}
        >
          {t(`transport.${speed}`)}
        </button>
      ))}
    </div>
  );
}
