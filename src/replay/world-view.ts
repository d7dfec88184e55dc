/**
 * What the world looks like to the local node, and what is on the wire, at one moment of its history: the newest, or any that has
 * been. Nothing here asks a node anything.
 */
import type { HeadersSyncPhase } from "../node/observation.ts";
import type { WorldRecord } from "../world/record.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { EntryTable } from "./entry-table.ts";
import type { Flight, LostFlight, SideFlight } from "./flight.ts";
import { History } from "./history.ts";
import type { LocatorView } from "./locator-view.ts";
import type { OrphanTray } from "./orphan-tray.ts";
import type { PeerView } from "./peer-view.ts";
import type { RunTale } from "./run-tale.ts";
import type { ToldEvent } from "./told-event.ts";
import type { PresyncView, StallView, WindowView, WorldState } from "./world-state.ts";

export class WorldView {
  /** The chain is followed by its headers alone: there are no blocks to have. */
  readonly headersOnly: boolean;
  readonly history: History;
  #state: WorldState;
  /** The peers of a state, and of which; undefined: to be listed. */
  #listed: { readonly peers: WorldState["peers"]; readonly list: readonly PeerView[] } | undefined;
  #peerNames: readonly string[] = [];

  /**
   * `peers`: those that are there from the start; `peersPolicy`: of those of them that name none; `headersOnly`: nobody has a
   * block.
   */
  constructor(peers: readonly PeerSpec[], peersPolicy?: string, headersOnly = false) {
    this.headersOnly = headersOnly;
    this.history = new History(peers, peersPolicy, headersOnly);
    this.#state = this.history.at(0);
  }

  /** Takes in what has happened since, and shows the newest. */
  apply(records: readonly WorldRecord[]): void {
    this.history.append(records);
    this.show(this.history.count);
  }

  /** Shows the moment after the first `position` records. Throws a RangeError if nobody has got there yet. */
  show(position: number): void {
    this.#state = this.history.at(position);
  }

  /** How many records have happened at the moment shown. */
  get position(): number {
    return this.#state.records;
  }

  /** What the local node and its peers have on the way to each other. */
  get flights(): ReadonlyMap<string, Flight> {
    return this.#state.flights;
  }

  /** What peers have on the way to one another. */
  get sideFlights(): ReadonlyMap<string, SideFlight> {
    return this.#state.sideFlights;
  }

  /** How many lines the log has. */
  get told(): number {
    return this.history.log.lengthAfter(this.position);
  }

  /** Line `index` of the log, the oldest first; undefined: there is none. */
  event(index: number): ToldEvent | undefined {
    return this.history.log.line(index, this.told);
  }

  /** The last thing done to the world. */
  get lastAct(): ToldEvent | undefined {
    return this.history.log.lastAct(this.told);
  }

  /** What one asks when it is over. */
  get tale(): RunTale {
    return this.#state.tale;
  }

  /** Another list only when somebody has come, or another moment is shown than a newer one. */
  get peers(): readonly PeerView[] {
    const { peers } = this.#state;
    if (this.#listed?.peers !== peers || this.#listed.list.length !== peers.size)
      this.#listed = { peers, list: [...peers.values()] };
    return this.#listed.list;
  }

  /** Of the peers; another list only when somebody has come. */
  get peerNames(): readonly string[] {
    const { peers } = this.#state;
    // Nobody ever goes from the list.
    if (this.#peerNames.length !== peers.size) this.#peerNames = [...peers.keys()];
    return this.#peerNames;
  }

  peer(name: string): PeerView | undefined {
    return this.#state.peers.get(name);
  }

  get entries(): EntryTable {
    return this.#state.local.entries;
  }

  /** Counts the starts of the local node: entries of a start before are of another table. */
  get index(): number {
    return this.#state.local.index;
  }

  get window(): WindowView | undefined {
    return this.#state.local.window;
  }

  /** Everything waits for the window's first block: behind it others have come. Undefined: nothing does. */
  get stall(): StallView | undefined {
    const { stall, window, entries } = this.#state.local;
    if (stall === undefined || window === undefined) return undefined;
    // The node speaks of a stall as soon as one peer has nothing to give, while all the others may be giving.
    const [, , stored = 0] = entries.histogram(stall.height + 1, Math.min(window.high, entries.bestHeight));
    return stored > 0 ? stall : undefined;
  }

  /** The last locator sent. */
  get locator(): LocatorView | undefined {
    return this.#state.local.locator;
  }

  /** The locator whose answer came last; undefined also where its peer has gone since. */
  get lastAnswered(): LocatorView | undefined {
    const { lastAnswered } = this.#state.local;
    return lastAnswered !== undefined && this.peer(lastAnswered.peer)?.connected === true
      ? lastAnswered
      : undefined;
  }

  get headersPhase(): HeadersSyncPhase {
    return this.#state.local.headersPhase;
  }

  /** See LocalState. */
  get presync(): PresyncView | undefined {
    const { presync } = this.#state.local;
    return presync !== undefined && this.peer(presync.peer)?.connected === true ? presync : undefined;
  }

  get syncPeer(): string | undefined {
    return this.#state.local.syncPeer;
  }

  /** Chain work of the best header, hex without 0x. */
  get work(): string {
    return this.#state.local.work;
  }

  /** Chain work of a branch's tip, hex without 0x; undefined for what is no tip. */
  tipWork(entry: number): string | undefined {
    return this.#state.local.tipWorks.get(entry);
  }

  /** Blocks stored that are not on the best chain. */
  get storedAside(): number {
    const { entries, bodies } = this.#state.local;
    const onBest = entries.countOnBest("stored") + entries.countOnBest("validated") - 1;
    return Math.max(0, bodies - Math.max(0, onBest));
  }

  /** Blocks of the best chain that are on the active one, genesis not counted. */
  get validated(): number {
    return Math.max(0, this.entries.countOnBest("validated") - 1);
  }

  /** Blocks of the active chain that are not on the best chain: it is about to be left. */
  get validatedAside(): number {
    return this.headersOnly ? 0 : Math.max(0, this.tipHeight - this.validated);
  }

  get lost(): readonly LostFlight[] {
    return this.#state.lost;
  }

  /** How the run ended; `undefined` while it goes on. */
  get end(): (WorldRecord & { kind: "ended" }) | undefined {
    return this.#state.end;
  }

  /** Why the local node does not run any more; undefined: it does, or has not begun yet. */
  get halted(): "stopped" | "crashed" | undefined {
    return this.#state.halted;
  }

  /** See LocalState. */
  get blocksFirst(): boolean {
    return this.#state.local.blocksFirst;
  }

  /** See LocalState. */
  get orphans(): OrphanTray | undefined {
    return this.#state.local.orphans;
  }

  /** Height of the active chain's tip; −1 before the node has started. */
  get tipHeight(): number {
    return this.entries.height(this.entries.tip);
  }

  /** Changes with every record. */
  get changes(): number {
    return this.#asRead(this.#state.records);
  }

  /** Changes with every record but those of messages that are on their way, of which the node knows nothing. */
  get learnt(): number {
    return this.#asRead(this.#state.learnt);
  }

  /** An end that is taken back makes room for another record. */
  #asRead(count: number): number {
    return 2 * count + (this.#state.end === undefined ? 0 : 1);
  }

  /** The peer a block is asked of, and since when. */
  request(
    entry: number,
  ): { readonly peer: string; readonly at: number; readonly timeoutAt: number | undefined } | undefined {
    for (const peer of this.#state.peers.values()) {
      const request = peer.owedBlocks.get(entry);
      if (request !== undefined) return { peer: peer.name, at: request.at, timeoutAt: request.timeoutAt };
    }
    return undefined;
  }

  /** Requests that nobody has answered yet. */
  get owed(): number {
    let owed = 0;
    for (const peer of this.#state.peers.values()) owed += peer.inFlight;
    return owed;
  }

  /** The greatest height that a peer claims and has not shown yet; of one who never will, until the run is synced. `undefined`: none has spoken. */
  get claimedHeight(): number | undefined {
    let claimed: number | undefined;
    const isSynced = this.#state.end?.ended === "synced";
    for (const peer of this.#state.peers.values()) {
      if (peer.startHeight === undefined) continue;
      const shown = isSynced || (peer.bestKnownHeight ?? 0) >= peer.startHeight;
      claimed = Math.max(claimed ?? 0, shown ? 0 : peer.startHeight);
    }
    return claimed;
  }
}
