/** The whole chain: ribbon, tree and the last locator, on one scale of heights. */

import { countsText, locatorText } from "../chain-text.ts";
import { ribbonText, treeText } from "../drawing-text.ts";
import { layoutLocator } from "../drawings/locator.ts";
import { layoutRibbon } from "../drawings/ribbon.ts";
import { layoutTree } from "../drawings/tree.ts";
import { useSession, useShown } from "../page-context.ts";
import { t, work } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function ChainPanel() {
  const session = useSession();
  const chain = useShown(({ view }) => ({ counts: countsText(view), work: view.work }));
  const locator = useShown(({ view }) => locatorText(view));
  return (
    <section className="panel chain" aria-labelledby="chain-title">
      <h2 id="chain-title">
        {t("chain.title")}{" "}
        <small>
          {chain.counts}
          {chain.work === "" ? null : (
            <>
              , {t("chain.work")}{" "}
              <code title={`0x${chain.work.replace(/^0+(?=.)/, "")}`}>{work(chain.work)}</code>
            </>
          )}
        </small>
      </h2>
      <Drawing
        className="ribbon"
        label={() => ribbonText(session.view)}
        layout={(box) => layoutRibbon(session.view, box)}
      />
      <Drawing
        className="tree"
        label={() => treeText(session.view)}
        layout={(box) => layoutTree(session.view, box)}
      />
      <h3>
        {t("locator.title")} <small>{locator}</small>
      </h3>
      <Drawing
        className="locator"
        label={() => locatorText(session.view)}
        layout={(box) => layoutLocator(session.view, box)}
      />
    </section>
  );
}
