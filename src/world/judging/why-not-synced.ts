/**
 * Why the local node is not synced, in a sentence that names the rule that holds it, without its full stop. The first
 * rule that fits what is known of all nodes at the end is said; where none does, what is owed and by whom.
 */

import { SERVICE_WITNESS } from "../../bitcoin/wire/message.ts";
import type { Policy } from "../../node/policy.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import { type Behaviour, parametersOf } from "../behaviours/catalogue.ts";
import { LOCAL_NODE } from "../record.ts";
import { isHonest } from "./honesty.ts";
import type { OpenQuestion } from "./open-questions.ts";
import type { NodeOutlook } from "./outlook.ts";

/** A peer of the local node, with what is true of it. */
export interface PeerAtEnd {
  readonly name: string;
  readonly connected: boolean;
  /** Why it is not. */
  readonly reason: string | null;
  readonly behaviours: readonly Behaviour[];
  /** Chain work of its tip. */
  readonly work: bigint;
  readonly outlook: NodeOutlook;
}

export interface WorldAtEnd {
  readonly local: NodeOutlook;
  readonly work: bigint;
  /** How many blocks it has stored, genesis not counted. */
  readonly blocks: number;
  readonly crashedBecause: string | undefined;
  readonly peers: readonly PeerAtEnd[];
}

type Rule = (world: WorldAtEnd) => string | undefined;

export function whyNotSynced(world: WorldAtEnd): string {
  for (const rule of RULES) {
    const why = rule(world);
    if (why !== undefined) return why;
  }
  return whatIsOwed(world);
}

const itIsGone: Rule = ({ local, crashedBecause }) => {
  if (crashedBecause !== undefined) return `${LOCAL_NODE} crashed: ${crashedBecause}`;
  return local.running ? undefined : `${LOCAL_NODE} are stopped`;
};

/** Protocol.md §1.7. */
const syncNodeIsGone: Rule = ({ local, peers }) => {
  const { syncPeer, isHeaderSyncDone } = local.questions;
  if (syncPeer === undefined || isHeaderSyncDone || !local.policy.defects.includes("L-4")) return undefined;
  if (isConnected(peers, syncPeer)) return undefined;
  return `its sync node ${syncPeer} is gone, and this program asks nobody else for headers then (L-4)`;
};

const neverConnects: Rule = ({ local, blocks }) => {
  if (!local.policy.defects.includes("L-27") || blocks <= local.height) return undefined;
  return `${blocks} blocks are stored, but the active chain never moves: this program never connects a block (L-27)`;
};

/** Protocol.md §1.7. */
const whoHadThemIsGone: Rule = ({ local, peers }) => {
  const { isHeaderSyncDone, open, givers } = local.questions;
  const { missing } = local;
  if (!local.policy.defects.includes("L-2") || !isHeaderSyncDone || missing === undefined) return undefined;
  const connected = peers.filter((peer) => peer.connected);
  // One that has come back is asked for none of what it gave before.
  if (open.length > 0 || connected.length === 0 || connected.some(({ name }) => givers.includes(name)))
    return undefined;
  return `block ${missing} is asked of nobody: whoever gave its header is gone, and this program takes nobody else to have it (L-2)`;
};

/** Protocol.md §2.5: they are counted, and nothing of them is kept. */
const chainsAreLight: Rule = ({ local, peers }) => {
  const minimum = BigInt(`0x${local.policy.minimumChainWork}`);
  const [best] = peers
    .filter((peer) => isHonest(peer.behaviours) && peer.outlook.running)
    .sort((a, b) => (a.work === b.work ? 0 : a.work > b.work ? -1 : 1));
  if (best === undefined || best.work >= minimum) return undefined;
  const most = `the most, 0x${best.work.toString(16)}, is that of ${best.name}`;
  return `every chain offered has less than the minimum chain work (0x${minimum.toString(16)}): ${most}`;
};

const nobodyHasTheBlock: Rule = ({ local, work, peers }) => {
  // Whoever has more work and is no higher is on another branch: it is not the next block that is missing.
  const isBehind = peers.some((peer) => peer.work > work && peer.outlook.height > local.height);
  const nextUnheard = local.policy.strategy === "blocks-first" && isBehind ? local.height + 1 : undefined;
  const height = local.missing ?? nextUnheard;
  if (height === undefined || peers.length === 0) return undefined;
  const holders = peers.filter(({ outlook }) => outlook.running && outlook.height >= height);
  if (holders.some(({ behaviours }) => !withholds(behaviours, height))) return undefined;
  if (holders.length === 0) {
    const isStopped = peers.some(({ outlook }) => !outlook.running && outlook.height >= height);
    return `no peer ${isStopped ? "that runs " : ""}has block ${height}`;
  }
  return `no peer gives block ${height}: ${naming(holders, "withholds", "withhold")} it`;
};

const nobodyRuns: Rule = ({ peers }) =>
  peers.some(({ outlook }) => outlook.running) ? undefined : `nobody is connected: ${reasonsOf(peers)}`;

const nobodyIsConnected: Rule = ({ peers }) =>
  peers.some(({ connected }) => connected) ? undefined : `nobody is connected: ${reasonsOf(peers)}`;

const nobodyHonestIsConnected: Rule = ({ peers }) => {
  const honest = peers.filter(({ behaviours }) => isHonest(behaviours));
  if (honest.some(({ connected }) => connected)) return undefined;
  if (honest.length === 0) return "no honest peer is connected: there is none";
  return `no honest peer is connected: ${reasonsOf(honest)}`;
};

/** Protocol.md §2.12. */
const theyAreCatchingUp: Rule = (world) => {
  const better = betterPeers(world);
  const isMute = better.every(({ outlook }) => outlook.whileBehind !== undefined);
  if (better.length === 0 || !isMute) return undefined;
  if (better.some(({ outlook }) => outlook.height <= world.local.headers)) return undefined;
  const isEmpty = better.every(({ outlook }) => outlook.whileBehind === "an empty message");
  const whoever = `all peers that have more (${listed(better.map(({ name }) => name))})`;
  return isEmpty
    ? `${whoever} have less than their own minimum chain work, and answer getheaders with an empty message`
    : `${whoever} believe that they are catching up, and serve no headers`;
};

/** Protocol.md §2.8, §4; Core `FindNextBlocks`. */
const theyLackWitnesses: Rule = (world) => {
  const { local } = world;
  const better = betterPeers(world);
  if (better.length === 0 || !local.policy.fetchesWitness || local.missing === undefined) return undefined;
  if (local.missing < local.segwitHeight || better.some(({ outlook }) => hasWitnesses(outlook.policy)))
    return undefined;
  const who = naming(better, "has", "have");
  return `${local.policy.id} asks peers without witnesses for no block from segregated witness on, and ${who} none`;
};

/** Protocol.md §2.3 and §3.1. */
const theSyncPeerIsAskedAlone: Rule = (world) => {
  const { policy, questions } = world.local;
  const isAlone = policy.strategy === "core" || policy.strategy === "blocks-first";
  const better = betterPeers(world);
  const [asked] = questions.asked;
  const syncPeer = questions.syncPeer ?? asked;
  if (!isAlone || better.length === 0 || syncPeer === undefined || !isConnected(world.peers, syncPeer))
    return undefined;
  if (better.some(({ name }) => questions.asked.includes(name))) return undefined;
  const question = questions.open.find(({ peer }) => peer === syncPeer);
  const state = question === undefined ? `nothing more is asked of ${syncPeer}` : patience(question);
  const others = naming(better, "was", "were");
  return `${state}; ${policy.id} asks nobody but its sync peer before a block is announced, and ${others} not asked`;
};

/** Protocol.md §3.1: 0.9 goes on from a block that it lacks, and from no other. */
const theListIsKnown: Rule = (world) => {
  const { policy, questions } = world.local;
  const known = betterPeers(world).filter(({ name }) => questions.knownLists.includes(name));
  if (policy.strategy !== "blocks-first" || policy.asksAfterKnownHash || questions.open.length > 0)
    return undefined;
  if (known.length === 0) return undefined;
  const lists = naming(known, "lists no block", "list no block");
  const limit = `a list begins where the locator meets the peer's chain, and ends after ${policy.inventoryPerMessage} blocks`;
  return `${lists} that is new: ${limit}; ${policy.id} does not ask what follows blocks that it knows`;
};

/** Protocol.md §1.5: the Core note's wish. Nobody is asked for blocks before. */
const headersAreAwaited: Rule = (world) => {
  const { policy, questions, missing } = world.local;
  if (policy.agreeingPeers === null || missing === undefined || !questions.isHeaderSyncDone) return undefined;
  if (questions.open.some(({ what }) => what !== "headers")) return undefined;
  const owing = questions.open.map(({ peer }) => peer);
  const late = world.peers.filter(
    ({ name, connected }) => connected && (owing.includes(name) || !questions.asked.includes(name)),
  );
  if (late.length === 0) return undefined;
  const [first] = questions.open;
  const state = first === undefined ? `${naming(late, "has", "have")} not` : patience(first);
  return `no block is asked for before all peers have told their headers${until(policy)}: ${state}`;
};

/** Protocol.md §1.5. */
const tooFewAgree: Rule = (world) => {
  const { policy, questions, missing, height } = world.local;
  const { agreeingPeers } = policy;
  const better = betterPeers(world);
  if (agreeingPeers === null || missing === undefined || questions.open.length > 0) return undefined;
  if (better.length === 0) return undefined;
  const rule = `blocks are asked for only of a chain that ${agreeingPeers} peers have${until(policy, " without any such chain")}`;
  const who = listed(better.map(({ name }) => name));
  if (better.length < agreeingPeers) return `${rule}: the best is that of ${who} alone`;
  return `${rule}: the chains of ${who} part after block ${height}`;
};

/** By which is said first, if several fit. */
const RULES: readonly Rule[] = [
  itIsGone,
  syncNodeIsGone,
  neverConnects,
  whoHadThemIsGone,
  chainsAreLight,
  nobodyRuns,
  nobodyHasTheBlock,
  nobodyIsConnected,
  nobodyHonestIsConnected,
  theyAreCatchingUp,
  theyLackWitnesses,
  theSyncPeerIsAskedAlone,
  theListIsKnown,
  headersAreAwaited,
  tooFewAgree,
];

function whatIsOwed(world: WorldAtEnd): string {
  const { open } = world.local.questions;
  const [first, ...rest] = open;
  if (first === undefined) {
    const { height } = world.local;
    return `nothing is asked for and nothing is on its way, but a connected peer has more work than block ${height}`;
  }
  const others = listed([...new Set(rest.map(({ peer }) => peer))]);
  return rest.length === 0 ? patience(first) : `${patience(first)}; requests to ${others} are open too`;
}

/** Whom a node that knew the truth would ask: honest, connected, with more work. */
function betterPeers({ peers, work }: WorldAtEnd): readonly PeerAtEnd[] {
  return peers.filter((peer) => peer.connected && isHonest(peer.behaviours) && peer.work > work);
}

function isConnected(peers: readonly PeerAtEnd[], name: string): boolean {
  return peers.some((peer) => peer.name === name && peer.connected);
}

function withholds(behaviours: readonly Behaviour[], height: number): boolean {
  return behaviours.some((behaviour) => {
    if (behaviour.kind === "silentOnBlocks" || behaviour.kind === "dead") return true;
    return behaviour.kind === "withholdsBlock" && parametersOf(behaviour)["height"] === height;
  });
}

function hasWitnesses({ services }: Policy): boolean {
  return (BigInt(services) & SERVICE_WITNESS) !== 0n;
}

function patience({ peer, what, since, last, timeoutAt, heights }: OpenQuestion): string {
  const asked = `${peer} was asked for ${heights.length === 0 ? what : blocksAt(heights)}`;
  const when = last === since ? `at ${seconds(since)}` : `from ${seconds(since)} on`;
  const limit = timeoutAt === undefined ? "there is no time-out" : `may take until ${seconds(timeoutAt)}`;
  return `${asked} ${when}, owes ${what === "headers" || heights.length > 1 ? "them" : "it"}, and ${limit}`;
}

/** Heights by the node's own index, -1 where it does not know the header. A range only where it owes every block of it. */
function blocksAt(heights: readonly number[]): string {
  const known = heights.filter((height) => height >= 0);
  const { length } = heights;
  if (known.length < length) return length === 1 ? "a block" : `${length} blocks`;
  const [lowest = 0, highest = 0] = [Math.min(...known), Math.max(...known)];
  if (length === 1) return `block ${lowest}`;
  if (highest - lowest + 1 === length) return `blocks ${lowest} to ${highest}`;
  return `${length} blocks between ${lowest} and ${highest}`;
}

/** How long a policy that wants agreement waits for it. */
function until({ agreementSeconds }: Policy, without = ""): string {
  return agreementSeconds === null ? "" : `, or after ${agreementSeconds} s${without}`;
}

function reasonsOf(peers: readonly PeerAtEnd[]): string {
  if (peers.length === 0) return "there is no peer";
  const byReason = new Map<string, string[]>();
  for (const { name, reason, outlook } of peers) {
    const why = outlook.running ? (reason ?? "never connected") : "stopped";
    byReason.set(why, [...(byReason.get(why) ?? []), name]);
  }
  return [...byReason].map(([why, names]) => `${listed(names)}: ${why}`).join("; ");
}

function naming(peers: readonly PeerAtEnd[], one: string, several: string): string {
  return `${listed(peers.map(({ name }) => name))} ${peers.length === 1 ? one : several}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function seconds(at: number): string {
  return `${Math.round(at / (US_PER_SECOND / 10)) / 10} s`;
}
