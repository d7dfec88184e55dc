/** A world that takes long to load: what it is, how far it is, and the way back to the one there is. */
import { useEffect, useState } from "react";
import { printableLine } from "../../world/printable.ts";
import { useSession, useView } from "../page-context.ts";
import { t } from "../text.ts";
import type { LoadingWorld } from "../view-state.ts";

/** What is there sooner needs no word. Wall ms. */
const SHORT_MS = 500;

export function LoadingCard() {
  const loading = useView((state) => state.loading);
  // Another world that is loaded is another card.
  return loading === undefined ? null : <Card key={loading.name} {...loading} />;
}

function Card({ name, progress }: LoadingWorld) {
  const session = useSession();
  const isOnly = useView((state) => state.run === undefined && !state.hasInstead);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHORT_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  const part = t(progress === undefined ? "loading.begins" : `loading.${progress.part}`);
  return (
    <div className="loading" role="status">
      <b>{t("loading.title", { name: printableLine(name) })}</b>
      <p>{part}</p>
      <progress aria-label={part} {...(progress === undefined ? {} : { value: progress.share })} />
      {isOnly ? null : (
        <button type="button" onClick={() => session.cancelLoading()}>
          {t("loading.cancel")} <kbd>Esc</kbd>
        </button>
      )}
    </div>
  );
}
