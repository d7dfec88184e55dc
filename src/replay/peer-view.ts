/** What the local node knows of one peer, and what the user has made of it. */
import type { Behaviour } from "../world/behaviours/catalogue.ts";
import { BlockRate } from "./block-rate.ts";

/** A request the peer has not answered. */
export interface OpenRequest {
  readonly at: number;
  /** Virtual µs; `undefined` = nothing happens however long it takes. */
  readonly timeoutAt: number | undefined;
}

export interface BlockRequest extends OpenRequest {
  readonly entry: number;
  readonly height: number;
}

export type PeerPhase =
  | "spare"
  | "connecting"
  | "handshake"
  | "ready"
  | "syncing"
  | "sending"
  | "disconnected"
  | "dropped"
  | "stopped"
  /** The local node is stopped. */
  | "unconnected";

export class PeerView {
  readonly name: string;
  /** Height it claimed in its version message. */
  startHeight: number | undefined;
  bestKnown: number | undefined;
  bestKnownHeight: number | undefined;
  connected = false;
  ready = false;
  running = true;
  /** Why the last connection ended, whether we ended it, and whether that was since we stopped ourselves. */
  ended:
    | { readonly at: number; readonly why: string; readonly byUs: boolean; readonly withUs: boolean }
    | undefined;
  behaviours: readonly Behaviour[];
  /** Id of the policy it runs; undefined: nobody has said. */
  policy: string | undefined;
  /** Nobody dials it until one more peer is sought. */
  spare = false;
  readonly owedBlocks = new Map<number, BlockRequest>();
  /** Blocks it owes of which nothing but the hash is known. */
  readonly owedHashes = new Map<string, OpenRequest>();
  owedHeaders: OpenRequest | undefined;
  /** Everybody waits for a block it owes: when it will be dropped for that. */
  stallingUntil: number | undefined;
  /** Requested blocks it delivered. */
  blocks = 0;
  /** New headers it was the first to give. */
  headers = 0;
  bytes = 0;
  readonly rate = new BlockRate();
  /** When it last delivered a block it was asked for. */
  lastBlockAt: number | undefined;

  constructor(name: string, behaviours: readonly Behaviour[], policy?: string) {
    this.name = name;
    this.behaviours = behaviours;
    this.policy = policy;
  }

  /** Each of the two goes its own way from here on. */
  copy(): PeerView {
    const copy = Object.assign(new PeerView(this.name, this.behaviours, this.policy), this);
    return Object.assign(copy, {
      owedBlocks: new Map(this.owedBlocks),
      owedHashes: new Map(this.owedHashes),
      rate: this.rate.copy(),
    });
  }

  get inFlight(): number {
    return this.owedBlocks.size + this.owedHashes.size;
  }

  get phase(): PeerPhase {
    if (!this.running) return "stopped";
    if (!this.connected) {
      if (this.ended === undefined) return this.spare ? "spare" : "connecting";
      if (this.ended.withUs) return "unconnected";
      return this.ended.byUs ? "dropped" : "disconnected";
    }
    if (!this.ready) return "handshake";
    if (this.inFlight > 0) return "sending";
    return this.owedHeaders === undefined ? "ready" : "syncing";
  }

  /** Of what it owes, headers or blocks, the request that was made longest ago. */
  oldestRequest(): OpenRequest | undefined {
    return older(this.owedHeaders, this.oldestBlockRequest());
  }

  oldestBlockRequest(): OpenRequest | undefined {
    let oldest: OpenRequest | undefined;
    for (const requests of [this.owedBlocks, this.owedHashes]) {
      for (const request of requests.values()) oldest = older(oldest, request);
    }
    return oldest;
  }

  /** The local node has begun anew: what the peer told it before is gone, and blocks have other entries. */
  forget(): void {
    this.startHeight = undefined;
    this.bestKnown = undefined;
    this.bestKnownHeight = undefined;
    if (this.ended?.withUs === true) this.ended = undefined;
  }

  connect(): void {
    this.connected = true;
    this.ready = false;
    this.ended = undefined;
  }

  /** `withUs`: it was ours to end since we are no more. */
  disconnect(at: number, why: string, byUs: boolean, withUs: boolean): void {
    this.rate.owes(at, false);
    this.connected = false;
    this.ready = false;
    this.ended = { at, why, byUs, withUs };
    this.owedBlocks.clear();
    this.owedHashes.clear();
    this.owedHeaders = undefined;
    this.stallingUntil = undefined;
  }
}

function older(a: OpenRequest | undefined, b: OpenRequest | undefined): OpenRequest | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.at < a.at ? b : a;
}
