/** What a peer, or several, does just now and how fast: the first line of a row of peers. */
import { t } from "../text.ts";

interface PhaseLineProps {
  readonly does: string;
  /** The same at more length. */
  readonly title: string;
  /** Blocks a second, as written; undefined: nothing is owed. */
  readonly rate: string | undefined;
}

export function PhaseLine({ does, title, rate }: PhaseLineProps) {
  return (
    <span className="line">
      <span className="phase" title={title}>
        {does}
      </span>
      {rate === undefined ? null : (
        <span className="rate">
          {rate}
          <small>{t("peers.perSecond")}</small>
        </span>
      )}
    </span>
  );
}
