/** The stage, with what holds the sync up. */
import { useRef } from "react";
import { chooseFlight } from "../choose-flight.ts";
import { markedBlock } from "../chosen.ts";
import { stageText } from "../drawing-text.ts";
import { layoutStage, type StageFrame } from "../drawings/stage.ts";
import { hitStage } from "../drawings/stage-hit.ts";
import { REDUCED_MOTION, useHall, useMedia, useWideHall } from "../media.ts";
import { useSession, useView } from "../page-context.ts";
import { t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import { Badge } from "./Badge.tsx";
import { Clock } from "./Clock.tsx";
import { Drawing } from "./Drawing.tsx";
import { PeerPicker } from "./PeerPicker.tsx";

interface StagePanelProps {
  readonly lanes: LaneRows;
  readonly onHeight: (height: number) => void;
}

export function StagePanel({ lanes, onHeight }: StagePanelProps) {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  const chosen = useView((state) => state.chosen);
  const shown = useRef<StageFrame>(undefined);
  const { lane, own, others } = lanes;
  const still = useMedia(REDUCED_MOTION);
  const isSparse = useHall();
  const isWeighed = useView((state) => state.weighed);
  const isBadgeElsewhere = useWideHall();
  return (
    <section className="panel stage" aria-labelledby="stage-title">
      <h2 id="stage-title">
        {t("stage.title")}{" "}
        <small>
          {t("stage.sub")}{" "}
          <code>
            <Clock />
          </code>
        </small>
        <button
          type="button"
          className="small weigh"
          aria-pressed={isWeighed}
          title={t("stage.weighHint")}
          onClick={() => session.store.setState({ weighed: !isWeighed })}
        >
          {t("stage.weigh")}
        </button>
        {isBadgeElsewhere ? null : <Badge />}
      </h2>
      <div className="field">
        <Drawing
          label={() => stageText(session.view, session.at, others)}
          layout={(box) => {
            const block = markedBlock(session.view, chosen);
            shown.current = {
              ...box,
              at: session.at,
              lane,
              lanes: lanes.latest(),
              summedLane: lanes.summed,
              selected,
              still,
              isSparse,
              isWeighed,
              message: chosen?.message,
              marked: block && { peer: chosen?.request?.peer ?? "", height: block.height },
            };
            return layoutStage(session.view, shown.current);
          }}
          onSize={({ height }) => onHeight(height)}
          onClick={(x, y) => {
            if (shown.current === undefined) return;
            const { peer, flight } = hitStage(session.view, shown.current, x, y);
            if (flight !== undefined) void chooseFlight(session, flight).catch(() => {});
            else if (peer !== undefined) session.select(peer === selected ? undefined : peer);
          }}
        />
        {others.length === 0 ? null : (
          <div className="others-lane" style={{ top: own.length * lane, height: lanes.summed }}>
            <PeerPicker className="over" label={t("others.pick", { count: others.length })} names={others} />
          </div>
        )}
      </div>
    </section>
  );
}
