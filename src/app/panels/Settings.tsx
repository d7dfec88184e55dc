/** What one chooses before something is run; folded away when it is. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { t } from "../text.ts";

interface SettingsProps {
  readonly name: "race" | "sweep";
  readonly isOpen: boolean;
  readonly isRunning: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

export function Settings({ name, isOpen, isRunning, onToggle, children }: SettingsProps) {
  const summary = useRef<HTMLElement>(null);
  // What was pressed is folded away then, or gone: the focus stays near, else Escape would not reach the dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it looks at is what these change
  useLayoutEffect(() => {
    const { activeElement: focused } = document;
    const isHidden = !isOpen && summary.current?.parentElement?.contains(focused) === true;
    if (isHidden || focused === null || focused === document.body) summary.current?.focus();
  }, [isOpen, isRunning]);
  return (
    <details className="settings" open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary ref={summary}>{t(`compare.settings.${name}`)}</summary>
      {children}
    </details>
  );
}
