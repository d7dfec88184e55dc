/** What stands beside the drawings of the chain. */
import type { LocatorView } from "../replay/locator-view.ts";
import { locatorWalk } from "../replay/locator-walk.ts";
import type { WorldView } from "../replay/world-view.ts";
import { clock, counted, number, t } from "./text.ts";

/** How many headers there are, and how many of them are of no use to the best chain. */
export function countsText({ entries }: WorldView): string {
  const all = t("chain.counts", { headers: counted("headers", Math.max(0, entries.size - 1)) });
  const aside = entries.size - 1 - entries.bestHeight;
  const tips = entries.tips.size - 1;
  if (aside <= 0 || tips < 1) return all;
  return `${all}, ${t(tips === 1 ? "chain.asideOne" : "chain.aside", { aside: number(aside), tips: number(tips) })}`;
}

/** So many hashes follow each other before the gaps begin. */
const DENSE_HASHES = 12;

const NAME_LETTERS = 12;

/** A longer name is cut in its middle: what it ends in tells it apart. */
export function shortened(name: string): string {
  if (name.length <= NAME_LETTERS) return name;
  return `${name.slice(0, NAME_LETTERS / 2)}…${name.slice(1 - NAME_LETTERS / 2)}`;
}

/** `isIts`: of the locator that is shown, not of one before it. Empty while there is none. */
function answerText(locator: LocatorView | undefined, isIts: boolean): string {
  if (locator?.answered === undefined) return "";
  const { peer, answered, hit = 0, redundant = 0 } = locator;
  const values = { peer: shortened(peer), height: number(hit) };
  const said = t(`locator.${isIts ? "answer" : "last"}.${answered}`, values);
  const fork = number(hit + redundant);
  return redundant === 0 ? said : said + t("locator.redundant", { count: redundant, fork });
}

function isRead(view: WorldView): boolean {
  return locatorWalk(view, undefined) !== undefined;
}

/** The last locator: how many hashes went to whom, and where its answer began, or else the last one there was. */
export function locatorText(view: WorldView): string {
  const { locator } = view;
  if (locator === undefined) return t("locator.none");
  const { peer, heights } = locator;
  return [
    t("locator.sent", { count: heights.length, peer: shortened(peer), at: clock(locator.at) }),
    isRead(view)
      ? t("locator.reads", { peer: shortened(peer) })
      : answerText(locator, true) || answerText(view.lastAnswered, false),
  ].join("");
}

/** How its hashes lie, which is always so; empty where there are too few of them to show it. */
export function spacingText({ locator }: WorldView): string {
  return (locator?.heights.length ?? 0) > DENSE_HASHES ? t("locator.spacing") : "";
}
