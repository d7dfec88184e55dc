/**
 * A number in a text that one can change: by dragging it, by the arrow keys, or by typing another. What it leads to may take a moment, so
 * that it is said only once it stands still.
 */
import { type PointerEvent, useEffect, useRef, useState } from "react";

interface DragNumberProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** So long it has to stand still. Wall ms. */
const SETTLED_MS = 600;
/** So far a pointer goes for one more. CSS px. */
const DRAG_PX = 8;
/** A drag this wide at least doubles a large number. CSS px. */
const DOUBLED_PX = 160;

export function DragNumber({ label, value, min, max, onChange }: DragNumberProps) {
  const [draft, setDraft] = useState(`${value}`);
  const drag = useRef<{ readonly x: number; readonly from: number; to: number } | undefined>(undefined);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setDraft(`${value}`), [value]);
  const wanted = Number(draft);
  const isAllowed = draft !== "" && Number.isInteger(wanted) && wanted >= min && wanted <= max;
  useEffect(() => {
    if (!isAllowed || wanted === value) return undefined;
    const timer = setTimeout(() => {
      if (drag.current === undefined) latest.current(wanted);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isAllowed, wanted, value]);
  const settle = () => {
    if (isAllowed && wanted !== value) latest.current(wanted);
    else setDraft(`${value}`);
  };
  const move = (event: PointerEvent<HTMLInputElement>) => {
    if (drag.current === undefined) return;
    const { x, from } = drag.current;
    const each = Math.max(1 / DRAG_PX, from / DOUBLED_PX);
    const dragged = Math.round(from + (event.clientX - x) * each);
    drag.current.to = Math.max(min, Math.min(max, dragged));
    setDraft(`${drag.current.to}`);
  };
  const drop = () => {
    const to = drag.current?.to;
    drag.current = undefined;
    if (to !== undefined && to !== value) onChange(to);
  };
  return (
    <input
      type="number"
      className="drag"
      aria-label={label}
      title={label}
      min={min}
      max={max}
      value={draft}
      aria-invalid={!isAllowed}
      style={{ inlineSize: `${Math.max(2, draft.length) + 2}ch` }}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
        else if (event.key === "Escape") setDraft(`${value}`);
      }}
      onBlur={settle}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, from: value, to: value };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
    />
  );
}
