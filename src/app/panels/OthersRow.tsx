/** The row of all the peers that have no lane of their own, as high as theirs on the stage: what they come to together. */
import { rateOfPeers, sumOfPeers } from "../../replay/peers-sum.ts";
import { useShown } from "../page-context.ts";
import { sumTexts } from "../sum-text.ts";
import { rateText, t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import { PeerPicker } from "./PeerPicker.tsx";
import { PhaseLine } from "./PhaseLine.tsx";

export function OthersRow({ lanes: { others, summed } }: { lanes: LaneRows }) {
  const { what, does, rate } = useShown(({ view, at }) => {
    const sum = sumOfPeers(view, others);
    const perSecond = rateOfPeers(view, others, at);
    return {
      what: sumTexts(sum, at)[0] ?? "",
      does: sum.inFlight > 0 ? t("others.inFlight", { count: sum.inFlight }) : t("others.word"),
      rate: perSecond === undefined ? undefined : rateText(perSecond),
    };
  });
  if (others.length === 0) return null;
  const count = others.length;
  return (
    <li className="peer others" style={{ height: summed, ["--letter" as string]: `${summed - 5}px` }}>
      <PeerPicker
        className="row"
        label={`${t("others.row", { title: t("others.title", { count }), what })}. ${t("others.pick", { count })}`}
        names={others}
      >
        <span className="letter">{t("others.name", { count })}</span>
        <span className="words">
          <PhaseLine does={does} title={what} rate={rate} />
        </span>
        <span aria-hidden="true">▾</span>
      </PeerPicker>
    </li>
  );
}
