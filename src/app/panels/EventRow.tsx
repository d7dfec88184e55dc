/** One line of the event log: a way to the moment right after it. */
import { memo, type Ref } from "react";
import type { ToldEvent } from "../../replay/told-event.ts";
import { nodeName } from "../names-text.ts";
import { clock, t } from "../text.ts";

export interface EventRowProps {
  readonly event: ToldEvent;
  /** The same in words. */
  readonly text: string;
  /** It speaks of the block that is chosen. */
  readonly isMarked: boolean;
  /** Its number, from the oldest. */
  readonly line: number;
  /** To the moment right after it. */
  readonly onGo: (line: number) => void;
  /** px from the top of the list; undefined: it stands where it comes. */
  readonly top?: number;
  readonly measure?: Ref<HTMLLIElement>;
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { event, text, isMarked, line, onGo, top, measure } = props;
  return (
    <li
      data-line={line}
      ref={measure}
      className={isMarked ? `${event.tone} marked` : event.tone}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      <button
        type="button"
        className="there"
        tabIndex={-1}
        aria-label={t("events.goTo", { at: clock(event.at) })}
        aria-description={`${nodeName(event.actor)} ${text}`.trim()}
        onClick={() => onGo(line)}
      />
      <code>{clock(event.at)}</code>
      {event.actor === "" ? null : <b>{nodeName(event.actor)}</b>}
      <span>{text}</span>
    </li>
  );
});
