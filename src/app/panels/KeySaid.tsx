/** For a class that looks on: which key was just pressed, and what it does. */
import { useEffect, useState } from "react";
import { useView } from "../page-context.ts";
import { t } from "../text.ts";

/** Wall ms. */
const SAID_FOR_MS = 2000;

export function KeySaid() {
  const pressed = useView((state) => state.pressed);
  // What was pressed before anybody looked on is of no interest.
  const [over, setOver] = useState(pressed);
  useEffect(() => {
    const timer = setTimeout(() => setOver(pressed), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [pressed]);
  if (pressed === undefined || pressed === over) return null;
  return (
    <p className="key-said">
      <kbd>{pressed.shown}</kbd> {t(`keys.${pressed.id}`)}
    </p>
  );
}
