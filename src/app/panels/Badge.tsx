/** In a word, what holds the sync up. */
import { type Bottleneck, bottleneck } from "../../replay/bottleneck.ts";
import { useShown } from "../page-context.ts";
import { t } from "../text.ts";

/** Somebody is to blame. */
const BLAMING: ReadonlySet<Bottleneck["kind"]> = new Set(["window", "syncPeer", "slowPeer", "silentPeer"]);

export function Badge() {
  const held = useShown(({ view, at }) => bottleneck(view, at));
  const over = useShown(
    ({ view }) => view.end !== undefined && view.end.ended !== "synced" && view.halted === undefined,
  );
  const hot = !over && BLAMING.has(held.kind);
  return (
    <span className={`badge ${hot ? "hot" : ""}`}>
      <span aria-hidden="true" className="dot" />
      {t("bottleneck.label")}:{" "}
      <b>
        {over
          ? t("bottleneck.over")
          : t(`bottleneck.${held.kind}`, { peer: "peer" in held ? held.peer : undefined })}
      </b>
    </span>
  );
}
