/** The whole chain: ribbon, tree and the last locator, on one scale of heights. */

import { locatorWalk, walkVersion } from "../../replay/locator-walk.ts";
import { countsText, locatorText } from "../chain-text.ts";
import { markedBlock } from "../chosen.ts";
import { ribbonText, treeText } from "../drawing-text.ts";
import { layoutLocator } from "../drawings/locator.ts";
import { layoutRibbon } from "../drawings/ribbon.ts";
import { layoutTree } from "../drawings/tree.ts";
import { REDUCED_MOTION, useMedia } from "../media.ts";
import { useSession, useShown, useView } from "../page-context.ts";
import { t, work } from "../text.ts";
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
  const learnt = () => session.view.learnt;
  const still = useMedia(REDUCED_MOTION);
  const walk = () => locatorWalk(session.view, still ? undefined : session.at);
  return (
    <section className="panel chain" aria-labelledby="chain-title">
      <h2 id="chain-title">
        {t("chain.title")} <Counts />
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
      <h3>
        {t("locator.title")} <Locator />
      </h3>
      <Drawing
        className="locator"
        label={() => locatorText(session.view)}
        layout={(box) => layoutLocator(session.view, { ...box, walk: walk() })}
        version={() => learnt() + walkVersion(walk())}
      />
    </section>
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
  return <small>{useShown(({ view }) => locatorText(view))}</small>;
}
