/**
 * Whom the article's node asks for headers, when, and from where on, predicted for each turn (protocol.md §1.5 with the right
 * behaviours of §1.7): one sync peer until it has no more, a connection of ours before one made to us, another as soon as it
 * is gone; then everybody else, once; and whoever announces what is not known.
 */
import { fromHex, toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";
import { compareQuestions, type Due } from "./questions-due.ts";

interface Asked {
  ever: boolean;
  open: boolean;
  /** The last header of the full message that the open question follows. */
  after: number | undefined;
  /** It announced a block while a question was open. */
  toldMeanwhile: boolean;
  /** The last hash that it announced and that was not known, hex in internal order. */
  unknown: string | undefined;
  located: boolean;
}

export class HeadersFirstOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #asked = new Map<string, Asked>();
  #syncPeer: string | undefined;
  #done = false;
  #due: Due[] = [];

  restart(): void {
    this.#asked.clear();
    this.#syncPeer = undefined;
    this.#done = false;
  }

  hear(heard: Heard): void {
    const { policy, outputs, input, from } = heard;
    if (policy.strategy !== "headers-first") return;
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    this.#due = [];
    if (from !== undefined && input.kind === "message") {
      if (input.message.command === "headers") this.#onHeaders(heard, from);
      else if (input.message.command === "inv")
        this.#onList(
          heard,
          from,
          input.message.items.filter(({ type }) => type === INV_BLOCK).map(({ hash }) => hash),
        );
    }
    for (const output of outputs) if (output.kind === "disconnect") this.#forget(output.peer);
    this.#begin(heard);
    const { extra, missing } = compareQuestions(heard, this.#due);
    for (const { peer } of extra) this.problems.push(`asking: a getheaders to ${peer} that is not due`);
    const [first] = missing;
    if (first !== undefined)
      this.problems.push(`asking: no getheaders to ${first.peer}, from entry ${first.from} on`);
  }

  #ask(peer: string, from: number, after?: number): void {
    this.#due.push({ peer, from });
    Object.assign(this.#of(peer), { ever: true, open: true, after, toldMeanwhile: false });
  }

  #onHeaders(heard: Heard, talk: Talk): void {
    const { input, policy, chain, outputs, sizeBefore } = heard;
    const { peer } = talk;
    if (input.kind !== "message" || input.message.command !== "headers") return;
    if (outputs.some((output) => output.kind === "disconnect" && output.peer === peer)) return;
    const { count, bytes } = input.message.headers;
    const state = this.#of(peer);
    state.open = false;
    if (count === 0) {
      this.#exhausted(heard, peer);
      this.#locate(heard, talk);
      return;
    }
    const parent = chain.index.find(headerPrev(bytes));
    const hash = hashHeader(bytes, (count - 1) * HEADER_BYTES);
    if (parent === undefined || parent >= sizeBefore) {
      this.#onList(heard, talk, [hash]);
      return;
    }
    const last = chain.index.find(hash);
    // A part of it is refused, and nobody is to blame.
    if (last === undefined || chain.isFailed(last)) {
      this.#exhausted(heard, peer);
      return;
    }
    const leadsOn =
      last >= sizeBefore ||
      state.after === undefined ||
      chain.index.height(last) > chain.index.height(state.after);
    const isFull = count === policy.headersPerMessage;
    if (isFull && leadsOn && (this.#done || this.#syncPeer === peer)) this.#ask(peer, last, last);
    else this.#exhausted(heard, peer);
  }

  #onList({ chain }: Heard, { peer, servesBlocks }: Talk, hashes: readonly Uint8Array[]): void {
    const state = this.#of(peer);
    const unknown = hashes.filter((hash) => chain.index.find(hash) === undefined).at(-1);
    if (unknown === undefined) return;
    state.unknown = toHex(unknown);
    if (!servesBlocks) return;
    if (state.open) state.toldMeanwhile = true;
    else if (this.#done) this.#ask(peer, chain.bestHeader);
  }

  #exhausted({ chain }: Heard, peer: string): void {
    const state = this.#of(peer);
    if (this.#syncPeer === peer) {
      this.#done = true;
      this.#syncPeer = undefined;
    }
    if (!state.toldMeanwhile) return;
    state.toldMeanwhile = false;
    const isUnknown = state.unknown !== undefined && chain.index.find(fromHex(state.unknown)) === undefined;
    if (this.#done && isUnknown) this.#ask(peer, chain.bestHeader);
  }

  /** It has nothing beyond our best header: how far is it on the way there? */
  #locate(heard: Heard, talk: Talk): void {
    const { index, tip, bestHeader } = heard.chain;
    const state = this.#of(talk.peer);
    if (state.located || state.open || bestAfter(heard, talk) !== undefined || !this.#done) return;
    state.located = true;
    if (index.compareWork(tip, bestHeader) < 0) this.#ask(talk.peer, Math.max(0, index.parent(tip)));
  }

  #begin({ talks, chain, outputs }: Heard): void {
    const start = Math.max(0, chain.index.parent(chain.bestHeader));
    const here = [...talks.values()].filter(
      ({ peer, ready, servesBlocks }) =>
        ready && servesBlocks && !outputs.some((out) => out.kind === "disconnect" && out.peer === peer),
    );
    if (this.#done) {
      for (const { peer } of here) if (!this.#of(peer).ever) this.#ask(peer, start);
      return;
    }
    if (this.#syncPeer !== undefined) return;
    const chosen = here.find(({ inbound }) => !inbound) ?? here[0];
    if (chosen === undefined) return;
    this.#syncPeer = chosen.peer;
    this.#ask(chosen.peer, start);
  }

  #of(peer: string): Asked {
    let asked = this.#asked.get(peer);
    if (asked === undefined) {
      asked = {
        ever: false,
        open: false,
        after: undefined,
        toldMeanwhile: false,
        unknown: undefined,
        located: false,
      };
      this.#asked.set(peer, asked);
    }
    return asked;
  }

  #forget(peer: string): void {
    this.#asked.delete(peer);
    if (this.#syncPeer === peer) this.#syncPeer = undefined;
  }
}
