/**
 * What costs and brings nothing: a block asked for that is here, or that somebody owes, or twice in one message; a peer
 * that stands idle although it has blocks that we lack (protocol.md §2.8); memory for a chain that is not counted any more.
 */
import { displayHash, toHex } from "../../bitcoin/bytes.ts";
import { INV_BLOCK, INV_WITNESS_BLOCK, type InventoryItem } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";

/** An idle slot is looked for every so many turns: one that stays idle will be seen. */
const TURNS_PER_LOOK = 8;

export class WasteOracle implements Oracle {
  readonly problems: string[] = [];
  /** Headers are all in: the article's node asks for blocks from here on. */
  #headersDone = false;
  #turns = 0;
  /** What each could have been asked for and was not, at the last look. */
  readonly #idle = new Map<string, number>();

  restart(): void {
    this.#headersDone = false;
    this.#idle.clear();
  }

  hear(heard: Heard): void {
    for (const output of heard.outputs) {
      if (output.kind === "send" && output.message.command === "getdata")
        this.#checkRequest(heard, output.peer, output.message.items);
      else if (output.kind === "observe" && output.observation.kind === "headersPhaseChanged")
        this.#headersDone = output.observation.to === "done";
    }
    this.#checkTwice(heard);
  }

  settled(heard: Heard): void {
    this.#turns += 1;
    if (this.#turns % TURNS_PER_LOOK !== 0 || !asksWithinWindow(heard, this.#headersDone)) return;
    const owed = new Set([...heard.talks.values()].flatMap(({ owes }) => [...owes]));
    for (const talk of heard.talks.values()) {
      const entry = idle(heard, talk, owed);
      const before = this.#idle.get(talk.peer);
      this.#idle.delete(talk.peer);
      if (entry === undefined) continue;
      // 0.12 looks with the window of its last look, and sees only the next time how far it has moved.
      if (heard.policy.lastCommonBlock === "moved along" && before !== entry) {
        this.#idle.set(talk.peer, entry);
        continue;
      }
      const { index } = heard.chain;
      this.problems.push(`idle: ${talk.peer} has block ${index.height(entry)} to give and is not asked`);
    }
  }

  #checkRequest(heard: Heard, peer: string, items: readonly InventoryItem[]): void {
    const { chain, policy, talks } = heard;
    const talk = talks.get(peer);
    const hashes = items.map(({ hash }) => hash);
    if (new Set(hashes.map(toHex)).size < hashes.length)
      this.problems.push(`waste: a block twice in one getdata to ${peer}`);
    if (policy.strategy === "as-published") return;
    const whole = policy.fetchesWitness && talk?.servesWitnesses === true;
    if (items.some(({ type }) => type !== (whole ? INV_WITNESS_BLOCK : INV_BLOCK)))
      this.problems.push(`request: a block is asked of ${peer} ${whole ? "without its" : "with"} witnesses`);
    const best = talk === undefined ? undefined : bestAfter(heard, talk);
    const least = BigInt(`0x${policy.minimumChainWork}`);
    if (policy.strategy === "headers-first" && best !== undefined && chain.index.work(best) < least)
      this.problems.push(`request: a block of a chain with too little work is asked of ${peer}`);
    for (const hash of hashes) {
      const entry = chain.index.find(hash);
      if (entry === undefined) continue;
      if (chain.hasBlock(entry))
        this.problems.push(`waste: ${displayHash(hash)} asked of ${peer}, and it is here`);
      if (chain.isFailed(entry))
        this.problems.push(`waste: ${displayHash(hash)} asked of ${peer}, and it is invalid`);
    }
  }

  /** One block is owed by one peer at a time, but by 0.8, which forgets whom it has asked. */
  #checkTwice({ outputs, talks, policy }: Heard): void {
    if (policy.askAgainSeconds !== null || policy.strategy === "as-published") return;
    const owners = new Map(
      [...talks.values()].flatMap(({ peer, owes }) => [...owes].map((hash) => [hash, peer])),
    );
    for (const output of outputs) {
      if (output.kind === "disconnect")
        for (const [hash, peer] of owners) peer === output.peer && owners.delete(hash);
      if (output.kind !== "send" || output.message.command !== "getdata") continue;
      for (const { hash } of output.message.items) {
        const key = toHex(hash);
        const owner = owners.get(key);
        if (owner !== undefined)
          this.problems.push(`waste: ${displayHash(hash)} asked of ${output.peer} while ${owner} owes it`);
        owners.set(key, output.peer);
      }
    }
  }
}

/** Its policy asks everybody for whatever is missing in the window. */
function asksWithinWindow({ policy }: Heard, headersDone: boolean): boolean {
  if (policy.strategy === "core") return true;
  return policy.strategy === "headers-first" && policy.agreeingPeers === null && headersDone;
}

/** A block that this peer could be asked for and is not; undefined: there is none. */
function idle({ chain, policy }: Heard, talk: Talk, owed: ReadonlySet<string>): number | undefined {
  const { best } = talk;
  const { index, tip } = chain;
  // From segwit on those without witnesses have nothing to give.
  if (policy.fetchesWitness && !talk.servesWitnesses) return undefined;
  // Those that called us are spared for a while.
  if (!talk.ready || !talk.servesBlocks || talk.inbound || best === undefined) return undefined;
  if (talk.owes.size >= policy.inFlightPerPeer || chain.hasAllBlocksTo(best)) return undefined;
  if (index.work(best) < index.work(tip) || index.work(best) < BigInt(`0x${policy.minimumChainWork}`))
    return undefined;
  const path = pathAbove(chain, best);
  const low = index.height(path[0] ?? 0);
  for (const entry of path) {
    if (chain.isFailed(entry) || index.height(entry) >= low + policy.windowBlocks) return undefined;
    if (!chain.hasBlock(entry) && !owed.has(toHex(index.hash(entry)))) return entry;
  }
  return undefined;
}

/** What follows the last block up to which all are stored, on the way to this one, ascending. */
function pathAbove(chain: ChainState, entry: number): number[] {
  const path: number[] = [];
  for (let walk = entry; walk > 0 && !chain.hasAllBlocksTo(walk); walk = chain.index.parent(walk))
    path.push(walk);
  return path.reverse();
}
