/** Whether requests over time are shown: as chosen last time, else where everything is wanted. */
import { useCallback, useState } from "react";
import { remember, remembered } from "./remembered.ts";

const OPEN = "open";

/** And what changes it. */
export function useLanesOpen(isAllWanted: boolean): readonly [boolean, () => void] {
  const [chosen, choose] = useState(() => remembered("lanes"));
  const isOpen = chosen === null ? isAllWanted : chosen === OPEN;
  const toggle = useCallback(() => {
    const next = isOpen ? "closed" : OPEN;
    choose(next);
    remember("lanes", next);
  }, [isOpen]);
  return [isOpen, toggle];
}
