/**
 * When a node says that it wants new blocks told by their headers (protocol.md §2.13; Core `MaybeSendSendHeaders`; 0.12 at
 * the handshake): once to each, of those who know the word, and as soon as the peer has shown a chain with more than the
 * least work.
 */
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";

/** Core SENDHEADERS_VERSION. */
const SENDHEADERS_SINCE = 70_012;

export class WishOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #said = new Set<string>();
  /** Whose handshake was done when the last turn was over. */
  readonly #ready = new Set<string>();

  restart(): void {
    this.#said.clear();
    this.#ready.clear();
  }

  hear(heard: Heard): void {
    const { input, outputs, talks } = heard;
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#forget(output.peer);
      if (output.kind !== "send" || output.message.command !== "sendheaders") continue;
      const talk = talks.get(output.peer);
      if (this.#said.has(output.peer)) this.problems.push(`wish: sendheaders to ${output.peer} twice`);
      else if (talk === undefined || !this.#may(heard, talk, bestAfter(heard, talk)))
        this.problems.push(`wish: sendheaders to ${output.peer} before its time`);
      this.#said.add(output.peer);
    }
    for (const talk of talks.values()) {
      const gone = outputs.some((output) => output.kind === "disconnect" && output.peer === talk.peer);
      if (gone || this.#said.has(talk.peer)) continue;
      // What was not known before this turn may be told with the next.
      const isNew = heard.policy.sendsHeadersWish === "past the minimum work" && !this.#ready.has(talk.peer);
      if (!isNew && this.#may(heard, talk, talk.best))
        this.problems.push(`wish: ${talk.peer} is not told sendheaders`);
    }
    for (const { peer, ready } of talks.values()) if (ready) this.#ready.add(peer);
  }

  #may({ policy, chain }: Heard, talk: Talk, best: number | undefined): boolean {
    if (!talk.ready || talk.protocol < SENDHEADERS_SINCE) return false;
    if (policy.sendsHeadersWish === null || policy.strategy === "as-published") return false;
    if (policy.sendsHeadersWish === "at the handshake") return true;
    return best !== undefined && chain.index.work(best) > BigInt(`0x${policy.minimumChainWork}`);
  }

  #forget(peer: string): void {
    this.#said.delete(peer);
    this.#ready.delete(peer);
  }
}
