/** Drawing over the lanes marks a stretch of time; a press without drawing is a press. */
import { type RefObject, useRef } from "react";
import { type TimeRange, type TimeScale, timeAt } from "./drawings/time-scale.ts";

/** A hand that moves less than this has pressed, and not drawn. CSS px. */
const DRAG_PX = 5;

interface DragHandlers {
  readonly onPointerDown: (event: React.PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: React.PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: () => void;
  readonly onPointerUp: (event: React.PointerEvent<HTMLElement>) => void;
  readonly onClickCapture: (event: React.MouseEvent) => void;
}

/** `scale`: what is shown now; undefined: nothing yet. `mark` is told of every stretch on the way. */
export function useRangeDrag(
  scale: () => TimeScale | undefined,
  mark: (range: TimeRange) => void,
  field: RefObject<HTMLElement | null>,
): DragHandlers {
  const from = useRef<number>(undefined);
  const isDrawn = useRef(false);
  const end = () => {
    from.current = undefined;
  };
  return {
    onPointerDown: (event) => {
      isDrawn.current = false;
      // With Shift, and with a second finger, one goes along.
      if (event.button !== 0 || event.shiftKey || event.ctrlKey) return;
      if (event.isPrimary) from.current = event.clientX;
      else end();
    },
    onPointerMove: (event) => {
      const now = scale();
      const left = field.current?.getBoundingClientRect().left ?? 0;
      if (from.current === undefined || now === undefined || event.buttons === 0) return;
      if (!isDrawn.current && Math.abs(event.clientX - from.current) < DRAG_PX) return;
      isDrawn.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      const momentAt = (x: number) => timeAt(now, Math.min(now.right, Math.max(now.left, x - left)));
      const [a, b] = [momentAt(from.current), momentAt(event.clientX)];
      mark({ from: Math.max(0, Math.min(a, b)), to: Math.max(a, b) });
    },
    onPointerCancel: end,
    onPointerUp: end,
    onClickCapture: (event) => {
      if (isDrawn.current) event.stopPropagation();
      isDrawn.current = false;
    },
  };
}
