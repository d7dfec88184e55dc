/** What a judge must know of one node at the end: how it stands with each of its peers, and what it did to them. */
import { toHex } from "../bitcoin/bytes.ts";
import type { WorldRecord } from "../world/record.ts";

type Observed = Extract<WorldRecord, { kind: "observed" }>;

/** How the node and one of its peers stand. */
export interface PeerStanding {
  connected: boolean;
  /** Why the last connection ended; undefined: there was none. */
  closedBecause: string | undefined;
  closedByUs: boolean;
  /** The peer has dialled us. */
  inbound: boolean;
  /** A getheaders of this connection has had no answer. */
  headersAwaited: boolean;
  /** When it was last asked for headers on this connection, µs; undefined: never. */
  askedAt: number | undefined;
  /** Both versions are acknowledged, on this connection. */
  shookHands: boolean;
  /** It gave headers that were new, on this connection. */
  gaveHeaders: boolean;
  /** Entry of the best block that it has shown to have, on this connection. */
  shown: number | undefined;
  /** Entry of the last block that it has sent, asked for or not, on this connection. */
  sent: number | undefined;
  /** The count of its chain has ended, none of it was kept, and it has not been asked since. */
  countGivenUp: boolean;
  /** It has told us of a header, or sent a block, whose parent we lacked. */
  toldLoose: boolean;
  /** It has been the sync peer since this connection was made. */
  wasSyncPeer: boolean;
  /** It has been bad since this connection was made. */
  wasBad: boolean;
  wasEverBad: boolean;
  isBad: boolean;
  /**
   * So many blocks that we had asked for by their hashes came before the headers that lead there, and were held against who
   * was honest enough to send them (protocol.md §2.20, §2.22).
   */
  earlyBlocks: number;
}

/** What is true of a new connection. */
const NEW = {
  headersAwaited: false,
  askedAt: undefined,
  shookHands: false,
  gaveHeaders: false,
  shown: undefined,
  sent: undefined,
  countGivenUp: false,
  toldLoose: false,
  wasSyncPeer: false,
};

/** What Core 0.12 holds against who sends a block or a header before the headers that lead there. */
export const TOO_EARLY = "bad-prevblk";
/** And how much: a block on an invalid one has the same name and costs more. */
const TOO_EARLY_SCORE = 10;
/** So many are a ban. */
const EARLY_BLOCKS_MAX = 10;

export class NodeWatch {
  readonly peers = new Map<string, PeerStanding>();
  /** Whom the node dropped, and why. */
  readonly drops: { readonly peer: string; readonly kind: string; readonly text: string }[] = [];
  /** A chain of headers has shown enough work to be downloaded again: from here on light ones may be kept for a while. */
  redownloaded = false;
  /** Names of peers that gave a block before its parent: they are asked what leads to it. */
  readonly orphanGivers = new Set<string>();
  /** The tips it has had under the rules it goes by now, and since when, µs: other rules number their entries anew. */
  readonly tips: { readonly at: number; readonly entry: number }[] = [];
  /**
   * Its tip and its best header whenever it looked at them since it last started, µs: when one of them moved, somebody was there
   * to be asked, or asked. Alone it does not look (0.12 calls `IsInitialBlockDownload` from `SendMessages`).
   */
  readonly looks: { readonly at: number; readonly tip: number; readonly bestHeader: number }[] = [];
  /** When its tip last moved, µs; 0: never. */
  tipSince = 0;
  #standing = { tip: 0, bestHeader: 0 };
  /** Hashes, hex, of blocks that the node found itself. */
  readonly mined = new Set<string>();
  /** Hashes of blocks, in display order, that the node had asked for when the peer left. */
  readonly freedBlocks: string[] = [];

  /** Hashes of blocks, in display order, that waited for a parent and had to make room. */
  readonly evictedOrphans: string[] = [];

  /** Hashes of blocks, in display order, that were asked for before their headers were known. */
  readonly #askedByHash = new Set<string>();

  of(name: string): PeerStanding {
    let standing = this.peers.get(name);
    if (standing === undefined) {
      standing = {
        ...NEW,
        connected: false,
        closedBecause: undefined,
        closedByUs: false,
        inbound: false,
        wasBad: false,
        wasEverBad: false,
        isBad: false,
        earlyBlocks: 0,
      };
      this.peers.set(name, standing);
    }
    return standing;
  }

  /** It was banned for nothing else than doing as we asked. */
  bannedUnjustly(name: string): boolean {
    return this.of(name).earlyBlocks >= EARLY_BLOCKS_MAX;
  }

  setBad(name: string, isBad: boolean): void {
    const standing = this.of(name);
    standing.wasBad ||= isBad || standing.isBad;
    standing.wasEverBad ||= isBad;
    standing.isBad = isBad;
  }

  /** It goes by other rules from now on, and reads its disk anew. */
  onPolicy(): void {
    this.tips.splice(0);
  }

  read(record: WorldRecord): void {
    if (record.kind === "connected") {
      const standing = this.of(record.peer);
      Object.assign(standing, NEW, {
        connected: true,
        inbound: record.inbound,
        wasBad: standing.isBad,
      });
    } else if (record.kind === "disconnected") {
      const { why: closedBecause, byUs: closedByUs } = record;
      Object.assign(this.of(record.peer), { connected: false, closedBecause, closedByUs });
    } else if (record.kind === "observed") this.#observe(record);
  }

  #observe({ at, observation }: Observed): void {
    switch (observation.kind) {
      case "headersRequested":
        Object.assign(this.of(observation.peer), { headersAwaited: true, askedAt: at, countGivenUp: false });
        break;
      case "headersReceived":
        this.of(observation.peer).headersAwaited = false;
        if (observation.newCount > 0)
          Object.assign(this.of(observation.peer), { countGivenUp: false, gaveHeaders: true });
        break;
      case "peerReady":
        this.of(observation.peer).shookHands = true;
        this.#look(at);
        break;
      case "peerBestKnownChanged":
        this.of(observation.peer).shown = observation.to;
        break;
      case "peerDropped":
        this.drops.push({ peer: observation.peer, ...observation.reason });
        break;
      case "syncPeerChanged":
        if (observation.to !== undefined) this.of(observation.to).wasSyncPeer = true;
        break;
      case "blockMined":
        this.mined.add(toHex(observation.entries.hashes));
        break;
      case "scored":
        if (observation.reason === TOO_EARLY && observation.score === TOO_EARLY_SCORE)
          this.of(observation.peer).toldLoose = true;
        break;
      case "blocksRequested":
        for (const hash of observation.hashes ?? []) this.#askedByHash.add(hash);
        break;
      case "orphanStored":
        this.orphanGivers.add(observation.peer);
        this.of(observation.peer).toldLoose = true;
        break;
      case "orphanEvicted":
        this.evictedOrphans.push(observation.hash);
        break;
      case "blockReceived":
        if (observation.entry !== undefined) this.of(observation.peer).sent = observation.entry;
        if (observation.reason === TOO_EARLY && this.#askedByHash.has(observation.hash))
          this.of(observation.peer).earlyBlocks += 1;
        break;
      case "blockRequestsFreed":
        this.freedBlocks.push(...(observation.hashes ?? []));
        break;
      case "started":
        this.looks.splice(0);
        if (this.tips.length === 0) this.tips.push({ at: 0, entry: observation.tip });
        this.#standing = { tip: observation.tip, bestHeader: observation.bestHeader };
        break;
      case "bestHeaderChanged":
        this.#look(at, { bestHeader: observation.to });
        break;
      case "tipChanged":
        this.#look(at, { tip: observation.to });
        this.tips.push({ at, entry: observation.to });
        this.tipSince = at;
        break;
      case "servedHeaders":
        this.#look(at);
        break;
      case "presync":
        this.redownloaded ||= observation.phase === "redownload";
        this.of(observation.peer).countGivenUp = observation.phase === "ended";
        break;
    }
  }

  #look(at: number, moved: { readonly tip?: number; readonly bestHeader?: number } = {}): void {
    this.#standing = { ...this.#standing, ...moved };
    this.looks.push({ ...this.#standing, at });
  }
}
