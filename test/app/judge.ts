/**
 * What the records of a run say of one moment, worked out from them alone and as plainly as can be: every record is read once
 * more for every moment, and nothing is kept between them. It shares no code with what draws the page.
 */
import type { WorldRecord } from "../../src/world/record.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";

export interface Judged {
  /** Of entry: height and parent. */
  readonly heights: ReadonlyMap<number, number>;
  readonly parents: ReadonlyMap<number, number>;
  readonly stored: ReadonlySet<number>;
  /** How the local node came to run no more. */
  readonly halted: "nodeStopped" | "nodeCrashed" | undefined;
  readonly invalid: ReadonlySet<number>;
  /** Entries from the tip, or the best header, down to genesis. */
  readonly active: ReadonlySet<number>;
  readonly best: ReadonlySet<number>;
  readonly tip: number | undefined;
  readonly bestHeader: number | undefined;
  readonly bestWork: string;
  readonly works: ReadonlyMap<number, string>;
  readonly peers: ReadonlyMap<string, JudgedPeer>;
  readonly window: { readonly low: number; readonly high: number } | undefined;
  readonly stall: { readonly height: number; readonly entry: number; readonly peer: string } | undefined;
  /** Whose headers are only counted, or kept when they come a second time. */
  readonly presync: { readonly peer: string; readonly phase: string; readonly height: number } | undefined;
  readonly phase: "waiting" | "syncing" | "done";
  readonly syncPeer: string | undefined;
  readonly locator:
    | { readonly peer: string; readonly at: number; readonly heights: readonly number[] }
    | undefined;
  /** Under way between the local node and a peer. */
  readonly onTheWire: readonly JudgedFlight[];
  readonly end:
    | { readonly ended: string; readonly at: number; readonly syncedAt: number | undefined }
    | undefined;
}

export interface JudgedPeer {
  connected: boolean;
  ready: boolean;
  running: boolean;
  startHeight: number | undefined;
  bestKnown: number | undefined;
  /** By entry, or by hash where no entry is known: since when. */
  owes: Map<number | string, number>;
  headersSince: number | undefined;
  delivered: number;
  bytes: number;
  habits: number;
  /** Somebody dialled it once. */
  wasThere: boolean;
  spare: boolean;
}

export interface JudgedFlight {
  readonly peer: string;
  readonly isOutgoing: boolean;
  readonly command: string;
  /** Virtual µs; Infinity while it waits to leave. */
  readonly departAt: number;
  readonly arriveAt: number;
}

/** All records up to and with `at`, virtual µs, in order. */
export function judge(scenario: Scenario, records: readonly WorldRecord[], at: number): Judged {
  const heights = new Map<number, number>();
  const parents = new Map<number, number>();
  const works = new Map<number, string>();
  const stored = new Set<number>();
  const invalid = new Set<number>();
  const names = new Map<number, string>([[0, "You"]]);
  const peers = new Map<string, JudgedPeer>();
  const flights = new Map<string, JudgedFlight>();
  let tip: number | undefined;
  let bestHeader: number | undefined;
  let bestWork = "";
  let window: Judged["window"];
  let stall: Judged["stall"];
  let presync: Judged["presync"];
  let phase: Judged["phase"] = "waiting";
  let syncPeer: string | undefined;
  let locator: Judged["locator"];
  let end: Judged["end"];
  let halted: Judged["halted"];

  const addPeer = (id: string, habits: number, isSpare: boolean) =>
    peers.set(id, {
      connected: false,
      ready: false,
      running: true,
      startHeight: undefined,
      bestKnown: undefined,
      owes: new Map(),
      headersSince: undefined,
      delivered: 0,
      bytes: 0,
      habits,
      wasThere: false,
      spare: isSpare,
    });
  scenario.peers.forEach((peer, i) => {
    names.set(i + 1, peer.id);
    addPeer(peer.id, peer.behaviours.length, peer.spare === true);
  });
  const learn = (
    entries:
      | { first: number; count: number; parents: Int32Array; heights: Int32Array; lastWork: string }
      | undefined,
  ) => {
    if (entries === undefined) return;
    for (let i = 0; i < entries.count; i++) {
      heights.set(entries.first + i, entries.heights[i] ?? -1);
      parents.set(entries.first + i, entries.parents[i] ?? -1);
    }
    if (entries.count > 0) works.set(entries.first + entries.count - 1, entries.lastWork);
  };

  for (const record of records) {
    if (record.at > at) break;
    switch (record.kind) {
      case "nodeStarted": {
        names.set(record.node, record.name);
        const peer = peers.get(record.name);
        if (peer !== undefined) peer.running = true;
        if (record.node === 0) halted = undefined;
        break;
      }
      case "nodeStopped":
      case "nodeCrashed": {
        const peer = peers.get(record.name);
        if (peer !== undefined) peer.running = false;
        if (record.node === 0) halted = record.kind;
        break;
      }
      case "connected": {
        const peer = record.node === 0 ? peers.get(record.peer) : undefined;
        if (peer !== undefined) Object.assign(peer, { connected: true, ready: false, wasThere: true });
        break;
      }
      case "disconnected": {
        const peer = record.node === 0 ? peers.get(record.peer) : undefined;
        if (peer === undefined) break;
        Object.assign(peer, { connected: false, ready: false, wasThere: true, headersSince: undefined });
        peer.owes.clear();
        if (stall?.peer === record.peer) stall = undefined;
        break;
      }
      case "sent": {
        const sender = names.get(record.node);
        const isOutgoing = record.node === 0;
        const peer = isOutgoing ? record.to : sender;
        if (peer === undefined || (!isOutgoing && record.to !== "You")) break;
        const { command, arriveAt } = record;
        flights.set(record.message, {
          peer,
          isOutgoing,
          command,
          departAt: arriveAt === undefined ? Number.POSITIVE_INFINITY : record.at,
          arriveAt: arriveAt ?? Number.POSITIVE_INFINITY,
        });
        break;
      }
      case "departed": {
        const flight = flights.get(record.message);
        if (flight !== undefined)
          flights.set(record.message, { ...flight, departAt: record.at, arriveAt: record.arriveAt });
        break;
      }
      case "delivered": {
        flights.delete(record.message);
        const peer = record.node === 0 ? peers.get(record.from) : undefined;
        if (peer !== undefined) peer.bytes += record.bytes;
        break;
      }
      case "unsent":
      case "lost":
        flights.delete(record.message);
        break;
      case "acted":
        end = undefined;
        if (record.act.kind === "addPeer" && !peers.has(record.act.peer.id))
          addPeer(record.act.peer.id, record.act.peer.behaviours.length, record.act.peer.spare === true);
        if (record.act.kind === "setBehaviours") {
          const peer = peers.get(record.act.node);
          if (peer !== undefined) peer.habits = record.act.behaviours.length;
        }
        break;
      case "ended":
        end = { ended: record.ended, at: record.at, syncedAt: record.syncedAt };
        break;
      case "observed": {
        if (record.node !== 0) break;
        const seen = record.observation;
        const peer = "peer" in seen && typeof seen.peer === "string" ? peers.get(seen.peer) : undefined;
        if (seen.kind === "started") {
          heights.clear();
          parents.clear();
          works.clear();
          stored.clear();
          invalid.clear();
          learn(seen.entries);
          for (const entry of seen.stored) stored.add(entry);
          tip = seen.tip;
          bestHeader = seen.bestHeader;
          works.clear();
          for (const { entry, work } of seen.works) works.set(entry, work);
          bestWork = works.get(seen.bestHeader) ?? "";
          for (const entry of seen.invalid) invalid.add(entry);
          syncPeer = undefined;
          for (const other of peers.values())
            Object.assign(other, { startHeight: undefined, bestKnown: undefined });
          window = undefined;
          stall = undefined;
          locator = undefined;
          phase = "waiting";
          presync = undefined;
        } else if (seen.kind === "presync") {
          if (seen.phase !== "ended") presync = { peer: seen.peer, phase: seen.phase, height: seen.height };
          else if (presync?.peer === seen.peer) presync = undefined;
        } else if (seen.kind === "peerReady") {
          if (peer !== undefined) Object.assign(peer, { ready: true, startHeight: seen.startHeight });
        } else if (seen.kind === "syncPeerChanged") syncPeer = seen.to;
        else if (seen.kind === "headersPhaseChanged") phase = seen.to;
        else if (seen.kind === "headersRequested") {
          locator = { peer: seen.peer, at: record.at, heights: seen.heights };
          if (peer !== undefined) peer.headersSince = record.at;
        } else if (seen.kind === "inventoryRequested")
          locator = { peer: seen.peer, at: record.at, heights: seen.heights };
        else if (seen.kind === "headersReceived") {
          learn(seen.entries);
          if (peer !== undefined) peer.headersSince = undefined;
        } else if (seen.kind === "bestHeaderChanged") {
          bestHeader = seen.to;
          bestWork = seen.work;
        } else if (seen.kind === "peerBestKnownChanged") {
          if (peer !== undefined) peer.bestKnown = seen.to;
        } else if (seen.kind === "blocksRequested") {
          for (const owed of [...seen.entries, ...(seen.hashes ?? [])]) peer?.owes.set(owed, record.at);
        } else if (seen.kind === "blockRequestsFreed") {
          for (const owed of [...seen.entries, ...(seen.hashes ?? [])]) peer?.owes.delete(owed);
        } else if (seen.kind === "requestedBlocksKnown") {
          seen.hashes.forEach((hash, i) => {
            const since = peer?.owes.get(hash);
            peer?.owes.delete(hash);
            if (since !== undefined) peer?.owes.set(seen.entries[i] ?? -1, since);
          });
        } else if (seen.kind === "blockReceived") {
          learn(seen.entries);
          const wasOwed = [seen.entry, seen.hash].map(
            (owed) => owed !== undefined && peer?.owes.delete(owed),
          );
          const isRefused = seen.verdict !== "stored" && seen.verdict !== "orphan";
          if (peer !== undefined && wasOwed.includes(true) && !isRefused) peer.delivered += 1;
          if (seen.verdict === "stored" && seen.entry !== undefined) stored.add(seen.entry);
        } else if (seen.kind === "orphanConnected") {
          learn(seen.entries);
          if (seen.entry !== undefined) stored.add(seen.entry);
        } else if (seen.kind === "blockMined") {
          learn(seen.entries);
          for (let i = 0; i < seen.entries.count; i++) stored.add(seen.entries.first + i);
        } else if (seen.kind === "windowMoved") window = seen.to;
        else if (seen.kind === "windowStalled")
          stall = { height: seen.height, entry: seen.entry, peer: seen.peer };
        else if (seen.kind === "windowFreed") stall = undefined;
        else if (seen.kind === "tipChanged") tip = seen.to;
        else if (seen.kind === "blockInvalid") for (const entry of seen.entries) invalid.add(entry);
        break;
      }
      default:
    }
  }
  const chainOf = (from: number | undefined) => {
    const chain = new Set<number>();
    for (let entry = from; entry !== undefined && entry >= 0; entry = parents.get(entry)) chain.add(entry);
    return chain;
  };
  const best = chainOf(bestHeader);
  /** Blocks that have come and wait for the one that the window stalls for. */
  const waiting = [...stored].filter((entry) => {
    const height = heights.get(entry) ?? -1;
    return stall !== undefined && best.has(entry) && height > stall.height && height <= (window?.high ?? -1);
  });
  return {
    heights,
    parents,
    works,
    stored,
    invalid,
    active: chainOf(tip),
    best,
    tip,
    bestHeader,
    bestWork,
    peers,
    window,
    stall: waiting.length > 0 ? stall : undefined,
    presync,
    phase,
    syncPeer,
    locator,
    onTheWire: [...flights.values()],
    end,
    halted,
  };
}

export type JudgedState = "header" | "asked" | "stored" | "validated" | "invalid";

/** How much the local node knows of a block of its best chain. */
export function stateOf(facts: Judged, entry: number): JudgedState {
  if (facts.invalid.has(entry)) return "invalid";
  if (facts.stored.has(entry)) return facts.active.has(entry) ? "validated" : "stored";
  return [...facts.peers.values()].some(({ owes }) => owes.has(entry)) ? "asked" : "header";
}

/** Blocks of the best chain by height, genesis first. */
export function bestChain(facts: Judged): readonly number[] {
  return [...facts.best].reverse();
}
