/** The futures that were left, each as far as it had got, on the scale of the time line: a press goes back to one. */
import { useState } from "react";
import { message } from "../error-text.ts";
import { useSession } from "../page-context.ts";
import type { Rail } from "../rails.ts";
import { clock, t } from "../text.ts";

/** More of them would push everything else away: the latest are shown. */
const SHOWN_AT_MOST = 2;

interface RailsProps {
  readonly rails: readonly Rail[];
  /** Number of the future that is shown. */
  readonly current: number;
  /** Of the time line, virtual µs. */
  readonly end: number;
}

export function Rails({ rails, current, end }: RailsProps) {
  const session = useSession();
  const take = (number: number) =>
    session.time.takeRail(number).catch((error) => session.store.setState({ error: message(error) }));
  const [isOpen, setOpen] = useState(false);
  const hidden = isOpen ? 0 : rails.length - SHOWN_AT_MOST;
  return (
    <ol className="rails" aria-label={t("timeLine.rails", { current })}>
      {rails.slice(Math.max(hidden, 0)).map((rail) => {
        const [from, to] = [(rail.forkAt / end) * 100, (Math.min(rail.reached, end) / end) * 100];
        const words = railText(rail);
        return (
          <li key={rail.number}>
            <span className="way" style={{ left: `${from}%`, width: `${Math.max(0.5, to - from)}%` }} />
            <button
              type="button"
              className="small"
              aria-label={t("timeLine.takeRail", { rail: words })}
              onClick={() => void take(rail.number)}
            >
              {words}
            </button>
          </li>
        );
      })}
      {hidden > 0 ? (
        <li className="more">
          <button type="button" className="small" onClick={() => setOpen(true)}>
            {t("timeLine.moreRails", { count: hidden })}
          </button>
        </li>
      ) : null}
    </ol>
  );
}

function railText({ number, reached, ended }: Rail): string {
  return t(`timeLine.rail.${ended ?? "open"}`, { number, at: clock(reached) });
}
