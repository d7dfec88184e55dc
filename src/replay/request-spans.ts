/**
 * Of each request that the local node has made when it was asked and how it ended, by peer; and when a peer could have served. It
 * grows with the run, as the log does, and holds for any of its moments (peer-spans.ts).
 */
import type { Observation } from "../node/observation.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import { PeerSpans, type RequestEnd } from "./peer-spans.ts";
import type { WorldState } from "./world-state.ts";

/** Numbers of the spans that are open at the newest moment. */
interface OpenSpans {
  headers: number | undefined;
  /** By entry. */
  readonly blocks: Map<number, number>;
  readonly hashes: Map<string, number>;
}

interface PeerRequests {
  readonly spans: PeerSpans;
  readonly open: OpenSpans;
}

export class RequestSpans {
  readonly #peers = new Map<string, PeerRequests>();
  readonly #headersOnly: boolean;
  #isLacking = false;

  /** `headersOnly`: nobody has a block, so none is missing. */
  constructor(headersOnly: boolean) {
    this.#headersOnly = headersOnly;
  }

  /** Of a peer; undefined: it was never connected. */
  of(peer: string): PeerSpans | undefined {
    return this.#peers.get(peer)?.spans;
  }

  /** What all columns take. */
  get bytes(): number {
    let bytes = 0;
    for (const { spans } of this.#peers.values()) bytes += spans.bytes;
    return bytes;
  }

  /** Record `number`, which came to the state `after`. */
  append(number: number, record: WorldRecord, after: WorldState): void {
    if (record.node !== LOCAL_NUMBER && record.kind !== "acted") return;
    const peer = this.#take(number, record, after);
    const isLacking = lacks(after, this.#headersOnly);
    if (isLacking !== this.#isLacking) {
      this.#isLacking = isLacking;
      for (const each of this.#peers.values()) this.#setIdle(number, each);
    } else if (peer !== undefined) this.#setIdle(number, peer);
  }

  #setIdle(number: number, { spans, open }: PeerRequests): void {
    const owes = open.headers !== undefined || open.blocks.size + open.hashes.size > 0;
    spans.idle.set(number, this.#isLacking && spans.ready.isOn && !owes);
  }

  /** Returns the peer that it was of. */
  #take(number: number, record: WorldRecord, after: WorldState): PeerRequests | undefined {
    switch (record.kind) {
      case "connected":
      case "disconnected": {
        const peer = this.#peer(record.peer, after);
        peer?.spans.ready.set(number, false);
        if (peer === undefined || record.kind === "connected") return peer;
        const withUs = record.byUs && (record.why === "stopped" || record.why === "crashed");
        endAll(peer, number, withUs ? "stopped" : "disconnected");
        return peer;
      }
      case "observed": {
        const { observation: seen } = record;
        const peer =
          "peer" in seen && typeof seen.peer === "string" ? this.#peer(seen.peer, after) : undefined;
        if (peer !== undefined) observe(peer, number, seen);
        return peer;
      }
      default:
        return undefined;
    }
  }

  #peer(name: string, { peers }: WorldState): PeerRequests | undefined {
    let peer = this.#peers.get(name);
    if (peer === undefined && peers.has(name)) {
      peer = {
        spans: new PeerSpans(),
        open: { headers: undefined, blocks: new Map(), hashes: new Map() },
      };
      this.#peers.set(name, peer);
    }
    return peer;
  }
}

function observe({ spans, open }: PeerRequests, number: number, seen: Observation): void {
  const end = <K>(of: Map<K, number>, key: K, how: RequestEnd) => {
    const span = of.get(key);
    if (span === undefined) return;
    spans.end(number, span, how);
    of.delete(key);
  };
  switch (seen.kind) {
    case "peerReady":
      spans.ready.set(number, true);
      return;
    case "headersRequested":
      if (open.headers !== undefined) spans.end(number, open.headers, "renewed");
      open.headers = spans.ask(number, "headers");
      return;
    case "headersReceived":
      if (open.headers !== undefined) spans.end(number, open.headers, "answered");
      open.headers = undefined;
      return;
    case "blocksRequested":
      for (const hash of seen.hashes ?? []) {
        end(open.hashes, hash, "renewed");
        open.hashes.set(hash, spans.ask(number, { entry: -1, height: -1 }));
      }
      seen.entries.forEach((entry, i) => {
        end(open.blocks, entry, "renewed");
        open.blocks.set(entry, spans.ask(number, { entry, height: seen.heights[i] ?? -1 }));
      });
      return;
    case "blockRequestsFreed":
      for (const hash of seen.hashes ?? []) end(open.hashes, hash, "freed");
      for (const entry of seen.entries) end(open.blocks, entry, "freed");
      return;
    case "requestedBlocksKnown":
      seen.entries.forEach((entry, i) => {
        const hash = seen.hashes[i] ?? "";
        const span = open.hashes.get(hash);
        if (span === undefined) return;
        open.hashes.delete(hash);
        end(open.blocks, entry, "renewed");
        spans.know(number, span, entry, seen.heights[i] ?? -1);
        open.blocks.set(entry, span);
      });
      return;
    case "blockReceived": {
      if (seen.entry !== undefined) end(open.blocks, seen.entry, "answered");
      const span = open.hashes.get(seen.hash);
      if (span !== undefined && seen.entry !== undefined && seen.height !== undefined)
        spans.know(number, span, seen.entry, seen.height);
      end(open.hashes, seen.hash, "answered");
      return;
    }
    default:
      return;
  }
}

function endAll({ spans, open }: PeerRequests, number: number, how: RequestEnd): void {
  for (const span of [...open.blocks.values(), ...open.hashes.values()]) spans.end(number, span, how);
  if (open.headers !== undefined) spans.end(number, open.headers, how);
  open.blocks.clear();
  open.hashes.clear();
  open.headers = undefined;
}

/** Something is missing that somebody has, or says so. */
function lacks({ local, peers }: WorldState, headersOnly: boolean): boolean {
  const { entries } = local;
  if (entries.size === 0) return false;
  if (!headersOnly && entries.countOnBest("header") + entries.countOnBest("asked") > 0) return true;
  for (const { startHeight, bestKnownHeight } of peers.values()) {
    const isClaimed = startHeight !== undefined && (bestKnownHeight ?? 0) < startHeight;
    if (isClaimed && startHeight > entries.bestHeight) return true;
  }
  return false;
}
