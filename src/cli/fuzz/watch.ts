/** Reads the records of a run as they come, so that they need not be kept, and remembers what a judge must know. */
import type { Act } from "../../world/act.ts";
import type { WorldRecord } from "../../world/record.ts";
import type { Scenario } from "../../world/scenario.ts";
import { RequestOracle } from "./request-oracle.ts";

type Observed = Extract<WorldRecord, { kind: "observed" }>;

/** How the local node and one of its peers stand. */
export interface PeerStanding {
  connected: boolean;
  /** Why the last connection ended; undefined: there was none. */
  closedBecause: string | undefined;
  closedByUs: boolean;
  /** A getheaders of this connection has had no answer. */
  headersAwaited: boolean;
  /** When it was last asked for headers on this connection, µs; undefined: never. */
  askedAt: number | undefined;
  /** Both versions are acknowledged, on this connection. */
  shookHands: boolean;
  /** It has shown a block that it has, on this connection. */
  hasShown: boolean;
  /** It has been the sync peer since this connection was made. */
  wasSyncPeer: boolean;
  /** It has been bad since this connection was made. */
  wasBad: boolean;
  wasEverBad: boolean;
  isBad: boolean;
}

export class Watch {
  readonly broken: string[] = [];
  readonly peers = new Map<string, PeerStanding>();
  /** Of the nodes whose policy was changed. */
  readonly policies = new Map<string, string>();
  /** Whom the local node dropped, and why. */
  readonly drops: { readonly peer: string; readonly kind: string; readonly text: string }[] = [];
  /** A chain of headers has shown enough work to be downloaded again: from here on light ones may be kept for a while. */
  redownloaded = false;
  /** Entries of blocks that the local node found itself. */
  readonly mined = new Set<number>();
  readonly crashes: string[] = [];
  /** Hashes of blocks, in display order, that the local node had asked for when the peer left. */
  readonly freedBlocks: string[] = [];

  readonly #requests: RequestOracle;

  constructor(scenario: Scenario) {
    const { peers, acts } = scenario;
    this.#requests = new RequestOracle(scenario);
    const added = acts.flatMap(({ act }) => (act.kind === "addPeer" ? [act.peer] : []));
    for (const { id, behaviours } of [...peers, ...added]) this.#setBad(id, behaviours.length > 0);
  }

  read(records: readonly WorldRecord[]): void {
    for (const record of records) {
      this.#requests.read(record);
      this.#read(record);
    }
    this.broken.push(...this.#requests.problems.splice(0));
  }

  of(name: string): PeerStanding {
    let standing = this.peers.get(name);
    if (standing === undefined) {
      standing = {
        connected: false,
        closedBecause: undefined,
        closedByUs: false,
        headersAwaited: false,
        askedAt: undefined,
        shookHands: false,
        hasShown: false,
        wasSyncPeer: false,
        wasBad: false,
        wasEverBad: false,
        isBad: false,
      };
      this.peers.set(name, standing);
    }
    return standing;
  }

  #act(act: Act): void {
    if (act.kind === "setBehaviours") this.#setBad(act.node, act.behaviours.length > 0);
    else if (act.kind === "setPolicy") this.policies.set(act.node, act.policy);
  }

  #setBad(name: string, isBad: boolean): void {
    const standing = this.of(name);
    standing.wasBad ||= isBad || standing.isBad;
    standing.wasEverBad ||= isBad;
    standing.isBad = isBad;
  }

  #read(record: WorldRecord): void {
    if (record.kind === "acted") this.#act(record.act);
    if (record.kind === "invariantBroken")
      this.broken.push(`${record.invariant.replace(":", "")}: node ${record.node}: ${record.detail}`);
    else if (record.kind === "nodeCrashed") this.crashes.push(`${record.name}: ${record.reason}`);
    if (record.node !== 0) return;
    if (record.kind === "connected") {
      const standing = this.of(record.peer);
      Object.assign(standing, {
        connected: true,
        headersAwaited: false,
        askedAt: undefined,
        shookHands: false,
        hasShown: false,
        wasSyncPeer: false,
        wasBad: standing.isBad,
      });
    } else if (record.kind === "disconnected") {
      const { why: closedBecause, byUs: closedByUs } = record;
      Object.assign(this.of(record.peer), { connected: false, closedBecause, closedByUs });
    } else if (record.kind === "observed") this.#observe(record);
  }

  #observe({ at, observation }: Observed): void {
    if (observation.kind === "headersRequested") {
      Object.assign(this.of(observation.peer), { headersAwaited: true, askedAt: at });
    } else if (observation.kind === "peerDropped") {
      this.drops.push({ peer: observation.peer, ...observation.reason });
    } else if (observation.kind === "blockMined") {
      this.mined.add(observation.entries.first);
    } else if (observation.kind === "presync") {
      this.redownloaded ||= observation.phase === "redownload";
    } else if (observation.kind === "syncPeerChanged" && observation.to !== undefined) {
      this.of(observation.to).wasSyncPeer = true;
    } else if (observation.kind === "blockRequestsFreed") {
      this.freedBlocks.push(...(observation.hashes ?? []));
    } else if (observation.kind === "peerReady") this.of(observation.peer).shookHands = true;
    else if (observation.kind === "peerBestKnownChanged") this.of(observation.peer).hasShown = true;
    else if (observation.kind === "headersReceived") this.of(observation.peer).headersAwaited = false;
  }
}
