/** What came of a run that has synced: the answer to what its scenario asks, out of what happened in it. */
import type { WorldView } from "../replay/world-view.ts";
import { namesText } from "./names-text.ts";
import { number, span, t, work } from "./text.ts";

/** A shorter stand is no news. Of the time to the end. */
const STOOD_SHARE = 0.05;
/** Whoever was waited for less than this has no part in it. Of the time the window stood. */
const NAMED_SHARE = 0.1;
/** More names than this are only counted. */
const NAMES_AT_MOST = 4;
/** More sentences nobody would read at the end. */
const SENTENCES_AT_MOST = 3;

/** Empty while it is not over, or has not synced. */
export function outcomeText(view: WorldView): string {
  if (view.end?.ended !== "synced") return "";
  const said = [...chainText(view), ...stoodText(view), ...dropsText(view), ...minedText(view)];
  return (said.length > 0 ? said : giversText(view)).slice(0, SENTENCES_AT_MOST).join(" ");
}

/** Which of several chains it was, and what the others cost. */
function chainText(view: WorldView): string[] {
  const { entries, tale } = view;
  const other = heaviestAside(view);
  const said: string[] = [];
  const isFollowed = entries.onBestChain(entries.tip) && entries.height(entries.tip) === entries.bestHeight;
  const inVain = view.storedAside - view.validatedAside;
  if (!isFollowed)
    said.push(
      t("outcome.unfinished", {
        height: number(Math.max(0, view.tipHeight)),
        otherHeight: number(entries.bestHeight),
        otherWork: work(view.work),
      }),
    );
  else if (other !== undefined) {
    const isLonger = entries.height(other.tip) > entries.bestHeight;
    said.push(
      t(isLonger ? "outcome.heavierNotLonger" : "outcome.heavier", {
        height: number(entries.bestHeight),
        work: work(view.work),
        otherHeight: number(entries.height(other.tip)),
        otherWork: work(other.work),
      }),
    );
  }
  if (tale.left > 0) said.push(t("outcome.left", { count: tale.left, number: number(tale.left) }));
  if (inVain > 0 && inVain !== tale.left)
    said.push(t("outcome.inVain", { count: inVain, number: number(inVain) }));
  return said;
}

/** The tip with most work that is not on the best chain. */
function heaviestAside(view: WorldView): { readonly tip: number; readonly work: string } | undefined {
  let best: { readonly tip: number; readonly work: string } | undefined;
  for (const tip of view.entries.tips) {
    const own = view.tipWork(tip);
    if (own === undefined || view.entries.onBestChain(tip) || view.entries.state(tip) === "invalid") continue;
    if (best === undefined || BigInt(`0x${own}`) > BigInt(`0x${best.work}`)) best = { tip, work: own };
  }
  return best;
}

function stoodText({ tale, end }: WorldView): string[] {
  let total = 0;
  for (const time of tale.stood.values()) total += time;
  if (total < STOOD_SHARE * (end?.syncedAt ?? end?.at ?? 0) || total === 0) return [];
  const held = [...tale.stood]
    .filter(([, time]) => time >= NAMED_SHARE * total)
    .sort(([, a], [, b]) => b - a);
  const names = held.map(([name]) => name);
  if (held.length === 1 || held.length > NAMES_AT_MOST)
    return [t("outcome.stood", { span: span(total), names: namesText(names, NAMES_AT_MOST) })];
  const shares = held.map(([peer, time]) => t("outcome.stoodFor", { peer, span: span(time) }));
  return [t("outcome.stoodShares", { span: span(total), shares: shares.join(", ") })];
}

function dropsText({ tale }: WorldView): string[] {
  const [first, ...more] = tale.drops;
  if (first === undefined) return [];
  if (more.length === 0) {
    const { kind, peer, at, held } = first;
    const key = kind === "stalling" && held > 0 ? "outcome.droppedHeld" : `outcome.dropped.${kind}`;
    return [t(key, { peer, at: span(at), held: span(held) })];
  }
  const names = [...new Set(tale.drops.map(({ peer }) => peer))];
  const [peer, ...others] = names;
  if (others.length === 0) return [t("outcome.droppedAgain", { peer, count: tale.drops.length })];
  return [
    t("outcome.droppedSeveral", {
      number: number(names.length),
      names: namesText(names, NAMES_AT_MOST),
    }),
  ];
}

function minedText({ tale: { mined } }: WorldView): string[] {
  return mined === 0 ? [] : [t("outcome.mined", { count: mined, number: number(mined) })];
}

/** Where nothing stood out: who gave what, or was at least asked. */
function giversText(view: WorldView): string[] {
  const all = view.peers.length;
  const named = (names: readonly string[]) =>
    names.length > 1 && names.length === all
      ? t("outcome.all", { count: all })
      : namesText(names, NAMES_AT_MOST);
  const guides = view.peers.filter(({ headers }) => headers > 0).map(({ name }) => name);
  const givers = view.peers.filter(({ blocks }) => blocks > 0).map(({ name }) => name);
  if (guides.length > 0 && givers.length > 0)
    return [t("outcome.gave", { guides: named(guides), names: named(givers) })];
  if (guides.length > 0) return [t("outcome.gaveHeaders", { guides: named(guides) })];
  const [first, ...then] = view.tale.asked;
  if (first === undefined) return [];
  if (then.length === 0) return [t("outcome.askedOne", { first })];
  return [t("outcome.asked", { first, names: namesText(then, NAMES_AT_MOST) })];
}
