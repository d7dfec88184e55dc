/** The one writer of a world's state: what a record says becomes part of what is so. */
import { LOCAL_NODE, LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import { observe } from "./apply-observation.ts";
import { LOST_SHOWN_US } from "./flight.ts";
import { addPeer, type WorldState } from "./world-state.ts";

/** What is told of messages, and not of those to whom they go. */
const ON_THE_WAY: ReadonlySet<WorldRecord["kind"]> = new Set(["sent", "departed", "queued", "delivered"]);

/** Records come in the order `(at, node, sequence)`; none is earlier than those applied before. */
export function apply(state: WorldState, record: WorldRecord): void {
  state.records += 1;
  if (!ON_THE_WAY.has(record.kind)) state.learnt += 1;
  state.tale.tell(record);
  switch (record.kind) {
    case "nodeStarted":
      // One that was added is known by no name before it has started.
      state.names.set(record.node, record.name);
      setRunning(state, record.name, true);
      if (record.node === LOCAL_NUMBER) state.halted = undefined;
      return;
    case "nodeStopped":
    case "nodeCrashed":
      setRunning(state, record.name, false);
      if (record.node === LOCAL_NUMBER) state.halted = record.kind === "nodeCrashed" ? "crashed" : "stopped";
      return;
    case "connected":
      if (record.node === LOCAL_NUMBER) state.peers.get(record.peer)?.connect();
      return;
    case "disconnected":
      if (record.node === LOCAL_NUMBER) disconnect(state, record);
      return;
    case "sent":
      send(state, record);
      return;
    case "departed": {
      const { message, at: departAt, arriveAt } = record;
      change(state.flights, message, { departAt, arriveAt });
      change(state.sideFlights, message, { departAt, arriveAt });
      return;
    }
    case "queued":
      change(state.flights, record.message, { waits: true });
      return;
    case "unsent":
      lose(state, record.message, record.at, "connection closed");
      return;
    case "delivered":
      deliver(state, record);
      return;
    case "lost":
      lose(state, record.message, record.at, record.why);
      return;
    case "observed":
      if (record.node === LOCAL_NUMBER)
        observe(state, record.at, record.observation, departAt(state, record));
      return;
    case "acted":
      act(state, record.act);
      return;
    case "ended":
      state.end = record;
      return;
    case "misbehaved":
    case "miningGivenUp":
    case "invariantBroken":
      return;
  }
}

/** The record applied last was the end of the run, and was none. */
export function takeBackEnd(state: WorldState): void {
  state.records -= 1;
  state.learnt -= 1;
  state.end = undefined;
}

function change<F>(flights: Map<string, F>, message: string, changes: Partial<F>): void {
  const flight = flights.get(message);
  if (flight !== undefined) flights.set(message, { ...flight, ...changes });
}

function send(state: WorldState, record: WorldRecord & { kind: "sent" }): void {
  const isOutgoing = record.node === LOCAL_NUMBER;
  const peer = isOutgoing ? record.to : state.names.get(record.node);
  if (peer === undefined) return;
  const { message, to, command, bytes, at, arriveAt = Number.POSITIVE_INFINITY, summary } = record;
  // What waits for its turn has not left yet.
  const departAt = record.arriveAt === undefined ? Number.POSITIVE_INFINITY : at;
  const way = { command, departAt, arriveAt };
  if (isOutgoing || to === LOCAL_NODE) {
    const flight = { message, peer, outgoing: isOutgoing, bytes, at, summary, waits: false, ...way };
    state.flights.set(message, flight);
  } else state.sideFlights.set(message, { from: peer, to, ...way });
}

function deliver(state: WorldState, record: WorldRecord & { kind: "delivered" }): void {
  const { message, at, from, bytes } = record;
  const flight = state.flights.get(message);
  state.flights.delete(message);
  state.sideFlights.delete(message);
  if (record.node !== LOCAL_NUMBER) return;
  const height = state.local.blocksFirst ? flight?.summary.heights?.[0] : undefined;
  state.arrival = { at, peer: from, departAt: flight?.departAt ?? at, height };
  const peer = state.peers.get(from);
  if (peer !== undefined) peer.bytes += bytes;
}

function lose(state: WorldState, message: string, at: number, why: string): void {
  const flight = state.flights.get(message);
  state.flights.delete(message);
  state.sideFlights.delete(message);
  const lately = state.lost.filter((lost) => lost.at > at - LOST_SHOWN_US);
  state.lost = flight === undefined ? lately : [...lately, { flight, at, why }];
}

/** When the first byte of the message in which this was seen went out; undefined: it was seen in none. */
function departAt(
  { arrival }: WorldState,
  { at, observation }: WorldRecord & { kind: "observed" },
): number | undefined {
  const isOfIt = arrival?.at === at && "peer" in observation && observation.peer === arrival.peer;
  return isOfIt ? arrival.departAt : undefined;
}

function setRunning(state: WorldState, name: string, running: boolean): void {
  const peer = state.peers.get(name);
  if (peer !== undefined) peer.running = running;
}

function disconnect(state: WorldState, record: WorldRecord & { kind: "disconnected" }): void {
  const { at, peer: name, why, byUs } = record;
  const { local } = state;
  const peer = state.peers.get(name);
  if (peer === undefined) return;
  for (const entry of peer.owedBlocks.keys()) local.entries.setUnasked(entry);
  // A node that is no more has dropped nobody.
  const withUs = byUs && (why === "stopped" || why === "crashed");
  peer.disconnect(at, why, byUs && !withUs, withUs);
  if (local.stall?.peer === name) local.stall = undefined;
}

function act(state: WorldState, done: Act): void {
  state.end = undefined;
  if (done.kind === "setBehaviours") {
    const peer = state.peers.get(done.node);
    if (peer !== undefined) peer.behaviours = done.behaviours;
  } else if (done.kind === "addPeer") {
    if (!state.peers.has(done.peer.id)) addPeer(state, done.peer);
  } else if (done.kind === "setPolicy") {
    const peer = state.peers.get(done.node);
    if (peer !== undefined) peer.policy = done.policy;
  }
}
