/**
 * What the world looks like to the local node, and what is on the wire: the records of a run applied one after
 * the other. Nothing here asks a node anything; a batch costs as much as what it says (architecture.md §5).
 */
import type { HeadersSyncPhase } from "../node/observation.ts";
import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/scenario.ts";
import type { EntryTable } from "./entry-table.ts";
import type { Flight, LostFlight, SideFlight } from "./flight.ts";
import { LocalView, type StallView, type WindowView } from "./local-view.ts";
import type { LocatorView } from "./locator-view.ts";
import { PeerView } from "./peer-view.ts";
import { RunTale } from "./run-tale.ts";
import { sentenceOf } from "./sentences.ts";
import type { ToldEvent } from "./told-event.ts";

/** Lost messages stay visible for so long, virtual µs. */
const LOST_SHOWN_US = 1_500_000;
/** What is told of messages, and not of those to whom they go. */
const ON_THE_WAY: ReadonlySet<WorldRecord["kind"]> = new Set(["sent", "departed", "queued", "delivered"]);

export class WorldView {
  /** What the local node and its peers have on the way to each other. */
  readonly flights = new Map<string, Flight>();
  /** What peers have on the way to one another. */
  readonly sideFlights = new Map<string, SideFlight>();
  readonly events: ToldEvent[] = [];
  readonly #peers = new Map<string, PeerView>();
  #list: readonly PeerView[] = [];
  #peerNames: readonly string[] = [];
  readonly #local = new LocalView(this.#peers);
  readonly #names = new Map<number, string>();
  readonly #peersPolicy: string | undefined;
  #lost: LostFlight[] = [];
  /** The message that came last to the local node: what it observes next, it observed in it. */
  #arrival: { readonly at: number; readonly peer: string; readonly departAt: number } | undefined;
  #end: (WorldRecord & { kind: "ended" }) | undefined;
  #halted: WorldView["halted"];
  #changes = 0;
  #learnt = 0;
  /** What one asks when it is over. */
  readonly tale = new RunTale();

  /** The chain is followed by its headers alone: there are no blocks to have. */
  readonly headersOnly: boolean;

  /**
   * `peers`: those that are there from the start; `peersPolicy`: of those of them that name none; `headersOnly`: nobody has a
   * block.
   */
  constructor(peers: readonly PeerSpec[], peersPolicy?: string, headersOnly = false) {
    this.headersOnly = headersOnly;
    this.#peersPolicy = peersPolicy;
    this.#names.set(0, LOCAL_NODE);
    peers.forEach((peer, i) => {
      this.#names.set(i + 1, peer.id);
      this.#add(peer);
    });
  }

  /** Another list only when somebody has come. */
  get peers(): readonly PeerView[] {
    return this.#list;
  }

  /** Of the peers; another list only when somebody has come. */
  get peerNames(): readonly string[] {
    return this.#peerNames;
  }

  peer(name: string): PeerView | undefined {
    return this.#peers.get(name);
  }

  get entries(): EntryTable {
    return this.#local.entries;
  }

  /** Counts the starts of the local node: entries of a start before are of another table. */
  get index(): number {
    return this.#local.index;
  }

  get window(): WindowView | undefined {
    return this.#local.window;
  }

  get stall(): StallView | undefined {
    return this.#local.stall;
  }

  /** The last locator sent. */
  get locator(): LocatorView | undefined {
    return this.#local.locator;
  }

  /** The locator whose answer came last; undefined also where its peer has gone since. */
  get lastAnswered(): LocatorView | undefined {
    const { lastAnswered } = this.#local;
    return lastAnswered !== undefined && this.peer(lastAnswered.peer)?.connected === true
      ? lastAnswered
      : undefined;
  }

  get headersPhase(): HeadersSyncPhase {
    return this.#local.headersPhase;
  }

  /** See LocalView. */
  get presync(): LocalView["presync"] {
    const { presync } = this.#local;
    return presync !== undefined && this.peer(presync.peer)?.connected === true ? presync : undefined;
  }

  get syncPeer(): string | undefined {
    return this.#local.syncPeer;
  }

  /** Chain work of the best header, hex without 0x. */
  get work(): string {
    return this.#local.work;
  }

  /** Chain work of a branch's tip, hex without 0x; undefined for what is no tip. */
  tipWork(entry: number): string | undefined {
    return this.#local.tipWorks.get(entry);
  }

  /** Blocks stored that are not on the best chain. */
  get storedAside(): number {
    const { entries, bodies } = this.#local;
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
    return this.#lost;
  }

  /** How the run ended; `undefined` while it goes on. */
  get end(): (WorldRecord & { kind: "ended" }) | undefined {
    return this.#end;
  }

  /** Why the local node does not run any more; undefined: it does, or has not begun yet. */
  get halted(): "stopped" | "crashed" | undefined {
    return this.#halted;
  }

  /** See LocalView. */
  get blocksFirst(): boolean {
    return this.#local.blocksFirst;
  }

  /** Height of the active chain's tip; −1 before the node has started. */
  get tipHeight(): number {
    return this.entries.height(this.entries.tip);
  }

  /** Changes whenever the block tree has another shape: new entries, another best chain. */
  get shape(): number {
    return this.#local.shape;
  }

  /** Changes with every record. */
  get changes(): number {
    return this.#changes;
  }

  /** Changes with every record but those of messages that are on their way, of which the node knows nothing. */
  get learnt(): number {
    return this.#learnt;
  }

  /** The peer a block is asked of, and since when. */
  request(
    entry: number,
  ): { readonly peer: string; readonly at: number; readonly timeoutAt: number | undefined } | undefined {
    for (const peer of this.#peers.values()) {
      const request = peer.owedBlocks.get(entry);
      if (request !== undefined) return { peer: peer.name, at: request.at, timeoutAt: request.timeoutAt };
    }
    return undefined;
  }

  /** Requests that nobody has answered yet. */
  get owed(): number {
    let owed = 0;
    for (const peer of this.#peers.values()) owed += peer.inFlight;
    return owed;
  }

  /** The greatest height that a peer claims and has not shown yet; of one who never will, until the run is synced. `undefined`: none has spoken. */
  get claimedHeight(): number | undefined {
    let claimed: number | undefined;
    const isSynced = this.#end?.ended === "synced";
    for (const peer of this.#peers.values()) {
      if (peer.startHeight === undefined) continue;
      const shown = isSynced || (peer.bestKnownHeight ?? 0) >= peer.startHeight;
      claimed = Math.max(claimed ?? 0, shown ? 0 : peer.startHeight);
    }
    return claimed;
  }

  /** Records in the order `(at, node, sequence)`, none earlier than those applied before. */
  apply(records: readonly WorldRecord[]): void {
    for (const record of records) this.#applyOne(record);
  }

  #applyOne(record: WorldRecord): void {
    this.#changes += 1;
    if (!ON_THE_WAY.has(record.kind)) this.#learnt += 1;
    // One that was added is known by no name before it has started.
    if (record.kind === "nodeStarted") this.#names.set(record.node, record.name);
    const name = this.#names.get(record.node);
    const sentence = sentenceOf(record, this.#habitsBefore(record));
    this.tale.tell(record);
    if (sentence !== undefined && !this.#onlyHeadersMoved(record)) {
      const actor = record.node < 0 ? "" : (name ?? "");
      const told = { ...sentence, at: record.at, actor, index: this.#local.index };
      // The world comes first at its instant; its end is told after what led to it.
      this.events.splice(this.#end?.at === record.at ? -1 : this.events.length, 0, told);
    }
    switch (record.kind) {
      case "nodeStarted":
        this.#setRunning(record.name, true);
        if (record.node === 0) this.#halted = undefined;
        return;
      case "nodeStopped":
      case "nodeCrashed":
        this.#setRunning(record.name, false);
        if (record.node === 0) this.#halted = record.kind === "nodeCrashed" ? "crashed" : "stopped";
        return;
      case "connected":
        if (record.node === 0) this.#peers.get(record.peer)?.connect();
        return;
      case "disconnected":
        if (record.node === 0) this.#disconnect(record.peer, record.at, record.why, record.byUs);
        return;
      case "sent":
        this.#send(record, name);
        return;
      case "departed": {
        const { message, at: departAt, arriveAt } = record;
        const flight = this.flights.get(message) ?? this.sideFlights.get(message);
        if (flight !== undefined) Object.assign(flight, { departAt, arriveAt });
        return;
      }
      case "queued": {
        const flight = this.flights.get(record.message);
        if (flight !== undefined) flight.waits = true;
        return;
      }
      case "unsent":
        this.#lose(record.message, record.at, "connection closed");
        return;
      case "delivered": {
        const departAt = this.flights.get(record.message)?.departAt ?? record.at;
        this.flights.delete(record.message);
        this.sideFlights.delete(record.message);
        if (record.node !== 0) return;
        this.#arrival = { at: record.at, peer: record.from, departAt };
        const from = this.#peers.get(record.from);
        if (from !== undefined) from.bytes += record.bytes;
        return;
      }
      case "lost":
        this.#lose(record.message, record.at, record.why);
        return;
      case "observed":
        if (record.node === 0) this.#local.observe(record.at, record.observation, this.#departAt(record));
        return;
      case "acted":
        this.#act(record.act);
        return;
      case "ended":
        this.#end = record;
        return;
      case "misbehaved":
      case "invariantBroken":
        return;
    }
  }

  #habitsBefore(record: WorldRecord): PeerView["behaviours"] | undefined {
    if (record.kind !== "acted" || record.act.kind !== "setBehaviours") return undefined;
    return this.#peers.get(record.act.node)?.behaviours;
  }

  /** Where there are no blocks, the tip follows the headers, which is told already. */
  #onlyHeadersMoved(record: WorldRecord): boolean {
    return record.kind === "observed" && record.observation.kind === "tipChanged" && this.#local.bodies === 0;
  }

  /** When the first byte of the message in which this was seen went out; undefined: it was seen in none. */
  #departAt({ at, observation }: WorldRecord & { kind: "observed" }): number | undefined {
    const arrival = this.#arrival;
    const isOfIt = arrival?.at === at && "peer" in observation && observation.peer === arrival.peer;
    return isOfIt ? arrival.departAt : undefined;
  }

  #send(record: WorldRecord & { kind: "sent" }, sender: string | undefined): void {
    const outgoing = record.node === 0;
    const peer = outgoing ? record.to : sender;
    if (peer === undefined) return;
    const { message, command, bytes, at, arriveAt = Number.POSITIVE_INFINITY, summary } = record;
    // What waits for its turn has not left yet.
    const departAt = record.arriveAt === undefined ? Number.POSITIVE_INFINITY : at;
    if (!outgoing && record.to !== LOCAL_NODE) {
      this.sideFlights.set(message, { from: peer, to: record.to, command, departAt, arriveAt });
      return;
    }
    this.flights.set(message, {
      message,
      peer,
      outgoing,
      command,
      bytes,
      at,
      departAt,
      arriveAt,
      summary,
      waits: false,
    });
  }

  #lose(message: string, at: number, why: string): void {
    const flight = this.flights.get(message);
    this.flights.delete(message);
    this.sideFlights.delete(message);
    this.#lost = this.#lost.filter((lost) => lost.at > at - LOST_SHOWN_US);
    if (flight !== undefined) this.#lost.push({ flight, at, why });
  }

  #setRunning(name: string, running: boolean): void {
    const peer = this.#peers.get(name);
    if (peer !== undefined) peer.running = running;
  }

  #disconnect(name: string, at: number, why: string, byUs: boolean): void {
    const peer = this.#peers.get(name);
    if (peer === undefined) return;
    for (const entry of peer.owedBlocks.keys()) this.entries.setUnasked(entry);
    // A node that is no more has dropped nobody.
    const withUs = byUs && (why === "stopped" || why === "crashed");
    peer.disconnect(at, why, byUs && !withUs, withUs);
    if (this.#local.stall?.peer === name) this.#local.stall = undefined;
  }

  #act(act: Act): void {
    this.#end = undefined;
    if (act.kind === "setBehaviours") {
      const peer = this.#peers.get(act.node);
      if (peer !== undefined) peer.behaviours = act.behaviours;
    } else if (act.kind === "addPeer" && !this.#peers.has(act.peer.id)) {
      this.#add(act.peer);
    } else if (act.kind === "setPolicy") {
      const peer = this.#peers.get(act.node);
      if (peer !== undefined) peer.policy = act.policy;
    }
  }

  #add({ id, behaviours, policy, spare }: PeerSpec): void {
    const peer = new PeerView(id, behaviours, policy ?? this.#peersPolicy);
    peer.spare = spare === true;
    this.#peers.set(id, peer);
    this.#list = [...this.#peers.values()];
    this.#peerNames = [...this.#peers.keys()];
  }
}
