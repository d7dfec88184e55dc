/** A ring around the pointer, which the last row sees; a press leaves a mark that fades. */
import { useEffect, useRef } from "react";

/** As long as the mark fades in the style sheet, at least. Wall ms. */
const MARK_MS = 2000;

export function PointerRing() {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ring.current;
    if (element === null) return;
    const place = (of: HTMLElement, { clientX, clientY }: PointerEvent) => {
      of.style.transform = `translate(${clientX}px, ${clientY}px)`;
      of.hidden = false;
    };
    const move = (event: PointerEvent) => place(element, event);
    const press = (event: PointerEvent) => {
      const mark = document.createElement("div");
      mark.className = "pointer-mark";
      mark.setAttribute("aria-hidden", "true");
      place(mark, event);
      element.after(mark);
      setTimeout(() => mark.remove(), MARK_MS);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerdown", press);
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerdown", press);
    };
  }, []);
  return <div ref={ring} className="pointer-ring" aria-hidden="true" hidden />;
}
