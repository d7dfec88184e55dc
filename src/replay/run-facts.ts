/**
 * Facts of a run by name, as they are at a moment of it: what a lesson's texts may have in them in place of figures. Each is said in one
 * way; of what has not happened, or is not so, there is none.
 */
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { WorldView } from "./world-view.ts";

/** How a fact is said: a span of virtual time (µs), a number, bytes, chain work (hex), or names. */
export type FactKind = "span" | "count" | "bytes" | "work" | "names";

/** Every fact there is, and how it is said. Moments are spans since the run began. */
export const FACTS = {
  /** The moment shown. */
  now: "span",
  /** When all headers were known: the first peers have no more. */
  headersDoneAt: "span",
  /** When the best header was last another: since then all of them are known, as far as one can tell. */
  bestHeaderAt: "span",
  firstBlockAt: "span",
  firstStallAt: "span",
  /** How long the window stood still, in all. */
  stoodFor: "span",
  firstDropAt: "span",
  /** Since when it is synced, or when it ended otherwise. */
  endsAt: "span",
  /** Headers in the block index, without genesis. */
  headersKnown: "count",
  bestHeight: "count",
  tipHeight: "count",
  /** Headers messages that came, those with no header in them, and the headers in all of them. */
  headersMessages: "count",
  emptyHeadersMessages: "count",
  headersReceived: "count",
  /** Of those, headers that were known before. */
  headersTwice: "count",
  /** Questions for headers, and for lists of blocks. */
  getheadersSent: "count",
  getblocksSent: "count",
  /** Lists of hashes that came. */
  inventories: "count",
  /** Questions for blocks: messages, and blocks in them. */
  getdataSent: "count",
  blocksRequested: "count",
  blocksReceived: "count",
  /** Blocks stored that are not on the best chain. */
  blocksAside: "count",
  /** Blocks that were on the active chain, and were left. */
  blocksLeft: "count",
  /** Blocks that came before their parent. */
  orphans: "count",
  /** Owed by peers now. */
  blocksOwed: "count",
  /** Stored and not validated: they wait for one before them. */
  blocksWaiting: "count",
  windowLow: "count",
  windowHigh: "count",
  /** Hashes in the last locator; height of the block at which its answer began; headers in the answer that were known. */
  locatorHashes: "count",
  locatorHit: "count",
  locatorRedundant: "count",
  peersDropped: "count",
  /** How many gave a block that was asked of them. */
  givers: "count",
  headersBytes: "bytes",
  blocksBytes: "bytes",
  receivedBytes: "bytes",
  /** Of the best header's chain. */
  bestWork: "work",
  syncPeer: "names",
  /** Who owes the block that everything waits for. */
  staller: "names",
  /** In the order in which they were dropped. */
  droppedPeers: "names",
  /** In the order in which they were asked for headers. */
  askedPeers: "names",
} as const satisfies Readonly<Record<string, FactKind>>;

export type FactName = keyof typeof FACTS;
export type Facts = Readonly<Partial<Record<FactName, number | string>>>;

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

/** Those of the moment that is shown. It looks through all records before it: some tenth of a second for a long run. */
export function factsAt(view: WorldView): Facts {
  const { history, position, entries, window, locator, lastAnswered, tale } = view;
  const told = new Counted();
  for (let number = 0; number < position; number++) {
    if (history.nodeOf(number) === LOCAL_NUMBER) told.count(history.record(number));
  }
  const { end } = view;
  const answered = lastAnswered ?? locator;
  return present({
    ...told.facts,
    now: position === 0 ? 0 : history.atOf(position - 1),
    endsAt: end === undefined ? undefined : (end.syncedAt ?? end.at),
    stoodFor: [...tale.stood.values()].reduce((sum, time) => sum + time, 0),
    headersKnown: Math.max(0, entries.size - 1),
    bestHeight: entries.bestHeight,
    tipHeight: view.tipHeight,
    blocksAside: view.storedAside,
    blocksWaiting: entries.countOnBest("stored"),
    blocksLeft: tale.left,
    blocksOwed: view.owed,
    windowLow: window?.low,
    windowHigh: window?.high,
    locatorHashes: locator?.heights.length,
    locatorHit: answered?.hit,
    locatorRedundant: answered?.redundant,
    peersDropped: tale.drops.length,
    givers: view.peers.filter(({ blocks }) => blocks > 0).length,
    bestWork: view.work,
    syncPeer: view.syncPeer,
    staller: view.stall?.peer,
    droppedPeers: names(tale.drops.map(({ peer }) => peer)),
    askedPeers: names([...tale.asked]),
  });
}

/** Each once. */
function names(of: readonly string[]): string | undefined {
  return of.length === 0 ? undefined : [...new Set(of)].join(", ");
}

type Tally = { [name in FactName]?: number | string | undefined };

function present(facts: Tally): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}

/** What the records of the local node come to. */
class Counted {
  readonly facts: Tally & Record<(typeof ZEROS)[number], number> = Object.fromEntries(
    ZEROS.map((name) => [name, 0]),
  ) as Record<(typeof ZEROS)[number], number>;

  count(record: WorldRecord): void {
    const { facts } = this;
    if (record.kind === "sent") {
      if (record.command === "getheaders") facts.getheadersSent += 1;
      else if (record.command === "getblocks") facts.getblocksSent += 1;
      else if (record.command === "getdata") facts.getdataSent += 1;
    } else if (record.kind === "delivered") {
      facts.receivedBytes += record.bytes;
      if (record.command === "headers") {
        facts.headersMessages += 1;
        facts.headersBytes += record.bytes;
      } else if (record.command === "block") facts.blocksBytes += record.bytes;
      else if (record.command === "inv") facts.inventories += 1;
    } else if (record.kind === "observed") this.#see(record.at, record.observation);
  }

  #see(at: number, seen: Extract<WorldRecord, { kind: "observed" }>["observation"]): void {
    const { facts } = this;
    switch (seen.kind) {
      case "headersReceived":
        if (seen.count === 0) facts.emptyHeadersMessages += 1;
        facts.headersReceived += seen.count;
        facts.headersTwice += Math.max(0, seen.count - seen.newCount);
        break;
      case "headersPhaseChanged":
        if (seen.to === "done") facts.headersDoneAt ??= at;
        break;
      case "bestHeaderChanged":
        facts.bestHeaderAt = at;
        break;
      case "blocksRequested":
        facts.blocksRequested += seen.heights.length + (seen.hashes?.length ?? 0);
        break;
      case "blockReceived":
        facts.blocksReceived += 1;
        break;
      case "orphanStored":
        facts.orphans += 1;
        break;
      case "tipChanged":
        facts.firstBlockAt ??= at;
        break;
      case "windowStalled":
        facts.firstStallAt ??= at;
        break;
      case "peerDropped":
        facts.firstDropAt ??= at;
        break;
    }
  }
}

/** What is 0 where it has not happened. */
const ZEROS = [
  "headersMessages",
  "emptyHeadersMessages",
  "headersReceived",
  "headersTwice",
  "getheadersSent",
  "getblocksSent",
  "inventories",
  "getdataSent",
  "blocksRequested",
  "blocksReceived",
  "orphans",
  "headersBytes",
  "blocksBytes",
  "receivedBytes",
] as const satisfies readonly FactName[];
