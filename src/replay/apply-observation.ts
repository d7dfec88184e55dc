/** What the local node reports of itself, taken into the state: its observations, one after the other. */
import type { HeaderEntries, Observation } from "../node/observation.ts";
import { EntryTable } from "./entry-table.ts";
import { answeredLocator, sentLocator } from "./locator-view.ts";
import { emptyTray, evict } from "./orphan-tray.ts";
import type { LocalState, WorldState } from "./world-state.ts";

/** `departAt`: when the first byte of the message that brought it went out, virtual µs. */
export function observe(state: WorldState, at: number, seen: Observation, departAt = at): void {
  take(state, at, seen, departAt);
  const peer = "peer" in seen && typeof seen.peer === "string" ? state.peers.get(seen.peer) : undefined;
  peer?.rate.owes(at, peer.inFlight > 0);
}

function take(state: WorldState, at: number, seen: Observation, departAt: number): void {
  const { local, peers } = state;
  switch (seen.kind) {
    case "started":
      restart(state, seen);
      return;
    case "peerReady": {
      const peer = peers.get(seen.peer);
      if (peer === undefined) return;
      peer.ready = true;
      peer.startHeight = seen.startHeight;
      return;
    }
    case "syncPeerChanged":
      local.syncPeer = seen.to;
      return;
    case "headersPhaseChanged":
      local.headersPhase = seen.to;
      return;
    case "headersRequested": {
      local.locator = sentLocator(seen.peer, at, seen.heights);
      local.locators.set(seen.peer, local.locator);
      const peer = peers.get(seen.peer);
      if (peer !== undefined) peer.owedHeaders = { at, timeoutAt: seen.timeoutAt };
      return;
    }
    case "headersReceived":
      receiveHeaders(state, seen);
      return;
    case "bestHeaderChanged":
      local.work = seen.work;
      local.entries.moveBestHeader(seen.to);
      return;
    case "peerBestKnownChanged": {
      const peer = peers.get(seen.peer);
      if (peer === undefined) return;
      peer.bestKnown = seen.to;
      peer.bestKnownHeight = seen.height;
      return;
    }
    case "blocksRequested": {
      const { timeoutAt } = seen;
      const peer = peers.get(seen.peer);
      for (const hash of seen.hashes ?? []) peer?.owedHashes.set(hash, { at, timeoutAt });
      seen.entries.forEach((entry, i) => {
        const height = seen.heights[i] ?? local.entries.height(entry);
        peer?.owedBlocks.set(entry, { entry, height, at, timeoutAt });
        local.entries.setAsked(entry);
      });
      return;
    }
    case "blockRequestsFreed":
      for (const hash of seen.hashes ?? []) peers.get(seen.peer)?.owedHashes.delete(hash);
      for (const entry of seen.entries) {
        peers.get(seen.peer)?.owedBlocks.delete(entry);
        local.entries.setUnasked(entry);
      }
      return;
    case "requestedBlocksKnown":
      recognise(state, seen);
      return;
    case "blockReceived":
      receiveBlock(state, at, seen, departAt);
      return;
    case "orphanConnected":
      local.orphans?.waiting.delete(seen.hash);
      if (seen.entries !== undefined) addEntries(local, seen.entries);
      if (seen.entry !== undefined) store(local, seen.entry);
      return;
    case "inventoryRequested":
      local.blocksFirst = true;
      local.locator = sentLocator(seen.peer, at, seen.heights);
      return;
    case "orphanStored": {
      const { hash, peer } = seen;
      local.orphans ??= emptyTray();
      local.orphans.waiting.set(hash, { hash, peer, height: state.arrival?.height });
      return;
    }
    case "orphanEvicted":
      local.orphans ??= emptyTray();
      evict(local.orphans, seen.hash, seen.count);
      return;
    case "windowMoved":
      local.window = seen.to;
      return;
    case "windowStalled":
      local.stall = { entry: seen.entry, height: seen.height, peer: seen.peer, since: at };
      return;
    case "windowFreed":
      local.stall = undefined;
      return;
    case "tipChanged":
      local.entries.moveTip(seen.to, seen.disconnected, seen.connected);
      return;
    case "blockMined":
      addEntries(local, seen.entries);
      local.bodies += seen.entries.count;
      local.entries.setStored(seen.entries.first);
      return;
    case "stallingStarted":
    case "stallingEnded": {
      const peer = peers.get(seen.peer);
      if (peer !== undefined)
        peer.stallingUntil = seen.kind === "stallingStarted" ? seen.timeoutAt : undefined;
      return;
    }
    case "blockInvalid":
      for (const entry of seen.entries) local.entries.setInvalid(entry);
      return;
    case "presync":
      if (seen.phase !== "ended") {
        local.presync = { peer: seen.peer, phase: seen.phase, height: seen.height };
      } else if (local.presync?.peer === seen.peer) local.presync = undefined;
      return;
    case "misbehaving":
    case "scored":
    case "peerDropped":
    case "peerLeft":
    case "inventoryReceived":
    case "servedInventory":
    case "servedHeaders":
    case "servedBlock":
      return;
  }
}

function restart(state: WorldState, seen: Observation & { kind: "started" }): void {
  const { local, peers } = state;
  local.entries = new EntryTable();
  local.index += 1;
  local.tipWorks.clear();
  local.window = undefined;
  local.stall = undefined;
  local.locator = undefined;
  local.lastAnswered = undefined;
  local.locators.clear();
  local.headersPhase = "waiting";
  local.presync = undefined;
  local.blocksFirst = false;
  local.orphans = undefined;
  local.syncPeer = undefined;
  for (const peer of peers.values()) peer.forget();
  addEntries(local, seen.entries);
  local.tipWorks.clear();
  for (const { entry, work } of seen.works) {
    if (local.entries.tips.has(entry)) local.tipWorks.set(entry, work);
    if (entry === seen.bestHeader) local.work = work;
  }
  for (const entry of seen.stored) local.entries.setStored(entry);
  // Genesis is there in every world.
  local.bodies = Math.max(0, seen.stored.length - 1);
  // Before there is a best chain, whose blocks are counted by state once, and not with each change.
  local.entries.moveTip(seen.tip, [], chainOf(local.entries, seen.tip));
  local.entries.moveBestHeader(seen.bestHeader);
  for (const entry of seen.invalid) local.entries.setInvalid(entry);
}

/** From `tip` down to genesis. */
function* chainOf(entries: EntryTable, tip: number): Iterable<number> {
  for (let entry = tip; entry >= 0; entry = entries.parent(entry)) yield entry;
}

function addEntries(local: LocalState, added: HeaderEntries): void {
  const known = Math.min(added.count, Math.max(0, local.entries.size - added.first));
  const [parents, heights] = [added.parents.subarray(known), added.heights.subarray(known)];
  if (local.tipWorks.size > 0) for (const parent of parents) local.tipWorks.delete(parent);
  local.entries.add({ parents, heights, count: added.count - known });
  if (added.count > 0) local.tipWorks.set(added.first + added.count - 1, added.lastWork);
}

function receiveHeaders(state: WorldState, seen: Observation & { kind: "headersReceived" }): void {
  const { local, peers } = state;
  const peer = peers.get(seen.peer);
  const asked = local.locators.get(seen.peer);
  if (asked !== undefined && peer?.owedHeaders?.at === asked.at) {
    const answered = answeredLocator(asked, seen);
    local.locators.set(seen.peer, answered);
    if (local.locator === asked) local.locator = answered;
    local.lastAnswered = answered;
  }
  if (peer !== undefined) {
    peer.owedHeaders = undefined;
    peer.headers += seen.newCount;
  }
  if (seen.entries !== undefined) addEntries(local, seen.entries);
}

/** What is owed by its hash is owed by its entry from now on, and since the same moment. */
function recognise(state: WorldState, seen: Observation & { kind: "requestedBlocksKnown" }): void {
  const { local, peers } = state;
  const peer = peers.get(seen.peer);
  seen.entries.forEach((entry, i) => {
    const hash = seen.hashes[i] ?? "";
    const request = peer?.owedHashes.get(hash);
    peer?.owedHashes.delete(hash);
    const height = seen.heights[i] ?? local.entries.height(entry);
    if (request !== undefined) peer?.owedBlocks.set(entry, { entry, height, ...request });
    local.entries.setAsked(entry);
  });
}

function receiveBlock(
  state: WorldState,
  at: number,
  seen: Observation & { kind: "blockReceived" },
  departAt: number,
): void {
  const { local, peers } = state;
  const peer = peers.get(seen.peer);
  if (seen.entries !== undefined) addEntries(local, seen.entries);
  if (peer !== undefined) {
    const askedEntry = seen.entry !== undefined && peer.owedBlocks.delete(seen.entry);
    const askedHash = peer.owedHashes.delete(seen.hash);
    if (askedEntry || askedHash) {
      if (seen.verdict === "stored" || seen.verdict === "orphan") peer.blocks += 1;
      peer.lastBlockAt = at;
      peer.rate.came({ from: departAt, to: at });
    }
  }
  if (seen.entry === undefined) return;
  if (seen.verdict === "stored") store(local, seen.entry);
  else if (seen.verdict === "invalid") local.entries.setUnasked(seen.entry);
}

function store(local: LocalState, entry: number): void {
  local.bodies += 1;
  local.entries.setStored(entry);
}
