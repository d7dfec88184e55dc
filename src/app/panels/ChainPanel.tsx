/** The whole chain: ribbon, tree and the last locator, on one scale of heights. */

import { useEffect } from "react";
import { locatorWalk, walkVersion } from "../../replay/locator-walk.ts";
import { countsText, locatorText, spacingText } from "../chain-text.ts";
import { markedBlock } from "../chosen.ts";
import { ribbonText, treeText } from "../drawing-text.ts";
import { layoutLocator } from "../drawings/locator.ts";
import { layoutRibbon } from "../drawings/ribbon.ts";
import { layoutTree } from "../drawings/tree.ts";
import { truthStrip, useLatePart } from "../late-parts.ts";
import { REDUCED_MOTION, useMedia } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { t, work } from "../text.ts";
import { isTruthShown, isTruthShut, toggleTruth } from "../truth-switch.ts";
import { Drawing } from "./Drawing.tsx";

interface ChainPanelProps {
  /** Whether requests over time are shown below, or in its place; undefined: there is another way to them. */
  readonly lanesOpen: boolean | undefined;
  readonly toggleLanes: () => void;
}

export function ChainPanel({ lanesOpen, toggleLanes }: ChainPanelProps) {
  const session = useSession();
  const chosen = useView((state) => state.chosen);
  const marked = () => markedBlock(session.view, chosen);
  // Time alone moves nothing of the chain.
  const isTruth = useView(isTruthShown);
  const { Part: TruthStrip, ask } = useLatePart(truthStrip);
  useEffect(() => {
    if (isTruth) ask();
  }, [isTruth, ask]);
  const learnt = () => session.view.learnt;
  const still = useMedia(REDUCED_MOTION);
  const walk = () => locatorWalk(session.view, still ? undefined : session.at);
  return (
    <section className="panel chain" aria-labelledby="chain-title">
      <h2 id="chain-title">
        {t("chain.title")} <Counts />
        <TruthButton />
        {lanesOpen === undefined ? null : (
          <button type="button" className="small over-time" aria-expanded={lanesOpen} onClick={toggleLanes}>
            {t("lanes.open")}
          </button>
        )}
      </h2>
      <Drawing
        className="ribbon"
        label={() => ribbonText(session.view)}
        layout={(box) => layoutRibbon(session.view, { ...box, marked: marked() })}
        version={learnt}
      />
      <Drawing
        className="tree"
        label={() => treeText(session.view)}
        layout={(box) => layoutTree(session.view, { ...box, marked: marked() })}
        version={learnt}
      />
      {isTruth && TruthStrip !== undefined ? <TruthStrip /> : null}
      <h3>
        {t("locator.title")} <Locator />
      </h3>
      <Drawing
        className="locator"
        label={() => locatorText(session.view) + spacingText(session.view)}
        layout={(box) => layoutLocator(session.view, { ...box, walk: walk() })}
        version={() => learnt() + walkVersion(walk())}
      />
    </section>
  );
}

/** In a hall it stands nowhere: there is a key. */
function TruthButton() {
  const session = useSession();
  const isShown = useView(isTruthShown);
  const isShut = useView(isTruthShut);
  return (
    <button
      type="button"
      className="small truth-switch"
      aria-pressed={isShown}
      aria-disabled={isShut}
      title={t(isShut ? "truth.shut" : "truth.switchHint")}
      onClick={() => toggleTruth(session)}
    >
      {t("truth.switch")}
    </button>
  );
}

function Counts() {
  const chain = useShown(({ view }) => ({ counts: countsText(view), work: view.work }));
  return (
    <small>
      {chain.counts}
      {chain.work === "" ? null : (
        <>
          , {t("chain.work")}{" "}
          <code title={`0x${chain.work.replace(/^0+(?=.)/, "")}`}>{work(chain.work)}</code>
        </>
      )}
    </small>
  );
}

function Locator() {
  const { said, spacing } = useShown(({ view }) => ({ said: locatorText(view), spacing: spacingText(view) }));
  return (
    <small>
      {said}
      <span className="always">{spacing}</span>
    </small>
  );
}
