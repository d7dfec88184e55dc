/** A row of buttons that the arrows lead along. */
import type { KeyboardEvent, ReactNode } from "react";

export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="toolbar" aria-label={label} onKeyDown={moveFocus}>
      {children}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  const all = event.currentTarget.querySelectorAll<HTMLElement>("button:not(:disabled)");
  const buttons = [...all].filter((button) => button.checkVisibility());
  const at = buttons.indexOf(event.target as HTMLElement);
  const next = buttons[at + by];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
