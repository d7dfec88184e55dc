/**
 * Why a node may miss a chain although everybody is honest at the end: reasons inherent in the real protocol, each with
 * its name and the row of protocol.md §7. A run that is excused is counted under that name. An excuse is good for one peer,
 * and every peer that has more work needs one.
 */
import { US_PER_SECOND } from "../sim/time.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { INVENTORY_PER_MESSAGE, knowsWholeList } from "./known-list.ts";
import type { PeerStanding } from "./node-watch.ts";
import type { Outcome } from "./outcome.ts";

interface Excuse {
  readonly name: string;
  /** Policies of the node that is behind to which it applies; undefined: to all. */
  readonly policies?: readonly string[];
  /** `outcome`: as the node that is behind sees it; `name`: of the peer that has more. */
  readonly applies: (peer: PeerStanding, outcome: Outcome, name: string) => boolean;
}

const RECENT_SECONDS = 86_400;
const GIVEN_UP = ["timeout downloading headers", "outbound peer has old chain"];
const EXTRA = "extra outbound peer";
const ARTICLE = "learncoin-as-published";
const AGREEING = 2;
/** Of the article's policies, and those after it. */
const IN_FLIGHT_PER_PEER = 16;
const BLOCK_TIMEOUT_SECONDS = 60;
const RESPONSE_TIMEOUTS = ["headers response timeout", "block response timeout"];
/** Of Core. */
const PING_TIMEOUT_SECONDS = 1200;
/** Of Core: for so long no other question for headers is put. */
const HEADERS_RESPONSE_SECONDS = 120;
/** They drop who does not answer their getheaders. */
const IMPATIENT = ["learncoin", ARTICLE, "headers-then-blocks"];

const excuses: readonly Excuse[] = [
  {
    name: "a peer that hid its chain when it was asked is not asked again before it announces a block (rows 8, 20 to 22)",
    applies: (peer) => peer.connected && peer.wasBad && peer.askedAt !== undefined && !peer.headersAwaited,
  },
  {
    name: "a peer that was silent when it was asked for headers has no time-out, or none once the best header is recent (row 2)",
    policies: ["core-0.12", "core"],
    applies: (peer, outcome) =>
      peer.connected &&
      peer.wasBad &&
      peer.headersAwaited &&
      (outcome.policy === "core-0.12" || isRecent(outcome)),
  },
  {
    name: "nobody but the sync peer is asked while the best header is older than a day (row 20)",
    policies: ["core-0.12", "core"],
    // Core today asks each of the others once, when it announces a block (§2.3).
    applies: ({ connected, askedAt, wasSyncPeer }, outcome) =>
      connected &&
      (askedAt === undefined || (outcome.policy === "core" && !wasSyncPeer)) &&
      !isRecent(outcome),
  },
  {
    name: "Core 0.12 in its own initial download asks nobody that called it for blocks while somebody is there that it called (§2.22)",
    policies: ["core-0.12"],
    applies: ({ connected, inbound }, { neighbours, watch, isDownloadingAt }) =>
      connected &&
      inbound &&
      isDownloadingAt(Number.POSITIVE_INFINITY) &&
      neighbours.map((name) => watch.of(name)).some((other) => other.connected && !other.inbound),
  },
  {
    name: "a peer of Core 0.12 in its own initial download answers nobody (row 21)",
    applies: ({ connected, headersAwaited, askedAt = 0, closedBecause }, { other }, name) =>
      other(name).policy === "core-0.12" &&
      headersAwaited &&
      (connected || [...GIVEN_UP, "headers response timeout"].includes(closedBecause ?? "")) &&
      other(name).isDownloadingAt(askedAt),
  },
  {
    name: "whoever asks Core 0.12 in its own initial download gets no answer, and the article's nodes leave for that (row 21)",
    policies: ["core-0.12"],
    applies: ({ closedBecause }, outcome, name) =>
      closedBecause === "closed by the peer" && IMPATIENT.includes(outcome.other(name).policy),
  },
  {
    name: "nobody but the sync node is asked for blocks before it announces one (rows 2 and 20)",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: ({ connected, closedBecause, wasSyncPeer }) =>
      !wasSyncPeer && (connected || closedBecause === "socket inactivity timeout"),
  },
  {
    name: "a peer in its own initial download does not announce what it gains (§2.13)",
    applies: ({ connected }, { other }, name) =>
      connected && other(name).isDownloadingAt(other(name).tipSince),
  },
  {
    name: "a count that something else of its sender has ended begins anew only with what he announces next, while a question is open (§2.3, §2.5)",
    policies: ["core"],
    applies: ({ connected, countGivenUp, askedAt = 0 }, { chain, other }, name) => {
      const { chain: its, tipSince } = other(name);
      const isUnknown = chain.index.find(its.index.hash(its.tip)) === undefined;
      const isOpen = tipSince <= askedAt + HEADERS_RESPONSE_SECONDS * US_PER_SECOND;
      return connected && countGivenUp && isUnknown && isOpen;
    },
  },
  {
    name: "what a node missed, or pretended to have, while it was bad is not told it again",
    applies: ({ connected }, { scenario, other, name: own }, name) =>
      connected &&
      other(name).watch.of(own).wasBad &&
      (other(name).tipSince / US_PER_SECOND <= goodSince(scenario, own) || hasShownTip(other(name), own)),
  },
  {
    name: "what a node missed, or pretended to have, while it was bad is not told it again, and what is told leads on from there (§2.22, §3.1)",
    policies: ["core-0.12", "blocks-first", "blocks-first-0.8"],
    applies: ({ connected, toldLoose }, { other, name: own }, name) =>
      connected && toldLoose && other(name).watch.of(own).wasBad,
  },
  {
    name: "Core 0.12 asks nobody about a hash that somebody owes, and nobody again when the debtor is gone (§2.22)",
    policies: ["core-0.12"],
    applies: ({ connected }, { watch, lacks }) => connected && watch.freedBlocks.some(lacks),
  },
  {
    name: "Core 0.12 fetches what we announce before it has the headers that lead there, and bans us for it (§2.22)",
    applies: ({ closedBecause }, { other, name: own }, name) =>
      closedBecause === "closed by the peer" &&
      other(name).policy === "core-0.12" &&
      other(name).watch.bannedUnjustly(own),
  },
  {
    name: "the peer has banned this node for what it did",
    applies: (_, { other, name: own }, name) => other(name).watch.of(own).closedBecause === "banned",
  },
  {
    name: "the peer has given up this node as one that leads it nowhere (§2.11)",
    applies: ({ connected }, { other, name: own }, name) =>
      !connected && [...GIVEN_UP, EXTRA].includes(other(name).watch.of(own).closedBecause ?? ""),
  },
  {
    name: "a block that all have listed is not listed again when the one that was to send it is gone (§3.1)",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: (_, { watch, lacks }) => watch.freedBlocks.some(lacks),
  },
  {
    name: "a block that was listed, came before its parent and had to make room is not listed again (§3.1)",
    policies: ["blocks-first"],
    applies: ({ connected }, { watch, lacks }) => connected && watch.evictedOrphans.some(lacks),
  },
  {
    name: "of a branch longer than one list 0.9 is told the same list again, knows all of it, and does not ask on (§3.1)",
    policies: ["blocks-first"],
    applies: ({ connected }, outcome, name) => connected && knowsWholeList(outcome, outcome.other(name)),
  },
  {
    name: "blocks of one getblocks came out of turn, and nothing asks for what follows before the next announcement (§3.1)",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: ({ connected }, { scenario, heights, watch }, name) =>
      connected &&
      watch.orphanGivers.size > 0 &&
      (heights.get(name) ?? 0) > (scenario.constants.inventoryPerMessage ?? INVENTORY_PER_MESSAGE),
  },
  {
    name: "a peer that never shook hands has no time-out in the article (row 5)",
    applies: (_, { policy, watch, other, name: own }, name) =>
      (policy === ARTICLE && [...watch.peers.values()].some(isHalfOpen)) ||
      (other(name).policy === ARTICLE && isHalfOpen(other(name).watch.of(own))),
  },
  {
    name: "the article's program asks nobody for a block but who gave its header on this connection (L-2)",
    policies: [ARTICLE],
    applies: ({ connected, gaveHeaders }, { chain, other }, name) => {
      const { chain: its } = other(name);
      return connected && !gaveHeaders && chain.index.find(its.index.hash(its.tip)) !== undefined;
    },
  },
  {
    name: "the article's program as it was published answers no getblocks",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: (_, outcome, name) => outcome.other(name).policy === ARTICLE,
  },
  {
    name: "what leads to an orphan is asked of who gave it and of nobody else, and the article's program, or whoever was bad then, answers no getblocks",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: ({ connected }, { watch, other }) =>
      connected &&
      [...watch.orphanGivers].some((giver) => other(giver).policy === ARTICLE || watch.of(giver).wasBad),
  },
  {
    name: "a peer that has nothing beyond our best header does not say what it has (§2.7)",
    policies: ["core", "core-0.12"],
    applies: ({ connected, askedAt, headersAwaited, shown }) =>
      connected && askedAt !== undefined && !headersAwaited && shown === undefined,
  },
  {
    name: "a sync node that was silent or hid its chain is never replaced (rows 1 to 4, 20 to 23)",
    policies: ["blocks-first", "blocks-first-0.8"],
    applies: ({ connected, wasBad, wasSyncPeer }) => connected && wasBad && wasSyncPeer,
  },
  {
    name: "a headers sync that leads to no recent block is given up, and with it the last peer (§2.11)",
    policies: ["core"],
    applies: ({ closedBecause = "" }, outcome) => GIVEN_UP.includes(closedBecause) && !isRecent(outcome),
  },
  {
    name: "a chain with less than the least work is not downloaded (§2.8)",
    applies: (_, { leastWork, works }, name) => (works.get(name) ?? 0n) < leastWork,
  },
  {
    name: "a peer of today with less than the least work answers getheaders with nothing (§2.12)",
    applies: (_, { other, works }, name) =>
      other(name).policy === "core" && (works.get(name) ?? 0n) < other(name).leastWork,
  },
  {
    name: "the extra peer that a stale tip made us seek is dropped when it announces nothing (§2.11)",
    policies: ["core"],
    applies: ({ closedBecause }) => closedBecause === EXTRA,
  },
  {
    name: "what a node asks for waits in its own slow line behind the blocks that it sends, until the time is over (row 1)",
    applies: ({ connected, closedBecause }, { scenario, other, name: own }, name) => {
      // Whoever closed it says why; what once closed a connection that is there again is no reason.
      const [closer, why = ""] =
        closedBecause === "closed by the peer"
          ? [name, other(name).watch.of(own).closedBecause]
          : [own, closedBecause];
      const isLate =
        RESPONSE_TIMEOUTS.includes(why) && secondsToSend(scenario, closer) > BLOCK_TIMEOUT_SECONDS;
      return !connected && isLate;
    },
  },
  {
    name: "a pong waits in the peer's slow line behind the blocks that it was asked for, until the time is over (row 1)",
    applies: ({ closedBecause }, { scenario }, name) =>
      closedBecause === "ping timeout" &&
      secondsToSend(scenario, name) > (scenario.constants.pingTimeoutSeconds ?? PING_TIMEOUT_SECONDS),
  },
  {
    name: "the peer is banned for a day",
    applies: (peer) => peer.closedBecause === "banned",
  },
  {
    name: "too few peers have the best chain to agree on it",
    policies: ["headers-then-blocks"],
    applies: (peer, { works, watch }) => {
      const best = [...works.values()].reduce((a, b) => (a > b ? a : b), 0n);
      const open = [...works].filter(([name, work]) => work === best && !watch.of(name).wasBad);
      return peer.connected && open.length < AGREEING;
    },
  },
];

/** Its name; undefined: there is none for at least one of these peers. */
export function excuseFor(outcome: Outcome, missed: readonly string[]): string | undefined {
  const names = missed.map((name) => {
    const peer = outcome.watch.of(name);
    return excuses.find(
      ({ policies, applies }) => (policies?.includes(outcome.policy) ?? true) && applies(peer, outcome, name),
    )?.name;
  });
  return names.includes(undefined) ? undefined : names[0];
}

function isHalfOpen({ connected, shookHands }: PeerStanding): boolean {
  return connected && !shookHands;
}

/** For as many blocks as one peer may ask of this node at once. */
function secondsToSend({ local, peers, chain, constants }: Scenario, node: string): number {
  const { uploadBytesPerSecond } = peers.find(({ id }) => id === node) ?? local;
  const bytes = (constants.inFlightPerPeer ?? IN_FLIGHT_PER_PEER) * (chain.blockBytes ?? 0);
  return uploadBytesPerSecond === null ? 0 : bytes / uploadBytesPerSecond;
}

/** The peer may believe that the node has its tip, for the node has shown that block or one above it. */
function hasShownTip({ chain: { index, tip }, watch }: Outcome, node: string): boolean {
  const { shown, sent } = watch.of(node);
  // Not every policy takes a block that comes unasked for an announcement; who sent it has it all the same.
  return [shown, sent].some((entry) => entry !== undefined && index.isAncestor(tip, entry));
}

/** When its behaviours were last set, seconds; 0 = never. */
function goodSince({ acts }: Scenario, node: string): number {
  const set = acts.filter(({ act }) => act.kind === "setBehaviours" && act.node === node);
  return set.at(-1)?.atSeconds ?? 0;
}

/** The best header is as new as one of an up-to-date node. */
function isRecent({ scenario, bestHeaderAge }: Outcome): boolean {
  return bestHeaderAge < (scenario.constants.recentHeaderSeconds ?? RECENT_SECONDS);
}
