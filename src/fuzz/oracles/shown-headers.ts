/**
 * Which header a headers message showed last: the last that is in the block index when the turn is over. Of a chain that is
 * counted first (protocol.md §2.5) the headers come out a few messages after they came, so that the last header of the
 * message is not known yet, and what it builds on is (Core `HeadersDirectFetchBlocks`, called with what came out).
 */
import { toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import type { Heard } from "./hearing.ts";

export class ShownHeaders {
  /** Of each peer: what the headers that it sent in a row, none of them known since, build on, by their hashes (hex). */
  readonly #heldBack = new Map<string, Map<string, Uint8Array>>();

  restart(): void {
    this.#heldBack.clear();
  }

  /** Entry of the header that the turn's message showed last; undefined: none. To be called once in each turn. */
  look({ input, outputs, from, chain: { index } }: Heard): number | undefined {
    for (const output of outputs) if (output.kind === "disconnect") this.#heldBack.delete(output.peer);
    if (input.kind === "peerDisconnected") this.#heldBack.delete(input.peer);
    if (from === undefined || input.kind !== "message" || input.message.command !== "headers")
      return undefined;
    const { count, bytes } = input.message.headers;
    const last = count === 0 ? undefined : hashHeader(bytes, (count - 1) * HEADER_BYTES);
    const known = last === undefined ? undefined : index.find(last);
    if (last === undefined || known !== undefined) {
      this.#heldBack.delete(from.peer);
      return known;
    }
    const heldBack = this.#heldBack.get(from.peer) ?? new Map<string, Uint8Array>();
    this.#heldBack.set(from.peer, heldBack);
    for (let at = 0; at < count * HEADER_BYTES; at += HEADER_BYTES)
      heldBack.set(toHex(hashHeader(bytes, at)), headerPrev(bytes, at));
    let walk: Uint8Array | undefined = last;
    while (walk !== undefined && index.find(walk) === undefined) walk = heldBack.get(toHex(walk));
    return walk === undefined ? undefined : index.find(walk);
  }
}
