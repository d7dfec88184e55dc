/** The whole chain: ribbon, tree and the last locator, on one scale of heights. */

import type { WorldView } from "../../replay/world-view.ts";
import { ribbonText, treeText } from "../drawing-text.ts";
import { layoutLocator } from "../drawings/locator.ts";
import { layoutRibbon } from "../drawings/ribbon.ts";
import { layoutTree } from "../drawings/tree.ts";
import { useSession, useShown } from "../page-context.ts";
import type { Session } from "../session.ts";
import { clock, number, t, work } from "../text.ts";
import { Drawing } from "./Drawing.tsx";

export function ChainPanel() {
  const session = useSession();
  const chain = useShown(({ view }) => ({ counts: countsText(view), work: view.work }));
  const locator = useShown(locatorText);
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
        label={() => locatorText(session)}
        layout={(box) => layoutLocator(session.view, box)}
      />
    </section>
  );
}

function countsText({ entries }: WorldView): string {
  const all = t("chain.counts", { headers: number(Math.max(0, entries.size - 1)) });
  const aside = entries.size - 1 - entries.bestHeight;
  const tips = entries.tips.size - 1;
  if (aside <= 0 || tips < 1) return all;
  return `${all}, ${t(tips === 1 ? "chain.asideOne" : "chain.aside", { aside: number(aside), tips: number(tips) })}`;
}

/** So many hashes follow each other before the gaps begin. */
const DENSE_HASHES = 12;

function locatorText({ view }: Session): string {
  const { locator } = view;
  if (locator === undefined) return t("locator.none");
  const { peer, heights, hit, redundant, before } = locator;
  return [
    t("locator.sent", { count: heights.length, peer, at: clock(locator.at) }),
    heights.length > DENSE_HASHES ? t("locator.spacing") : "",
    hit === undefined ? "" : t("locator.hit", { peer, height: number(hit) }),
    hit !== undefined || before?.hit === undefined
      ? ""
      : t("locator.before", { peer: before.peer, height: number(before.hit) }),
    redundant === undefined || redundant === 0 ? "" : t("locator.redundant", { count: redundant }),
  ].join("");
}
