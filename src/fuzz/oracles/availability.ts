/**
 * What a node believes a peer to have, against all that the peer has announced (protocol.md §2.7; Core
 * `UpdateBlockAvailability`, `ProcessBlockAvailability`): never less than before; of what is known at least the best of it;
 * and what was not known when it was announced counts as soon as it is known and the peer could be asked for something.
 */
import { fromHex, toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import { bestAfter, type Heard, type Oracle, type Talk } from "./hearing.ts";

export class AvailabilityOracle implements Oracle {
  readonly problems: string[] = [];
  /** The last hash that each announced and that was not known, hex in internal order. */
  readonly #unknown = new Map<string, string>();
  /** The last header of the last message of headers that each sent, hex in internal order. */
  readonly #lastHeader = new Map<string, string>();

  restart(): void {
    this.#unknown.clear();
    this.#lastHeader.clear();
  }

  hear(heard: Heard): void {
    const { outputs, input, from, policy, chain } = heard;
    if (policy.strategy === "as-published") return;
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#forget(output.peer);
      if (output.kind !== "observe" || output.observation.kind !== "peerBestKnownChanged") continue;
      const { peer, from: before, to } = output.observation;
      if (before !== undefined && chain.index.compareWork(to, before) < 0)
        this.problems.push(`availability: ${peer} is believed to have less than before`);
    }
    if (from === undefined || outputs.some((out) => out.kind === "disconnect" && out.peer === from.peer))
      return;
    const isAnnounced = this.#isAnnounced(heard, from);
    for (const hash of announcedIn(heard)) {
      if (isAnnounced === "unsure") this.#unknown.delete(from.peer);
      else if (isAnnounced) this.#announce(heard, from, hash);
    }
  }

  /** A peer that could be asked is looked at in every turn. */
  settled({ talks, policy, chain, input }: Heard): void {
    if (input.kind === "peerDisconnected") this.#forget(input.peer);
    if (policy.strategy !== "core") return;
    for (const [peer, hash] of this.#unknown) {
      const talk = talks.get(peer);
      const entry = chain.index.find(fromHex(hash));
      if (talk === undefined || entry === undefined) continue;
      const isLow = talk.best === undefined || chain.index.compareWork(talk.best, entry) < 0;
      const isAskable =
        talk.ready && talk.servesBlocks && !talk.inbound && talk.owes.size < policy.inFlightPerPeer;
      if (!isLow) this.#unknown.delete(peer);
      else if (isAskable)
        this.problems.push(
          `availability: ${peer} announced block ${chain.index.height(entry)}, which is known now and does not count`,
        );
    }
  }

  /**
   * What is only counted is no announcement. A message by which the counting ends is one if it does not go on where the last
   * one stopped (Core `ProcessNextHeaders` fails, and `ProcessHeadersMessage` looks at it like at any other); where it does
   * go on, only the counting can say whether it was refused.
   */
  #isAnnounced({ input, outputs }: Heard, { peer }: Talk): boolean | "unsure" {
    if (input.kind !== "message" || input.message.command !== "headers") return true;
    const { count, bytes } = input.message.headers;
    if (count === 0) return true;
    const goesOn = this.#lastHeader.get(peer) === toHex(headerPrev(bytes));
    this.#lastHeader.set(peer, toHex(hashHeader(bytes, (count - 1) * HEADER_BYTES)));
    const told = outputs.flatMap((output) => (output.kind === "observe" ? [output.observation] : []));
    const counted = told.filter((observation) => observation.kind === "presync");
    if (counted.length === 0) return true;
    if (counted.some(({ phase }) => phase !== "ended")) return false;
    if (!goesOn) return true;
    return told.some((observation) => observation.kind === "headersReceived" && observation.onlyCounted)
      ? false
      : "unsure";
  }

  #forget(peer: string): void {
    this.#unknown.delete(peer);
    this.#lastHeader.delete(peer);
  }

  #announce(heard: Heard, talk: Talk, hash: Uint8Array): void {
    const { index } = heard.chain;
    const entry = index.find(hash);
    if (entry === undefined) {
      this.#unknown.set(talk.peer, toHex(hash));
      return;
    }
    const best = bestAfter(heard, talk);
    if (best === undefined || index.compareWork(best, entry) < 0)
      this.problems.push(
        `availability: ${talk.peer} announced block ${index.height(entry)}, and is believed to have less`,
      );
  }
}

/** Hashes of a list, and the last header of those whose parent is not known. */
function announcedIn({ input, chain, policy, sizeBefore }: Heard): readonly Uint8Array[] {
  if (input.kind !== "message") return [];
  const { message } = input;
  if (message.command === "inv") {
    const hashes = message.items.filter(({ type }) => type === INV_BLOCK).map(({ hash }) => hash);
    // Before headers came first only the last of a list counted.
    return policy.strategy === "blocks-first" ? hashes.slice(-1) : hashes;
  }
  if (message.command !== "headers" || policy.unconnectedHeaders !== "ask") return [];
  const { count, bytes } = message.headers;
  if (count === 0 || chain.index.size > sizeBefore) return [];
  const hash = hashHeader(bytes, (count - 1) * HEADER_BYTES);
  return chain.index.find(hash) === undefined && chain.index.find(headerPrev(bytes)) === undefined
    ? [hash]
    : [];
}
