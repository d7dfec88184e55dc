/** What each drawing shows at a moment, in words: the labels of the drawings. */
import { lacksBlocks } from "../replay/bottleneck.ts";
import type { PeerView } from "../replay/peer-view.ts";
import { sumOfPeers } from "../replay/peers-sum.ts";
import { rangesOfBlocks } from "../replay/ranges.ts";
import type { WorldView } from "../replay/world-view.ts";
import { coreText } from "./core-text.ts";
import { namesText } from "./names-text.ts";
import { caughtUp } from "./state-text.ts";
import { sumTexts } from "./sum-text.ts";
import { counted, heightsText, number, span, t, work } from "./text.ts";

/** More than so many branches, or steps down one of them, would be read by nobody. */
const BRANCHES_AT_MOST = 4;
const STEPS_AT_MOST = 10_000;
/** In a wider window the owners of single blocks are no news. */
const OWNERS_UP_TO = 64;

/**
 * Who owes what, who nothing, who is gone, and how much is under way. `others`: those that share one lane, who are summed up
 * in words, too.
 */
export function stageText(view: WorldView, at: number, others: readonly string[] = []): string {
  const { entries } = view;
  const peers = view.peers.filter(({ name }) => !others.includes(name));
  const said = [
    entries.size === 0
      ? t("drawn.noTip")
      : t(view.headersOnly ? "drawn.bestHeader" : "drawn.tip", {
          tip: number(view.tipHeight),
          headers: view.headersOnly
            ? number(Math.max(0, entries.bestHeight))
            : counted("headers", Math.max(0, entries.bestHeight)),
        }),
  ];
  if (peers.length === 0) said.push(t("drawn.noPeers"));
  const idle: string[] = [];
  for (const peer of peers) {
    if (!peer.connected)
      said.push(t(`drawn.${offPhase(peer)}`, { peer: peer.name, why: coreText(peer.ended?.why ?? "") }));
    else if (peer.oldestRequest() === undefined) idle.push(peer.name);
    else said.push(debtText(view, peer, at));
  }
  if (idle.length > 0) said.push(t("drawn.owesNothing", { count: idle.length, peers: namesText(idle) }));
  if (others.length > 0) {
    const title = t("others.title", { count: others.length });
    said.push(t("others.drawn", { title, what: sumTexts(sumOfPeers(view, others), at)[0] }));
  }
  const counts = { incoming: 0, outgoing: 0 };
  for (const flight of view.flights.values()) {
    if (flight.departAt <= at && flight.arriveAt >= at)
      counts[flight.outgoing ? "outgoing" : "incoming"] += 1;
  }
  if (counts.incoming + counts.outgoing > 0) said.push(t("drawn.onTheWire", counts));
  return said.join(" ");
}

function offPhase({ phase }: PeerView): string {
  const isSaid = ["connecting", "spare", "stopped", "unconnected", "dropped"].includes(phase);
  return isSaid ? phase : "disconnected";
}

function debtText(view: WorldView, peer: PeerView, at: number): string {
  const { name, owedHeaders, inFlight: count } = peer;
  const since = (request: { readonly at: number } | undefined) => span(Math.max(0, at - (request?.at ?? at)));
  if (count === 0) return t("drawn.owesHeaders", { peer: name, ago: since(owedHeaders) });
  const heights = heightsText(rangesOfBlocks(view.entries, peer.owedBlocks.values()));
  const values = { peer: name, count, heights, ago: since(peer.oldestBlockRequest()) };
  const blocks = t(heights === "" ? "drawn.owesHashes" : "drawn.owesBlocks", values);
  if (owedHeaders === undefined) return blocks;
  return `${blocks} ${t("drawn.owesHeadersToo", { peer: name, ago: since(owedHeaders) })}`;
}

/** What stands in place of the window while there is none; undefined while there is one. */
export function noWindowText(view: WorldView): string | undefined {
  const done = caughtUp(view);
  if (view.window !== undefined && view.entries.bestHeight >= 0 && !done) return undefined;
  if (view.headersOnly) return t("window.noBodies");
  if (done) return t(lacksBlocks(view) ? "window.nothingToGet" : "window.nothing");
  return t(view.blocksFirst ? "window.never" : "window.none");
}

/** There is a window, and a block to have in it. */
export function hasWindow(view: WorldView): boolean {
  return windowCounts(view) !== undefined;
}

/** The window's heights, and its blocks by state; undefined while there is none. */
export function windowCounts(view: WorldView) {
  const { window, entries } = view;
  if (window === undefined || entries.bestHeight < 0 || caughtUp(view)) return undefined;
  const high = Math.min(window.high, entries.bestHeight);
  if (high < window.low) return undefined;
  const [free = 0, asked = 0, stored = 0] = entries.histogram(window.low, high);
  return { low: window.low, high, free, asked, stored };
}

/** Height of the lowest block of the window that is not there. */
export function lowestMissing(view: WorldView, low: number, high: number): number | undefined {
  for (let height = low; height <= high; height++) {
    const state = view.entries.stateAtHeight(height);
    if (state === "header" || state === "asked") return height;
  }
  return undefined;
}

/** What the window waits for, and since when; undefined while it waits for nothing that was asked. */
export function windowSentence(view: WorldView, at: number): string | undefined {
  const { window, stall, entries } = view;
  if (window === undefined) return undefined;
  const blocker = lowestMissing(view, window.low, Math.min(window.high, entries.bestHeight));
  if (blocker === undefined) return undefined;
  const request = view.request(entries.bestAt(blocker));
  if (request === undefined && stall === undefined) return undefined;
  const ago = span(Math.max(0, at - (request?.at ?? at)));
  const peer = request?.peer ?? stall?.peer ?? "";
  return t(stall === undefined ? "window.next" : "window.stalled", { height: blocker, peer, ago });
}

/** Its range, what is there and what is asked of whom, and the block it waits for. */
export function windowText(view: WorldView, at: number): string {
  const none = noWindowText(view);
  const { window, entries } = view;
  if (none !== undefined || window === undefined) return none ?? "";
  const high = Math.min(window.high, entries.bestHeight);
  const [free = 0, asked = 0, stored = 0] = entries.histogram(window.low, high);
  const values = { low: number(window.low), high: number(high), stored, asked, free };
  const said = [t("drawn.window", values), windowSentence(view, at)];
  const owners = view.peers.flatMap(({ name, owedBlocks }) =>
    owedBlocks.size === 0
      ? []
      : [
          t("drawn.owner", {
            peer: name,
            heights: heightsText(rangesOfBlocks(entries, owedBlocks.values())),
          }),
        ],
  );
  if (owners.length > 0 && high - window.low < OWNERS_UP_TO)
    said.push(t("drawn.owners", { owners: owners.join("; ") }));
  return said.filter((text) => text !== undefined).join(" ");
}

/** How many blocks of the best chain are known how well. */
export function ribbonText(view: WorldView): string {
  const { entries, window } = view;
  if (entries.bestHeight < 0) return t("drawn.ribbonEmpty");
  const count = (state: Parameters<typeof entries.countOnBest>[0]) => number(entries.countOnBest(state));
  const beyond = entries.topHeight;
  const claimed = view.claimedHeight ?? 0;
  const invalid = entries.countOnBest("invalid");
  return [
    t("drawn.ribbon", {
      top: number(entries.bestHeight),
      validated: number(view.validated),
      stored: count("stored"),
      asked: count("asked"),
      header: count("header"),
    }),
    ...(invalid > 0 ? [t("drawn.invalid", { count: invalid })] : []),
    ...(window !== undefined && hasWindow(view)
      ? [
          t("drawn.ribbonWindow", {
            low: number(window.low),
            high: number(Math.min(window.high, Math.max(entries.bestHeight, claimed))),
          }),
        ]
      : []),
    ...(beyond > entries.bestHeight ? [t("drawn.ribbonBeyond", { height: number(beyond) })] : []),
    ...(claimed > beyond ? [t("drawn.ribbonClaimed", { count: claimed - Math.max(0, beyond) })] : []),
  ].join(" ");
}

/** The tips: the best chain's with its work and who is there, and those of the branches with theirs. */
export function treeText(view: WorldView): string {
  const { entries } = view;
  if (entries.bestHeight < 0) return t("drawn.ribbonEmpty");
  const said = [
    t("drawn.tree", {
      best: number(entries.bestHeight),
      work: work(view.work === "" ? "0" : view.work),
    }),
  ];
  if (!view.headersOnly) said.push(t("drawn.treeTip", { tip: number(view.tipHeight) }));
  const atTip = peersOn(view, entries.bestHeader);
  if (atTip !== "") said.push(t("drawn.treeAt", { peers: atTip }));
  const tips = [...entries.tips].filter((tip) => tip !== entries.bestHeader && !entries.onBestChain(tip));
  if (tips.length === 0) return said.join(" ");
  said.push(t("drawn.branches", { count: tips.length }));
  // The latest are those one has just heard of.
  const shown = tips
    .slice(-BRANCHES_AT_MOST)
    .reverse()
    .map((tip) => branchText(view, tip));
  if (tips.length > shown.length) shown.push(t("drawn.branchesMore", { count: tips.length - shown.length }));
  return `${said.join(" ")} ${shown.join("; ")}.`;
}

function branchText(view: WorldView, tip: number): string {
  const { entries } = view;
  let fork = tip;
  for (let i = 0; i < STEPS_AT_MOST && fork >= 0 && !entries.onBestChain(fork); i++)
    fork = entries.parent(fork);
  const peers = peersOn(view, tip);
  return [
    t("drawn.branch", {
      fork: number(Math.max(0, entries.height(fork))),
      height: number(entries.height(tip)),
      work: work(view.tipWork(tip) ?? "0"),
    }),
    ...(peers === "" ? [] : [t("drawn.branchPeers", { peers })]),
  ].join("");
}

function peersOn(view: WorldView, entry: number): string {
  const there = view.peers.filter((peer) => peer.connected && peer.bestKnown === entry);
  return namesText(there.map(({ name }) => name));
}
