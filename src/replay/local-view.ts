/** What the local node knows and wants, as it reported it: its observations applied one after the other. */
import type { HeaderEntries, HeadersSyncPhase, Observation } from "../node/observation.ts";
import { EntryTable } from "./entry-table.ts";
import { LocatorView } from "./locator-view.ts";
import type { PeerView } from "./peer-view.ts";

export interface WindowView {
  readonly low: number;
  readonly high: number;
}

/** The window is full to its end and everything waits for this block. */
export interface StallView {
  readonly entry: number;
  readonly height: number;
  readonly peer: string;
  readonly since: number;
}

export class LocalView {
  readonly entries = new EntryTable();
  /** Counts the starts of the node. */
  index = 0;
  window: WindowView | undefined;
  stall: StallView | undefined;
  /** The last locator sent. */
  locator: LocatorView | undefined;
  /** The one whose answer came last. */
  lastAnswered: LocatorView | undefined;
  /** The last one sent to each. */
  readonly #locators = new Map<string, LocatorView>();
  headersPhase: HeadersSyncPhase = "waiting";
  syncPeer: string | undefined;
  /** Whose headers are only counted, or taken a second time, since their chain has not shown enough work. */
  presync:
    | { readonly peer: string; readonly phase: "presync" | "redownload"; readonly height: number }
    | undefined;
  /** It asks for lists of blocks, not for headers: there is no window, and nothing is known of what comes next. */
  blocksFirst = false;
  /** Chain work of the branches' tips, hex without 0x, by entry. */
  readonly tipWorks = new Map<number, string>();
  /** Chain work of the best header, hex without 0x. */
  work = "";
  /** Blocks stored, genesis not counted. */
  bodies = 0;
  /** Changes whenever the block tree has another shape: new entries, another best chain. */
  shape = 0;
  readonly #peers: ReadonlyMap<string, PeerView>;

  constructor(peers: ReadonlyMap<string, PeerView>) {
    this.#peers = peers;
  }

  /** `departAt`: when the first byte of the message that brought it went out. */
  observe(at: number, seen: Observation, departAt = at): void {
    this.#observe(at, seen, departAt);
    const peer = "peer" in seen && typeof seen.peer === "string" ? this.#peers.get(seen.peer) : undefined;
    peer?.rate.owes(at, peer.inFlight > 0);
  }

  #observe(at: number, seen: Observation, departAt: number): void {
    switch (seen.kind) {
      case "started":
        this.#restart(seen);
        return;
      case "peerReady": {
        const peer = this.#peers.get(seen.peer);
        if (peer === undefined) return;
        peer.ready = true;
        peer.startHeight = seen.startHeight;
        return;
      }
      case "syncPeerChanged":
        this.syncPeer = seen.to;
        return;
      case "headersPhaseChanged":
        this.headersPhase = seen.to;
        return;
      case "headersRequested": {
        this.locator = new LocatorView(seen.peer, at, seen.heights);
        this.#locators.set(seen.peer, this.locator);
        const peer = this.#peers.get(seen.peer);
        if (peer !== undefined) peer.owedHeaders = { at, timeoutAt: seen.timeoutAt };
        return;
      }
      case "headersReceived":
        this.#receiveHeaders(seen);
        return;
      case "bestHeaderChanged":
        this.work = seen.work;
        this.entries.moveBestHeader(seen.to);
        this.shape += 1;
        return;
      case "peerBestKnownChanged": {
        const peer = this.#peers.get(seen.peer);
        if (peer === undefined) return;
        peer.bestKnown = seen.to;
        peer.bestKnownHeight = seen.height;
        this.shape += 1;
        return;
      }
      case "blocksRequested": {
        const { timeoutAt } = seen;
        const peer = this.#peers.get(seen.peer);
        for (const hash of seen.hashes ?? []) peer?.owedHashes.set(hash, { at, timeoutAt });
        seen.entries.forEach((entry, i) => {
          const height = seen.heights[i] ?? this.entries.height(entry);
          peer?.owedBlocks.set(entry, { entry, height, at, timeoutAt });
          this.entries.setAsked(entry);
        });
        return;
      }
      case "blockRequestsFreed":
        for (const hash of seen.hashes ?? []) this.#peers.get(seen.peer)?.owedHashes.delete(hash);
        for (const entry of seen.entries) {
          this.#peers.get(seen.peer)?.owedBlocks.delete(entry);
          this.entries.setUnasked(entry);
        }
        return;
      case "requestedBlocksKnown":
        this.#recognise(seen);
        return;
      case "blockReceived":
        this.#receiveBlock(at, seen, departAt);
        return;
      case "orphanConnected":
        if (seen.entries !== undefined) this.#addEntries(seen.entries);
        if (seen.entry !== undefined) this.#store(seen.entry);
        return;
      case "inventoryRequested":
        this.blocksFirst = true;
        this.locator = new LocatorView(seen.peer, at, seen.heights);
        return;
      case "windowMoved":
        this.window = seen.to;
        return;
      case "windowStalled":
        this.stall = { entry: seen.entry, height: seen.height, peer: seen.peer, since: at };
        return;
      case "windowFreed":
        this.stall = undefined;
        return;
      case "tipChanged":
        this.entries.moveTip(seen.to, seen.disconnected, seen.connected);
        return;
      case "blockMined":
        this.#addEntries(seen.entries);
        this.bodies += seen.entries.count;
        this.entries.setStored(seen.entries.first);
        return;
      case "stallingStarted":
      case "stallingEnded": {
        const peer = this.#peers.get(seen.peer);
        if (peer !== undefined)
          peer.stallingUntil = seen.kind === "stallingStarted" ? seen.timeoutAt : undefined;
        return;
      }
      case "blockInvalid":
        for (const entry of seen.entries) this.entries.setInvalid(entry);
        this.shape += 1;
        return;
      case "presync":
        if (seen.phase !== "ended") {
          this.presync = { peer: seen.peer, phase: seen.phase, height: seen.height };
        } else if (this.presync?.peer === seen.peer) this.presync = undefined;
        return;
      case "misbehaving":
      case "scored":
      case "peerDropped":
      case "peerLeft":
      case "inventoryReceived":
      case "orphanStored":
      case "orphanEvicted":
      case "servedInventory":
      case "servedHeaders":
      case "servedBlock":
        return;
    }
  }

  #restart(seen: Observation & { kind: "started" }): void {
    this.entries.clear();
    this.index += 1;
    this.tipWorks.clear();
    this.window = undefined;
    this.stall = undefined;
    this.locator = undefined;
    this.lastAnswered = undefined;
    this.#locators.clear();
    this.headersPhase = "waiting";
    this.presync = undefined;
    this.blocksFirst = false;
    this.syncPeer = undefined;
    for (const peer of this.#peers.values()) peer.forget();
    this.#addEntries(seen.entries);
    this.tipWorks.clear();
    for (const { entry, work } of seen.works) {
      if (this.entries.tips.has(entry)) this.tipWorks.set(entry, work);
      if (entry === seen.bestHeader) this.work = work;
    }
    for (const entry of seen.stored) this.entries.setStored(entry);
    // Genesis is there in every world.
    this.bodies = Math.max(0, seen.stored.length - 1);
    this.entries.moveBestHeader(seen.bestHeader);
    const chain: number[] = [];
    for (let entry = seen.tip; entry >= 0; entry = this.entries.parent(entry)) chain.push(entry);
    this.entries.moveTip(seen.tip, [], chain);
    for (const entry of seen.invalid) this.entries.setInvalid(entry);
  }

  #addEntries(added: HeaderEntries): void {
    for (let i = 0; i < added.count; i++) {
      if (added.first + i < this.entries.size) continue;
      this.tipWorks.delete(added.parents[i] ?? -1);
      this.entries.add(added.parents[i] ?? -1, added.heights[i] ?? 0);
    }
    if (added.count > 0) this.tipWorks.set(added.first + added.count - 1, added.lastWork);
    this.shape += 1;
  }

  #receiveHeaders(seen: Observation & { kind: "headersReceived" }): void {
    const peer = this.#peers.get(seen.peer);
    const asked = this.#locators.get(seen.peer);
    if (asked !== undefined && peer?.owedHeaders?.at === asked.at) {
      asked.answer(seen);
      this.lastAnswered = asked;
    }
    if (peer !== undefined) {
      peer.owedHeaders = undefined;
      peer.headers += seen.newCount;
    }
    if (seen.entries !== undefined) this.#addEntries(seen.entries);
  }

  /** What is owed by its hash is owed by its entry from now on, and since the same moment. */
  #recognise(seen: Observation & { kind: "requestedBlocksKnown" }): void {
    const peer = this.#peers.get(seen.peer);
    seen.entries.forEach((entry, i) => {
      const hash = seen.hashes[i] ?? "";
      const request = peer?.owedHashes.get(hash);
      peer?.owedHashes.delete(hash);
      const height = seen.heights[i] ?? this.entries.height(entry);
      if (request !== undefined) peer?.owedBlocks.set(entry, { entry, height, ...request });
      this.entries.setAsked(entry);
    });
  }

  #receiveBlock(at: number, seen: Observation & { kind: "blockReceived" }, departAt: number): void {
    const peer = this.#peers.get(seen.peer);
    if (seen.entries !== undefined) this.#addEntries(seen.entries);
    if (peer !== undefined) {
      const askedEntry = seen.entry !== undefined && peer.owedBlocks.delete(seen.entry);
      const askedHash = peer.owedHashes.delete(seen.hash);
      if (askedEntry || askedHash) {
        peer.blocks += 1;
        peer.lastBlockAt = at;
        peer.rate.came({ from: departAt, to: at });
      }
    }
    if (seen.entry === undefined) return;
    if (seen.verdict === "stored") this.#store(seen.entry);
    else if (seen.verdict === "invalid") this.entries.setUnasked(seen.entry);
  }

  #store(entry: number): void {
    this.bodies += 1;
    this.entries.setStored(entry);
  }
}
