/**
 * Whom Core asks for headers, when, and from where on, predicted for each turn (protocol.md §2.3, §2.4; Core `SendMessages`,
 * `ProcessMessage` INV, `MaybeSendGetHeaders`, `ProcessHeadersMessage`): the headers sync begins at the best header's parent,
 * with one peer until the best header is recent, then with everybody; a full message is followed by the next question; a
 * block that is announced is asked about; and no question is put while another is open.
 */
import { toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader } from "../../bitcoin/header.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";
import { compareQuestions, type Due } from "./questions-due.ts";
import { isLight, startOf } from "./taught.ts";

interface Asked {
  started: boolean;
  /** A block that it announced made us ask it, before its sync had begun. */
  triggered: boolean;
  /** When the question left that is open, µs. */
  openSince: number | undefined;
  /** Nobody can say whether a question is open: the last answer was about a chain that is, or was until then, counted. */
  isUnsure: boolean;
}

export class AskingOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #asked = new Map<string, Asked>();
  /** Peers whose chain is being counted: other rules say where their questions begin. */
  readonly #counted = new Set<string>();
  /** The announced hash for which one more peer was asked last. */
  #trigger = "";

  restart(): void {
    this.#asked.clear();
    this.#counted.clear();
    this.#trigger = "";
  }

  /** The headers sync with it has begun (Core `fSyncStarted`). */
  hasBegun(peer: string): boolean {
    return this.#asked.get(peer)?.started ?? false;
  }

  hear(heard: Heard): void {
    const { policy, outputs, input, at } = heard;
    if (policy.strategy !== "core") return;
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    const isLoose = this.#seeCounting(heard);
    const due = input.kind === "start" ? [] : this.#dueNow(heard, isLoose);
    const { extra, missing } = compareQuestions(heard, due);
    for (const { peer } of extra)
      if (!this.#mayBeAsked(heard, peer, isLoose))
        this.problems.push(`asking: a getheaders to ${peer} that is not due`);
    const [first] = missing.filter(({ peer }) => !(isLoose && peer === heard.from?.peer));
    if (first !== undefined)
      this.problems.push(`asking: no getheaders to ${first.peer}, from entry ${first.from} on`);
    this.#checkCounting(heard, isLoose);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#forget(output.peer);
      if (output.kind !== "send" || output.message.command !== "getheaders") continue;
      Object.assign(this.#of(output.peer), { openSince: at, isUnsure: false });
    }
    if (isLoose) this.#closeReleased(heard);
  }

  /** Of what leaves in such a turn only what follows the first question, the one by which the counting goes on, stays open. */
  #closeReleased(heard: Heard): void {
    const { outputs, from } = heard;
    const isOpen = this.#isOpenWhileCounted(heard);
    if (from === undefined || isOpen === true) return;
    const questions = outputs.filter(
      (output) =>
        output.kind === "send" && output.peer === from.peer && output.message.command === "getheaders",
    );
    if (questions.length > 1) return;
    Object.assign(this.#of(from.peer), { openSince: undefined, isUnsure: isOpen === undefined });
  }

  /**
   * The question by which the counting goes on is open when the headers that came are done. Those that come out of the count
   * are taken in after it has left, and count as its answer if they connect (Core `ProcessHeadersMessage`); undefined: they
   * were known before, or connect to nothing.
   */
  #isOpenWhileCounted({ input, from, outputs, chain, sizeBefore }: Heard): boolean | undefined {
    if (from === undefined || !this.#counted.has(from.peer)) return true;
    if (input.kind !== "message" || input.message.command !== "headers") return true;
    const isReleased = outputs.some(
      (output) =>
        output.kind === "observe" &&
        output.observation.kind === "headersReceived" &&
        output.observation.onlyCounted !== true,
    );
    if (!isReleased) return true;
    return chain.index.size > sizeBefore ? false : undefined;
  }

  /** As long as its chain is counted each answer is followed by the next question. */
  #checkCounting({ input, from, outputs }: Heard, isLoose: boolean): void {
    if (!isLoose || from === undefined || !this.#counted.has(from.peer)) return;
    if (input.kind !== "message" || input.message.command !== "headers") return;
    const isAsked = outputs.some(
      (output) =>
        (output.kind === "send" && output.peer === from.peer && output.message.command === "getheaders") ||
        (output.kind === "disconnect" && output.peer === from.peer),
    );
    if (!isAsked) this.problems.push(`asking: the chain of ${from.peer} is counted, and it is not asked on`);
  }

  /** True: the message is about a chain that is, or was until now, only counted. */
  #seeCounting({ outputs, from }: Heard): boolean {
    let isLoose = from !== undefined && this.#counted.has(from.peer);
    for (const output of outputs) {
      if (output.kind !== "observe" || output.observation.kind !== "presync") continue;
      const { peer, phase } = output.observation;
      if (phase === "ended") this.#counted.delete(peer);
      else this.#counted.add(peer);
      isLoose ||= peer === from?.peer;
    }
    return isLoose;
  }

  /** What no prediction is made of: the last call to who stays behind, and who is asked on while its chain is counted. */
  #mayBeAsked({ input, from }: Heard, peer: string, isLoose: boolean): boolean {
    return input.kind === "wake" || (isLoose && from?.peer === peer);
  }

  #dueNow(heard: Heard, isLoose: boolean): Due[] {
    const due: Due[] = [];
    const ask = (question: Due): boolean => {
      if (this.isOpen(heard, question.peer)) return false;
      due.push(question);
      Object.assign(this.#of(question.peer), { openSince: heard.at, isUnsure: false });
      return true;
    };
    const { input, from } = heard;
    if (from !== undefined && input.kind === "message") {
      if (input.message.command === "headers") {
        // As long as the counting goes on the next question leaves at once.
        const isOpen = this.#counted.has(from.peer) ? this.#isOpenWhileCounted(heard) : undefined;
        if (isLoose)
          Object.assign(this.#of(from.peer), {
            openSince: isOpen === false ? undefined : heard.at,
            isUnsure: isOpen === undefined,
          });
        else this.#onHeaders(heard, from, ask);
      } else if (input.message.command === "inv" && from.servesBlocks) {
        const hashes = input.message.items.filter(({ type }) => type === INV_BLOCK).map(({ hash }) => hash);
        this.#onList(heard, from, hashes, ask);
      }
    }
    this.#begin(heard, ask);
    return due;
  }

  #onHeaders(heard: Heard, { peer }: Talk, ask: (due: Due) => boolean): void {
    const { input, policy, chain, outputs, sizeBefore } = heard;
    if (input.kind !== "message" || input.message.command !== "headers") return;
    const { count, bytes } = input.message.headers;
    const isBlamed = outputs.some(
      (output) =>
        (output.kind === "disconnect" && output.peer === peer) ||
        (output.kind === "observe" &&
          output.observation.kind === "scored" &&
          output.observation.peer === peer),
    );
    if (isBlamed) return;
    const state = this.#of(peer);
    if (count === 0) {
      state.openSince = undefined;
      state.isUnsure = false;
      return;
    }
    if (count > policy.headersPerMessage) return;
    const start = startOf(heard, bytes);
    if (start === undefined) {
      if (policy.unconnectedHeaders === "ask") ask({ peer, from: chain.bestHeader });
      return;
    }
    state.openSince = undefined;
    state.isUnsure = false;
    const last = chain.index.find(hashHeader(bytes, (count - 1) * HEADER_BYTES));
    // Refused in part, or too light to be looked at.
    if (last === undefined || chain.isFailed(last)) return;
    const follows = this.#followsUs(heard, last, sizeBefore);
    if (!follows && isLight(heard, start, bytes, count)) return;
    if (count === policy.headersPerMessage) ask({ peer, from: last });
  }

  /** It is on the way to our tip or to our best header, and was so before: nobody needs to show its work. */
  #followsUs({ chain: { index, tip, bestHeader } }: Heard, last: number, sizeBefore: number): boolean {
    return last < sizeBefore && (index.isAncestor(last, tip) || index.isAncestor(last, bestHeader));
  }

  #onList(heard: Heard, talk: Talk, hashes: readonly Uint8Array[], ask: (due: Due) => boolean): void {
    const { policy, chain } = heard;
    const unknown = this.#unknownOf(heard, talk, hashes);
    const last = unknown.at(-1);
    if (last === undefined) return;
    const { peer } = talk;
    if (policy.inventoryAsks === "every peer") {
      for (const stop of unknown)
        ask({
          peer,
          from: chain.bestHeader,
          ...(policy.inventoryAsksUpTo === "the announced block" && { stop }),
        });
      return;
    }
    const state = this.#of(peer);
    if (!state.started && (state.triggered || last === this.#trigger)) return;
    ask({ peer, from: chain.bestHeader });
    if (state.started) return;
    state.triggered = true;
    this.#trigger = last;
  }

  /** Neither known nor owed; near its tip 0.12 fetches some of them at once, and a second mention is no news then. */
  #unknownOf(heard: Heard, talk: Talk, hashes: readonly Uint8Array[]): string[] {
    const { chain, talks, policy, nowSeconds } = heard;
    const near = policy.directFetchSeconds ?? 0;
    const fetches =
      policy.inventoryFetches === "near the tip" && chain.index.time(heard.tipBefore) > nowSeconds - near;
    const slots = fetches ? policy.inFlightPerPeer - talk.owes.size : 0;
    const fetched = new Set<string>();
    const unknown: string[] = [];
    for (const hash of hashes) {
      const key = toHex(hash);
      if (chain.index.find(hash) !== undefined || fetched.has(key)) continue;
      if ([...talks.values()].some(({ owes }) => owes.has(key))) continue;
      unknown.push(key);
      if (fetched.size < slots) fetched.add(key);
    }
    return unknown;
  }

  /** Core `SendMessages`: the headers sync begins with the first that may be used, or with everybody. */
  #begin(heard: Heard, ask: (due: Due) => boolean): void {
    const { talks, chain, policy, nowSeconds, outputs } = heard;
    const { index, bestHeader } = chain;
    const isRecent = index.time(bestHeader) > nowSeconds - policy.recentHeaderSeconds;
    const here = [...talks.values()].filter(
      ({ peer, ready, servesBlocks }) =>
        ready && servesBlocks && !outputs.some((out) => out.kind === "disconnect" && out.peer === peer),
    );
    for (const talk of here) {
      const state = this.#of(talk.peer);
      if (state.started) continue;
      const isFirst = !here.some(({ peer }) => this.#of(peer).started);
      const isLast = here.every(({ inbound }) => inbound);
      const isIdle = policy.inboundAsked === "while nothing is in flight" && this.#nothingOwed(heard);
      const usable = !talk.inbound || isLast || isIdle;
      if (!isRecent && !(isFirst && usable)) continue;
      const from = Math.max(0, index.parent(bestHeader));
      if (state.isUnsure && !this.#isAskedFrom(heard, talk.peer, from)) continue;
      if (ask({ peer: talk.peer, from })) state.started = true;
    }
  }

  /** A question to it begins with this header, and is not the one that follows a full message. */
  #isAskedFrom(
    { outputs, input, from, policy, chain: { index } }: Heard,
    peer: string,
    entry: number,
  ): boolean {
    if (from?.peer === peer && input.kind === "message" && input.message.command === "headers") {
      const { count, bytes } = input.message.headers;
      const isFull = count === policy.headersPerMessage;
      if (isFull && index.find(hashHeader(bytes, (count - 1) * HEADER_BYTES)) === entry) return false;
    }
    return outputs.some((output) => {
      if (output.kind !== "send" || output.peer !== peer || output.message.command !== "getheaders")
        return false;
      const [first] = output.message.locator;
      return first !== undefined && index.find(first) === entry;
    });
  }

  /** Before anything was asked for in this turn. */
  #nothingOwed({ talks, outputs }: Heard): boolean {
    const gone = new Set(outputs.flatMap((output) => (output.kind === "disconnect" ? [output.peer] : [])));
    return [...talks.values()].every(({ peer, owes }) => gone.has(peer) || owes.size === 0);
  }

  /** A question to it is open, and another would not be put. */
  isOpen({ at, outputs, policy: { headersResponseSeconds: seconds } }: Heard, peer: string): boolean {
    const { openSince, isUnsure } = this.#of(peer);
    if (isUnsure)
      return !outputs.some(
        (output) => output.kind === "send" && output.peer === peer && output.message.command === "getheaders",
      );
    return seconds !== null && openSince !== undefined && at - openSince <= seconds * US_PER_SECOND;
  }

  #of(peer: string): Asked {
    let asked = this.#asked.get(peer);
    if (asked === undefined) {
      asked = { started: false, triggered: false, openSince: undefined, isUnsure: false };
      this.#asked.set(peer, asked);
    }
    return asked;
  }

  #forget(peer: string): void {
    this.#asked.delete(peer);
    this.#counted.delete(peer);
  }
}
