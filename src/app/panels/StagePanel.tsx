/** The stage, with what holds the sync up. */
import { type Bottleneck, bottleneck } from "../../replay/bottleneck.ts";
import { stageText } from "../drawing-text.ts";
import { layoutStage } from "../drawings/stage.ts";
import { REDUCED_MOTION, useHall, useMedia } from "../media.ts";
import { useView, useWorld } from "../page-context.ts";
import { clock, t } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

/** Somebody is to blame. */
const BLAMING: ReadonlySet<Bottleneck["kind"]> = new Set(["window", "syncPeer", "slowPeer", "silentPeer"]);

export function StagePanel({ lane, onHeight }: { lane: number; onHeight: (height: number) => void }) {
  const session = useWorld();
  const selected = useView((state) => state.selectedPeer);
  const { view } = session;
  const still = useMedia(REDUCED_MOTION);
  const isSparse = useHall();
  const held = bottleneck(view, session.at);
  const over = view.end !== undefined && view.end.ended !== "synced";
  const hot = !over && BLAMING.has(held.kind);
  return (
    <section className="panel stage" aria-labelledby="stage-title">
      <h2 id="stage-title">
        {t("stage.title")}{" "}
        <small>
          {t("stage.sub")} <code>{clock(session.at)}</code>
        </small>
        <span className={`badge ${hot ? "hot" : ""}`}>
          <span aria-hidden="true" className="dot" />
          {t("bottleneck.label")}:{" "}
          <b>
            {over
              ? t("bottleneck.over")
              : t(`bottleneck.${held.kind}`, { peer: "peer" in held ? held.peer : undefined })}
          </b>
        </span>
      </h2>
      <Drawing
        everyFrame={!still}
        label={() => stageText(view, session.at)}
        layout={(box) => layoutStage(view, { ...box, at: session.at, lane, selected, still, isSparse })}
        onSize={({ height }) => onHeight(height)}
        onClick={(_, y) => {
          const peer = view.peers[Math.floor(y / lane)];
          if (peer !== undefined) session.select(peer.name === selected ? undefined : peer.name);
        }}
      />
    </section>
  );
}
