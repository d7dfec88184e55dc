/**
 * What is so in a world at one moment, as far as its records say: plain data, which only `apply` writes. A copy shares what
 * neither changes afterwards (architecture.md §5).
 */
import type { HeadersSyncPhase } from "../node/observation.ts";
import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import { EntryTable } from "./entry-table.ts";
import type { Flight, LostFlight, SideFlight } from "./flight.ts";
import type { LocatorView } from "./locator-view.ts";
import { copyTray, type OrphanTray } from "./orphan-tray.ts";
import { PeerView } from "./peer-view.ts";
import { RunTale } from "./run-tale.ts";

export interface WindowView {
  readonly low: number;
  readonly high: number;
}

/** The window is full to its end and everything waits for this block. */
export interface StallView {
  readonly entry: number;
  readonly height: number;
  readonly peer: string;
  /** Virtual µs. */
  readonly since: number;
}

/** Whose headers are only counted, or taken a second time, since their chain has not shown enough work. */
export interface PresyncView {
  readonly peer: string;
  readonly phase: "presync" | "redownload";
  readonly height: number;
}

/** What the local node knows and wants. */
export interface LocalState {
  entries: EntryTable;
  /** Counts the starts of the node: entries of a start before are of another table. */
  index: number;
  window: WindowView | undefined;
  stall: StallView | undefined;
  /** The last locator sent. */
  locator: LocatorView | undefined;
  /** The one whose answer came last. */
  lastAnswered: LocatorView | undefined;
  /** The last one sent to each. */
  readonly locators: Map<string, LocatorView>;
  headersPhase: HeadersSyncPhase;
  syncPeer: string | undefined;
  presync: PresyncView | undefined;
  /** It asks for lists of blocks, not for headers: there is no window, and nothing is known of what comes next. */
  blocksFirst: boolean;
  /** Blocks that wait for their parent; undefined: none ever has. */
  orphans: OrphanTray | undefined;
  /** Chain work of the branches' tips, hex without 0x, by entry. */
  readonly tipWorks: Map<number, string>;
  /** Chain work of the best header, hex without 0x. */
  work: string;
  /** Blocks stored, genesis not counted. */
  bodies: number;
}

/** The message that came last to the local node: what it observes next, it observed in it. */
interface Arrival {
  readonly at: number;
  readonly peer: string;
  readonly departAt: number;
  /** Of the block in it, as its sender has it; said where nothing but blocks is known. */
  readonly height: number | undefined;
}

export interface WorldState {
  /** Records applied. */
  records: number;
  /** Those of them that are not of messages on their way, of which the node knows nothing. */
  learnt: number;
  /** What the local node and its peers have on the way to each other. */
  readonly flights: Map<string, Flight>;
  /** What peers have on the way to one another. */
  readonly sideFlights: Map<string, SideFlight>;
  /** The latest messages that never came. */
  lost: readonly LostFlight[];
  readonly peers: Map<string, PeerView>;
  /** Of nodes by their numbers. */
  readonly names: Map<number, string>;
  arrival: Arrival | undefined;
  /** How the run ended; `undefined` while it goes on. */
  end: (WorldRecord & { kind: "ended" }) | undefined;
  /** Why the local node does not run any more; undefined: it does, or has not begun yet. */
  halted: "stopped" | "crashed" | undefined;
  readonly local: LocalState;
  /** What one asks when it is over. */
  readonly tale: RunTale;
  /** Policy of those peers that name none. */
  readonly peersPolicy: string | undefined;
}

/** Before anything has happened. `peersPolicy`: of those of the peers that name none. */
export function blankState(peers: readonly PeerSpec[], peersPolicy?: string): WorldState {
  const state: WorldState = {
    records: 0,
    learnt: 0,
    flights: new Map(),
    sideFlights: new Map(),
    lost: [],
    peers: new Map(),
    names: new Map([[0, LOCAL_NODE]]),
    arrival: undefined,
    end: undefined,
    halted: undefined,
    local: {
      entries: new EntryTable(),
      index: 0,
      window: undefined,
      stall: undefined,
      locator: undefined,
      lastAnswered: undefined,
      locators: new Map(),
      headersPhase: "waiting",
      syncPeer: undefined,
      presync: undefined,
      blocksFirst: false,
      orphans: undefined,
      tipWorks: new Map(),
      work: "",
      bodies: 0,
    },
    tale: new RunTale(),
    peersPolicy,
  };
  peers.forEach((peer, i) => {
    state.names.set(i + 1, peer.id);
    addPeer(state, peer);
  });
  return state;
}

export function addPeer(state: WorldState, { id, behaviours, policy, spare }: PeerSpec): void {
  const peer = new PeerView(id, behaviours, policy ?? state.peersPolicy);
  peer.spare = spare === true;
  state.peers.set(id, peer);
}

/** Each of the two goes its own way from here on. */
export function copyState(state: WorldState): WorldState {
  const { local } = state;
  const peers = new Map<string, PeerView>();
  for (const [name, peer] of state.peers) peers.set(name, peer.copy());
  return {
    ...state,
    flights: new Map(state.flights),
    sideFlights: new Map(state.sideFlights),
    peers,
    names: new Map(state.names),
    local: {
      ...local,
      entries: local.entries.copy(),
      locators: new Map(local.locators),
      tipWorks: new Map(local.tipWorks),
      orphans: local.orphans === undefined ? undefined : copyTray(local.orphans),
    },
    tale: state.tale.copy(),
  };
}
