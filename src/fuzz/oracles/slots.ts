/**
 * Which blocks a node asks for and whom it blames for a full window, worked out anew after every turn (protocol.md §2.8 to
 * §2.10; Core `FindNextBlocks`): the lowest that are missing on the way to what the peer has, as many as it has free slots,
 * up to the window's end and no further; whoever owes the first of a window whose end somebody waits at is a staller.
 */
import { toHex } from "../../bitcoin/bytes.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import { Download } from "./caught-up.ts";
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";
import { ShownHeaders } from "./shown-headers.ts";

export class SlotOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #download = new Download();
  readonly #shown = new ShownHeaders();
  /** Headers are all in: the article's node asks for blocks from here on. */
  #headersDone = false;
  readonly #stalling = new Set<string>();
  /** Whom the node has begun to blame in this turn. */
  #blamed: string[] = [];

  restart(): void {
    this.#download.restart();
    this.#shown.restart();
    this.#headersDone = false;
    this.#stalling.clear();
  }

  hear(heard: Heard): void {
    this.#download.look(heard);
    this.#blamed = [];
    for (const output of heard.outputs) {
      if (output.kind === "disconnect") this.#stalling.delete(output.peer);
      if (output.kind !== "observe") continue;
      const { observation } = output;
      if (observation.kind === "headersPhaseChanged") this.#headersDone = observation.to === "done";
      else if (observation.kind === "stallingStarted") {
        this.#stalling.add(observation.peer);
        this.#blamed.push(observation.peer);
      } else if (observation.kind === "stallingEnded") this.#stalling.delete(observation.peer);
    }
    if (heard.input.kind === "peerDisconnected") this.#stalling.delete(heard.input.peer);
  }

  settled(heard: Heard): void {
    const { policy } = heard;
    if (policy.strategy !== "core" && policy.strategy !== "headers-first") return;
    this.#checkAsked(heard);
    // 0.12 looks with the window of its last look.
    if (policy.lastCommonBlock !== "looked up" || policy.agreeingPeers !== null) return;
    const owners = ownersOf(heard.talks);
    const due = new Set<string>();
    for (const talk of heard.talks.values()) {
      if (talk.best === undefined || !this.#isGiver(heard, talk, owners.size)) continue;
      const { index } = heard.chain;
      const idle = idleBlock(heard, talk, talk.best, owners);
      if (idle !== undefined)
        this.problems.push(`slots: ${talk.peer} has block ${index.height(idle)} to give and is not asked`);
      const staller = stallerFor(heard, talk, talk.best, owners);
      if (staller !== undefined) due.add(staller);
    }
    if (policy.stallTimeoutSeconds === null) return;
    for (const peer of due)
      if (!this.#stalling.has(peer)) this.problems.push(`stall: ${peer} holds up a window and is not blamed`);
    for (const peer of this.#blamed)
      if (this.#stalling.has(peer) && !due.has(peer))
        this.problems.push(`stall: ${peer} is blamed, and nobody waits for it`);
  }

  /** It may be asked for blocks now; those that called us are spared for a while (`owed`: blocks by anybody). */
  #isGiver({ policy, talks }: Heard, talk: Talk, owed: number): boolean {
    if (!talk.ready || !talk.servesBlocks) return false;
    if (policy.strategy === "headers-first") return this.#headersDone;
    if (!talk.inbound || this.#download.isOver) return true;
    if (owed === 0 && policy.inboundAsked === "while nothing is in flight") return true;
    return ![...talks.values()].some((other) => other.ready && other.servesBlocks && !other.inbound);
  }

  #checkAsked(heard: Heard): void {
    const { outputs, talks, policy, chain, from } = heard;
    const shown = this.#shown.look(heard);
    let owners: ReadonlyMap<string, string> | undefined;
    for (const output of outputs) {
      if (output.kind !== "send" || output.message.command !== "getdata") continue;
      const talk = talks.get(output.peer);
      if (talk === undefined) continue;
      if (talk.owes.size > policy.inFlightPerPeer)
        this.problems.push(`slots: ${talk.peer} owes ${talk.owes.size} of ${policy.inFlightPerPeer} blocks`);
      owners ??= ownersOf(talks);
      const best = bestAfter(heard, talk);
      const fetched = talk === from && isFetchedAtOnce(heard, shown) ? shown : undefined;
      const { items } = output.message;
      const asked = items.flatMap(({ hash }) => chain.index.find(hash) ?? []);
      const end = best === undefined ? 0 : windowEnd(heard, best);
      for (const entry of asked) {
        if (fetched !== undefined && isOnWay(chain, entry, fetched)) continue;
        const height = chain.index.height(entry);
        if (best === undefined || !isOnWay(chain, entry, best))
          this.problems.push(
            `slots: ${talk.peer} is asked for ${toHex(chain.index.hash(entry))}, not its own`,
          );
        else if (policy.lastCommonBlock === "looked up" && height > end)
          this.problems.push(
            `slots: ${talk.peer} is asked for block ${height}, and its window ends at ${end}`,
          );
      }
      const top = Math.max(...asked.map((entry) => chain.index.height(entry)));
      if (policy.agreeingPeers !== null || best === undefined || asked.some((e) => !isOnWay(chain, e, best)))
        continue;
      const hole = wayTo(chain, best).find(
        (entry) =>
          chain.index.height(entry) < top &&
          !chain.hasBlock(entry) &&
          !owners?.has(toHex(chain.index.hash(entry))),
      );
      if (hole !== undefined && policy.lastCommonBlock === "looked up")
        this.problems.push(
          `slots: ${talk.peer} is asked for block ${top}, and ${chain.index.height(hole)} is missing`,
        );
    }
  }
}

/** Height of the last block of the window of a peer that has this block. */
function windowEnd({ chain, policy }: Heard, best: number): number {
  const [first] = wayTo(chain, best);
  return chain.index.height(first ?? best) - (first === undefined ? 0 : 1) + policy.windowBlocks;
}

/** Who owes each block, by its hash. */
function ownersOf(talks: Heard["talks"]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { peer, owes } of talks.values()) for (const hash of owes) owners.set(hash, peer);
  return owners;
}

/** Its chain is as good as ours, and good enough to be downloaded. */
function isWorthIt({ chain: { index, tip }, policy }: Heard, best: number): boolean {
  if (index.compareWork(best, tip) < 0) return false;
  return policy.minimumChainWork === "0" || index.work(best) >= BigInt(`0x${policy.minimumChainWork}`);
}

function lacksWitness({ policy, chain }: Heard, talk: Talk, entry: number): boolean {
  if (!policy.fetchesWitness || talk.servesWitnesses) return false;
  return chain.index.height(entry) >= chain.network.segwitHeight;
}

/** A block within its window that the peer could be asked for and is not. */
function idleBlock(
  heard: Heard,
  talk: Talk,
  best: number,
  owners: ReadonlyMap<string, string>,
): number | undefined {
  const { chain, policy } = heard;
  const { index } = chain;
  if (talk.owes.size >= policy.inFlightPerPeer || chain.hasAllBlocksTo(best)) return undefined;
  if (!isWorthIt(heard, best)) return undefined;
  const way = wayTo(chain, best);
  const end = index.height(way[0] ?? 0) - 1 + policy.windowBlocks;
  for (const entry of way) {
    if (index.height(entry) > end || chain.isFailed(entry) || lacksWitness(heard, talk, entry))
      return undefined;
    if (!chain.hasBlock(entry) && !owners.has(toHex(index.hash(entry)))) return entry;
  }
  return undefined;
}

/** Who owes the first block of the window that this peer, which owes nothing, waits behind. */
function stallerFor(
  heard: Heard,
  talk: Talk,
  best: number,
  owners: ReadonlyMap<string, string>,
): string | undefined {
  const { chain, policy } = heard;
  const { index } = chain;
  if (talk.owes.size > 0 || chain.hasAllBlocksTo(best) || !isWorthIt(heard, best)) return undefined;
  const way = wayTo(chain, best);
  const [first] = way;
  const beyond = way[policy.windowBlocks];
  if (first === undefined || beyond === undefined || lacksWitness(heard, talk, beyond)) return undefined;
  if (chain.hasBlock(beyond) || owners.has(toHex(index.hash(beyond)))) return undefined;
  const owner = owners.get(toHex(index.hash(first)));
  return owner === talk.peer ? undefined : owner;
}

/** What follows the last block up to which all are stored, on the way to this one, ascending. */
function wayTo(chain: ChainState, entry: number): number[] {
  const way: number[] = [];
  for (let walk = entry; walk > 0 && !chain.hasAllBlocksTo(walk); walk = chain.index.parent(walk))
    way.push(walk);
  return way.reverse();
}

function isOnWay({ index }: ChainState, entry: number, to: number): boolean {
  let walk = to;
  while (index.height(walk) > index.height(entry)) walk = index.parent(walk);
  return walk === entry;
}

/** What leads to the header that was shown last is fetched at once, wherever the window is (Core `CanDirectFetch`). */
function isFetchedAtOnce(
  { chain: { index }, tipBefore, policy: { directFetchSeconds: seconds }, nowSeconds }: Heard,
  shown: number | undefined,
): boolean {
  if (shown === undefined || seconds === null || index.compareWork(tipBefore, shown) > 0) return false;
  return index.time(tipBefore) > nowSeconds - seconds;
}
