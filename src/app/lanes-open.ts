/** Whether requests over time are shown: as chosen last time. */
import { useCallback, useState } from "react";

const REMEMBERED_AS = "headway-lanes";
const OPEN = "open";

/** And what changes it. */
export function useLanesOpen(): readonly [boolean, () => void] {
  const [isOpen, setOpen] = useState(remembered);
  const toggle = useCallback(() => {
    setOpen((before) => {
      remember(!before);
      return !before;
    });
  }, []);
  return [isOpen, toggle];
}

function remembered(): boolean {
  try {
    return localStorage.getItem(REMEMBERED_AS) === OPEN;
  } catch {
    return false;
  }
}

function remember(isOpen: boolean): void {
  try {
    localStorage.setItem(REMEMBERED_AS, isOpen ? OPEN : "closed");
  } catch {
    // Storage may be closed to us; the choice then lasts as long as the page.
  }
}
