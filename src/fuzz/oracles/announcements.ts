/**
 * Are new blocks told to whom, and how, they should be (protocol.md §2.13; Core `PeerHasHeader`)? By headers only what the
 * peer can connect, no more than are ever announced at once; nothing to those who have it; something to everybody else.
 */
import { toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import { hasCaughtUp, isLight } from "./caught-up.ts";
import type { Heard, Oracle } from "./hearing.ts";

/** What a peer is known to have. */
interface Has {
  best: number | undefined;
  /** The last header that it was sent. */
  sent: number | undefined;
}

export class AnnouncementOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #has = new Map<string, Has>();
  /** It has left initial download. */
  #caughtUp = false;
  /** It could have left it, had it looked. */
  #mayHaveCaughtUp = false;

  restart(): void {
    this.#has.clear();
    this.#caughtUp = false;
    this.#mayHaveCaughtUp = false;
  }

  hear(heard: Heard): void {
    const { input, outputs, chain, talks, tipBefore, policy } = heard;
    if (input.kind === "start") return;
    const told = new Set<string>();
    this.#mayHaveCaughtUp ||= hasCaughtUp(heard);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#has.delete(output.peer);
      else if (output.kind === "observe" && output.observation.kind === "peerBestKnownChanged")
        this.#of(output.observation.peer).best = output.observation.to;
      if (output.kind !== "send") continue;
      const { peer, message } = output;
      const asked = input.kind === "message" && input.peer === peer ? input.message.command : undefined;
      if (message.command === "headers") {
        if (asked !== "getheaders") {
          this.#checkMoment(heard, peer, told);
          this.#checkHeaders(heard, peer, message.headers);
          told.add(peer);
        }
        // Whoever has too little work says nothing of what it has.
        const isMute = policy.servesWhileBehind === "an empty message" && isLight(heard);
        const last = lastOf(chain, message.headers) ?? (isMute ? undefined : chain.tip);
        if (last !== undefined) this.#of(peer).sent = last;
      } else if (message.command === "inv" && asked !== "getblocks" && asked !== "getdata") {
        this.#checkMoment(heard, peer, told);
        told.add(peer);
        this.#checkInventory(
          heard,
          peer,
          message.items.map(({ hash }) => hash),
        );
      }
    }
    if (chain.tip === tipBefore) return;
    // A node looks when its tip moves.
    this.#caughtUp ||= hasCaughtUp(heard);
    if (this.#caughtUp && policy.strategy !== "as-published") {
      for (const { peer, ready } of talks.values()) {
        const gone = outputs.some((output) => output.kind === "disconnect" && output.peer === peer);
        if (ready && !gone && !told.has(peer) && !this.#knows(chain, peer, chain.tip))
          this.problems.push(`announcing: ${peer} is not told of block ${chain.active.height}`);
      }
    }
  }

  settled({ input }: Heard): void {
    if (input.kind === "peerDisconnected") this.#has.delete(input.peer);
  }

  /** Once, when the tip has moved, and not while the node is itself catching up. */
  #checkMoment({ chain, tipBefore, policy }: Heard, peer: string, told: ReadonlySet<string>): void {
    if (policy.strategy === "as-published") return;
    if (chain.tip === tipBefore) this.problems.push(`announcing: ${peer} is told of a block that is not new`);
    if (told.has(peer)) this.problems.push(`announcing: ${peer} is told twice`);
    if (!this.#mayHaveCaughtUp)
      this.problems.push(`announcing: ${peer} is told of a block during initial download`);
  }

  /** What is new of the active chain and the peer lacks, if it wants headers and can connect them; undefined: a hash is due. */
  #headersDue(heard: Heard, peer: string): readonly number[] | undefined {
    const { chain, policy, tipBefore, talks } = heard;
    const { index, active } = chain;
    if (talks.get(peer)?.wantsHeaders !== true || policy.sendsHeadersWish === null) return undefined;
    let fork = tipBefore;
    while (active.at(index.height(fork)) !== fork) fork = index.parent(fork);
    const most = Math.min(policy.announcedBlocksMax, policy.headersPerMessage);
    const low = Math.max(index.height(fork), active.height - most) + 1;
    const gained: number[] = [];
    for (let height = low; height <= active.height; height++) gained.push(active.at(height) ?? 0);
    const first = gained.findIndex((entry) => !this.#knows(chain, peer, entry));
    if (first < 0) return [];
    return this.#knows(chain, peer, index.parent(gained[first] ?? 0)) ? gained.slice(first) : undefined;
  }

  #checkHeaders(heard: Heard, peer: string, headers: HeaderBatch): void {
    const { chain, policy } = heard;
    const due = policy.strategy === "as-published" ? [] : this.#headersDue(heard, peer);
    if (due === undefined || (policy.strategy !== "as-published" && due.length !== headers.count))
      this.problems.push(`announcing: ${headers.count} headers to ${peer}, and ${due?.length} are due`);
    const most = Math.min(policy.announcedBlocksMax, policy.headersPerMessage);
    if (policy.strategy === "as-published") return;
    if (headers.count > most)
      this.problems.push(`announcing: ${headers.count} headers to ${peer} unasked, at most ${most}`);
    const parent = chain.index.find(headerPrev(headers.bytes));
    if (parent === undefined || !this.#knows(chain, peer, parent))
      this.problems.push(`announcing: headers to ${peer} that it cannot connect`);
    const last = lastOf(chain, headers);
    if (last !== chain.tip) this.problems.push(`announcing: headers to ${peer} that do not end in our tip`);
    else if (this.#knows(chain, peer, last))
      this.problems.push(`announcing: headers to ${peer}, which has them`);
  }

  #checkInventory(heard: Heard, peer: string, hashes: readonly Uint8Array[]): void {
    const { chain, policy } = heard;
    if (policy.strategy === "as-published") return;
    if (this.#headersDue(heard, peer) !== undefined)
      this.problems.push(`announcing: an inv to ${peer}, which wants headers and can connect them`);
    const [hash] = hashes;
    const entry = hash === undefined ? undefined : chain.index.find(hash);
    if (hashes.length !== 1 || entry !== chain.tip)
      this.problems.push(`announcing: an inv to ${peer} of ${hashes.map(toHex).join()}, not of our tip`);
    else if (this.#knows(chain, peer, entry))
      this.problems.push(`announcing: an inv to ${peer}, which has the block`);
  }

  #knows({ index }: ChainState, peer: string, entry: number): boolean {
    const { best, sent } = this.#of(peer);
    return [best, sent].some((has) => has !== undefined && index.isAncestor(entry, has));
  }

  #of(peer: string): Has {
    let has = this.#has.get(peer);
    if (has === undefined) {
      has = { best: undefined, sent: undefined };
      this.#has.set(peer, has);
    }
    return has;
  }
}

function lastOf({ index }: ChainState, { count, bytes }: HeaderBatch): number | undefined {
  return count === 0 ? undefined : index.find(hashHeader(bytes, (count - 1) * HEADER_BYTES));
}
