/** Where the sync stands, in one sentence for the page and in one paragraph for the drawings' labels. */
import { bottleneck, lacksBlocks } from "../replay/bottleneck.ts";
import type { PeerView } from "../replay/peer-view.ts";
import { perMoment } from "../replay/per-moment.ts";
import type { WorldView } from "../replay/world-view.ts";
import { coreText } from "./core-text.ts";
import { namesText } from "./names-text.ts";
import { outcomeText } from "./outcome-text.ts";
import { bytes, clock, counted, number, span, t } from "./text.ts";

/** So many peers are named in the sentence, which changes with every block. */
const NAMED_AT_MOST = 4;

export interface NowText {
  readonly tone: "plain" | "warning" | "good" | "bad";
  readonly title: string;
  readonly detail: string | undefined;
  /** What came of it, once it is over. */
  readonly outcome?: string;
}

export const nowText = perMoment(tellNow);

function tellNow(view: WorldView, at: number): NowText {
  const { end, stall } = view;
  if (end?.ended === "synced") {
    return {
      tone: "good",
      title: t("now.synced"),
      detail: t(view.headersOnly ? "now.syncedHeaders" : "now.syncedDetail", {
        blocks: counted("blocks", Math.max(0, view.tipHeight)),
        headers: counted("headers", Math.max(0, view.tipHeight)),
        time: span(end.syncedAt ?? end.at),
        bytes: bytes(received(view)),
      }),
      outcome: outcomeText(view),
    };
  }
  // The end of one that has crashed says why.
  if (view.halted !== undefined && (end === undefined || view.halted === "stopped"))
    return { tone: "warning", title: t(`now.${view.halted}`), detail: undefined };
  if (end !== undefined)
    return { tone: "bad", title: t(`now.${end.ended}`), detail: sentence(coreText(end.why)) };
  if (stall !== undefined) {
    const since = view.request(stall.entry)?.at ?? stall.since;
    const title = t("now.stalled", { height: number(stall.height), peer: stall.peer, ago: span(at - since) });
    return { tone: "warning", title, detail: undefined };
  }
  const plain = (title: string): NowText => ({ tone: "plain", title, detail: undefined });
  if (view.entries.size === 0) return plain(t("now.before"));
  if (!view.peers.some((peer) => peer.ready)) return plain(t("now.connecting"));
  const silent = silence(view, at);
  if (silent !== undefined) return { tone: "warning", title: silent, detail: undefined };
  if (view.blocksFirst && view.headersPhase !== "done") {
    const isAsked = view.peers.some((peer) => peer.oldestRequest() !== undefined) || view.flights.size > 0;
    return plain(t(isAsked ? "now.blocksFirst" : "now.blocksFirstIdle"));
  }
  if (caughtUp(view)) return plain(t(view.headersOnly ? "now.caughtUpHeaders" : "now.caughtUp"));
  const asked = view.peers.filter((peer) => peer.owedHeaders !== undefined);
  if (view.headersPhase !== "done") {
    const { presync } = view;
    if (presync !== undefined && view.owed === 0) {
      const { peer, phase, height } = presync;
      const index = number(view.entries.size - 1);
      return plain(t(`now.${phase}`, { peer, height: number(height), index }));
    }
    if (view.owed > 0) return plain(blocksMeanwhile(view, at, asked));
    const peer = view.syncPeer ?? asked[0]?.name;
    if (peer === undefined) return plain(t("now.waiting"));
    if (view.entries.bestHeight <= 0) return plain(askingText(asked, peer));
    const headers = counted("headers", view.entries.bestHeight);
    const guide = view.peer(peer);
    if (guide?.owedHeaders === undefined && asked.length === 0)
      return plain(t("now.headersSoFar", { headers }));
    return plain(t((guide?.headers ?? 0) > 0 ? "now.headers" : "now.headersKnownAsk", { peer, headers }));
  }
  // Somebody has more than the headers known, as he says, or may have.
  if (asked.length > 0 || (view.claimedHeight ?? 0) > view.entries.bestHeight) {
    if (view.owed > 0) return plain(blocksMeanwhile(view, at, asked));
    if (asked.length > 0 && view.entries.bestHeight <= 0) return plain(askingText(asked));
    const values = {
      headers: counted("headers", Math.max(0, view.entries.bestHeight)),
      names: askedNames(asked),
    };
    return plain(t(asked.length > 0 ? "now.headersAwaited" : "now.headersSoFar", values));
  }
  return plain(blocksText(view, at));
}

/** What stands by itself begins with a capital. */
function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Once the headers of the sync peer are complete, as its flag says, no more go on: others may be asked for some. */
function blocksMeanwhile(view: WorldView, at: number, asked: readonly PeerView[]): string {
  const key = blocksCome(view, at) ? "blocks" : "blocksAsked";
  if (asked.length === 0) return t(`now.${key}SoFar`);
  return view.headersPhase === "done"
    ? t(`now.${key}Yet`, { names: askedNames(asked) })
    : t(`now.${key}While`);
}

/** `other`: who is the guide, and has not been asked yet. */
function askingText(asked: readonly PeerView[], other = ""): string {
  const names = asked.length > 1 || other === "" ? askedNames(asked) : other;
  return t("now.asking", { names, count: Math.max(1, asked.length) });
}

function askedNames(asked: readonly PeerView[]): string {
  return namesText(namesOf(asked), NAMED_AT_MOST);
}

function namesOf(peers: readonly PeerView[]): readonly string[] {
  return peers.map(({ name }) => name);
}

/** Whose blocks are on their way, when all headers are known. */
function blocksText(view: WorldView, at: number): string {
  const debtors = debtorsOf(view);
  const givers = view.peers.filter((peer) => peer.blocks > 0 || peer.inFlight > 0);
  if (givers.length === 0) return t("now.headersKnown");
  const [debtor] = debtors;
  if (debtor === undefined) return notAskedText(view);
  if (debtors.length === 1 && bottleneck(view, at).kind === "slowPeer")
    return t("now.slowPeer", {
      peer: debtor.name,
      count: debtor.inFlight,
      ago: span(at - (debtor.oldestBlockRequest()?.at ?? at)),
    });
  if (blocksCome(view, at)) {
    if (givers.length === 1) return t("now.blocksOfOne", { peer: debtor.name });
    const connected = view.peers.filter((peer) => peer.connected).length;
    if (debtors.length > 1 && 2 * debtors.length > connected) return t("now.blocks");
  }
  return t("now.blocksAsked", {
    names: namesText(namesOf(debtors), NAMED_AT_MOST),
  });
}

/** Blocks are missing, and the rules let nobody be asked for them: it tells who is known to have them. */
function notAskedText(view: WorldView): string {
  if (!lacksBlocks(view)) return t("now.blocksOfNobody");
  const { entries } = view;
  const missing = entries.bestHeight + 1 - entries.countOnBest("stored") - entries.countOnBest("validated");
  const holders = view.peers.filter(
    ({ ready, bestKnown = -1 }) =>
      ready && entries.height(bestKnown) >= entries.bestHeight && entries.onBestChain(bestKnown),
  );
  const [holder, ...more] = holders;
  const key = holder === undefined ? "OfNobody" : more.length === 0 ? "OfOne" : "";
  return t(`now.notAsked${key}`, {
    count: missing,
    blocks: counted("blocks", missing),
    peer: holder?.name ?? "",
  });
}

/** Whether of the blocks that are owed one is under way, or one has come since the others were asked for. */
function blocksCome(view: WorldView, at: number): boolean {
  const came = (peer: PeerView) =>
    peer.lastBlockAt !== undefined && peer.lastBlockAt >= (peer.oldestBlockRequest()?.at ?? at);
  if (debtorsOf(view).some(came)) return true;
  for (const { outgoing, command, departAt } of view.flights.values())
    if (!outgoing && command === "block" && departAt <= at) return true;
  return false;
}

function debtorsOf(view: WorldView): readonly PeerView[] {
  return view.peers.filter((peer) => peer.inFlight > 0);
}

/** Who was asked for something that everything else depends on, and lets us wait. */
function silence(view: WorldView, at: number): string | undefined {
  const held = bottleneck(view, at);
  if ((held.kind !== "syncPeer" && held.kind !== "silentPeer") || held.peer === undefined) return undefined;
  const peer = view.peer(held.peer);
  const request = held.kind === "syncPeer" ? peer?.owedHeaders : peer?.oldestBlockRequest();
  if (request === undefined) return undefined;
  const values = { peer: held.peer, count: peer?.inFlight ?? 0, ago: span(at - request.at) };
  return held.kind === "syncPeer" ? t("now.silent", values) : t("now.silentBlocks", values);
}

/** Whether no block is missing that the node knows of; more may yet be found. */
export function caughtUp(view: WorldView): boolean {
  if (view.end?.ended === "synced") return true;
  if (view.tipHeight <= 0 || view.tipHeight < view.entries.bestHeight) return false;
  // One who still asks, or has heard of more, does not know that yet.
  const asks = view.peers.some((peer) => peer.owedHeaders !== undefined);
  return view.headersPhase === "done" || (!asks && (view.claimedHeight ?? 0) <= view.tipHeight);
}

export function stateText(view: WorldView, at: number): string {
  const now = nowText(view, at);
  const { stored, validated } = figuresOf(view);
  return t("now.state", {
    headers: counted("headers", Math.max(0, view.entries.bestHeight)),
    stored: counted("blocks", stored),
    validated: number(validated),
    time: clock(at),
    sentence: [now.title, now.detail, now.outcome].filter((part) => part).join(" "),
  });
}

/** The numbers beside the sentence; blocks without genesis. */
export function figuresOf(view: WorldView) {
  // Who has synced follows the active chain, even where there are headers with more work whose blocks nobody gave.
  const isOther = view.end?.ended === "synced" && view.validatedAside > 0;
  return {
    known: Math.max(0, view.entries.bestHeight),
    claimed: view.claimedHeight,
    headersOnly: view.headersOnly,
    stored: isOther ? view.tipHeight : storedBlocks(view),
    aside: isOther ? view.storedAside - view.validatedAside : view.storedAside,
    validated: isOther ? view.tipHeight : view.validated,
    validatedAside: isOther ? 0 : view.validatedAside,
  };
}

/** Blocks of the best chain on disk, genesis not counted. */
function storedBlocks(view: WorldView): number {
  return Math.max(0, view.entries.countOnBest("stored") + view.entries.countOnBest("validated") - 1);
}

/** Bytes that came from all peers. */
export function received(view: WorldView): number {
  return view.peers.reduce((total, peer) => total + peer.bytes, 0);
}
