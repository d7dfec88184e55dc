/**
 * One sentence for every kind of record, or `undefined` where telling it would only repeat another: the event
 * log, the announcements and the transcript are made of these. The words are in the page's language file.
 */
import type { Observation } from "../node/observation.ts";
import type { Behaviour } from "../world/behaviours/catalogue.ts";
import { LOCAL_NODE, LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { Beforehand } from "./beforehand.ts";
import { ranges } from "./ranges.ts";
import type { BlocksTold, Sentence } from "./told-event.ts";

/** The sentence of a record. */
export function sentenceOf(
  record: WorldRecord,
  { habits = [], waited }: Beforehand = {},
): Sentence | undefined {
  switch (record.kind) {
    case "nodeStarted":
      return record.node === LOCAL_NUMBER ? undefined : plain("nodeStarted", {});
    case "nodeStopped":
      return say("warning", "nodeStopped", {});
    case "nodeCrashed":
      return say("bad", "nodeCrashed", { reason: record.reason });
    case "connected":
      return record.node === LOCAL_NUMBER ? plain("connected", { peer: record.peer }) : undefined;
    case "disconnected":
      if (record.node !== LOCAL_NUMBER) return undefined;
      // A peer that we dropped is told as such, with the reason's kind.
      return record.byUs ? undefined : say("warning", "disconnected", { peer: record.peer, why: record.why });
    case "sent":
    case "departed":
    case "unsent":
    case "queued":
    case "delivered":
      return undefined;
    case "lost":
      return say("warning", "lost", { command: record.command, from: record.from, why: record.why });
    case "misbehaved":
      return say("warning", "misbehaved", { what: record.what });
    case "miningGivenUp":
      return say("warning", "miningGivenUp", { height: record.height });
    case "observed":
      return record.node === LOCAL_NUMBER ? local(record.observation, waited) : remote(record.observation);
    case "invariantBroken":
      return say("bad", "invariantBroken", { invariant: record.invariant, detail: record.detail });
    case "acted":
      return acted(record.act, habits);
    case "ended":
      return ended(record);
  }
}

function local(seen: Observation, waited: Beforehand["waited"]): Sentence | undefined {
  switch (seen.kind) {
    case "started":
      // Genesis is in every index; the rest are headers, with or without their blocks.
      return plain("started", {
        count: seen.entries.count,
        headers: seen.entries.count - 1,
        network: seen.network,
      });
    case "peerReady":
      return plain("peerReady", { peer: seen.peer, height: seen.startHeight });
    case "syncPeerChanged":
      if (seen.to === undefined)
        return say("warning", "syncPeerLost", { peer: seen.from ?? "", why: seen.why });
      return plain("syncPeerChosen", { peer: seen.to, why: seen.why });
    case "headersPhaseChanged":
      return seen.to === "done" ? say("good", "headersDone", {}) : undefined;
    case "headersRequested":
      if (seen.heights.length === 0) return plain("headersRequestedOfNothing", { peer: seen.peer });
      return plain("headersRequested", {
        peer: seen.peer,
        count: seen.heights.length,
        height: seen.heights[0] ?? 0,
      });
    case "headersReceived":
      if (seen.count === 0) return plain("headersReceivedNone", { peer: seen.peer });
      if (seen.onlyCounted) return plain("headersReceivedCounted", { peer: seen.peer, count: seen.count });
      if (seen.newCount === 0) return plain("headersReceivedKnown", { peer: seen.peer, count: seen.count });
      if (seen.newCount > seen.count)
        return plain("headersReceivedReleased", {
          peer: seen.peer,
          count: seen.count,
          newCount: seen.newCount,
        });
      return seen.newCount === seen.count
        ? plain("headersReceivedAllNew", { peer: seen.peer, count: seen.count })
        : plain("headersReceived", { peer: seen.peer, count: seen.count, newCount: seen.newCount });
    case "presync":
      return plain(`presync.${seen.phase}`, { peer: seen.peer, height: seen.height });
    case "bestHeaderChanged":
    case "peerBestKnownChanged":
      return undefined;
    case "inventoryRequested":
      return plain(seen.stop === "none" ? "inventoryRequested" : "inventoryRequestedOrphan", {
        peer: seen.peer,
        height: seen.heights[0] ?? 0,
      });
    case "inventoryReceived":
      return seen.newCount === 0
        ? plain("inventoryReceivedKnown", { peer: seen.peer, count: seen.count })
        : plain("inventoryReceived", { peer: seen.peer, count: seen.count, newCount: seen.newCount });
    case "orphanConnected": {
      const block = seen.height ?? `${seen.hash.slice(0, 8)}…`;
      return seen.entry === undefined
        ? say("bad", "orphanRefused", { peer: seen.peer, block })
        : plain("orphanConnected", { block, left: seen.count });
    }
    case "orphanEvicted":
      return say("warning", "orphanEvicted", { block: `${seen.hash.slice(0, 8)}…`, count: seen.count });
    case "blocksRequested":
      if (seen.hashes !== undefined)
        return plain("blocksRequestedUnknown", { peer: seen.peer, count: seen.hashes.length });
      return {
        ...plain("blocksRequested", {
          peer: seen.peer,
          count: seen.heights.length,
          heights: ranges(seen.heights),
        }),
        blocks: told(["heights"], seen.entries, seen.heights),
      };
    case "blockRequestsFreed":
      return say("warning", "blockRequestsFreed", {
        peer: seen.peer,
        count: seen.entries.length + (seen.hashes?.length ?? 0),
        why: seen.why,
      });
    case "blockReceived": {
      const { entry, height } = seen;
      const sentence = blockReceived(seen);
      if (entry === undefined || height === undefined) return sentence;
      return { ...sentence, blocks: told(["block"], [entry], [height]) };
    }
    case "windowMoved":
      return seen.from === undefined
        ? plain("windowOpened", { low: seen.to.low, high: seen.to.high })
        : undefined;
    case "windowStalled":
      return say("warning", "windowStalled", { height: seen.height, peer: seen.peer });
    case "windowFreed":
      // Of a peer that has gone that was told, and who is waited for next is told, too.
      if (waited === undefined) return undefined;
      return waited.isHere
        ? say("good", "windowFreed", { height: seen.height })
        : say("warning", "windowLet", { height: seen.height, peer: waited.peer });
    case "tipChanged":
      return tipChanged(seen);
    case "blockMined":
      return say("good", "blockMined", { height: seen.entries.heights[0]! });
    case "stallingStarted":
      return say("warning", "stallingStarted", { peer: seen.peer });
    case "stallingEnded":
    case "requestedBlocksKnown":
      return undefined;
    case "blockInvalid":
      return say("bad", "blockInvalid", { count: seen.entries.length, reason: seen.reason });
    case "misbehaving":
      return say("bad", "misbehaving", { peer: seen.peer, reason: seen.reason });
    case "scored":
      return say("warning", "scored", { peer: seen.peer, reason: seen.reason, total: seen.total });
    case "peerDropped":
      return say("bad", `peerDropped.${seen.reason.kind}`, { peer: seen.peer, reason: seen.reason.text });
    case "peerLeft":
    case "orphanStored":
    case "servedInventory":
    case "servedHeaders":
    case "servedBlock":
      return undefined;
  }
}

/** The log tells the local node's story; of the others only what they hold against it. */
function remote(seen: Observation): Sentence | undefined {
  if (seen.kind === "blockMined") return say("good", "blockMined", { height: seen.entries.heights[0]! });
  if (seen.kind === "misbehaving") return say("bad", "misbehaving", { peer: seen.peer, reason: seen.reason });
  if (seen.kind === "peerDropped") {
    return say("bad", `peerDropped.${seen.reason.kind}`, { peer: seen.peer, reason: seen.reason.text });
  }
  return undefined;
}

function blockReceived(seen: Observation & { kind: "blockReceived" }): Sentence {
  const { peer } = seen;
  const block = seen.height ?? `${seen.hash.slice(0, 8)}…`;
  switch (seen.verdict) {
    case "stored":
      return plain("blockStored", { peer, block });
    case "duplicate":
      return say("warning", "blockDuplicate", { peer, block });
    case "unrequested":
      return say("warning", "blockUnrequested", { peer, block });
    case "orphan":
      return say("warning", "blockOrphan", { peer, block });
    case "invalid":
      return say("bad", "blockRefused", { peer, block, reason: seen.reason ?? "" });
  }
}

function tipChanged(seen: Observation & { kind: "tipChanged" }): Sentence {
  const count = seen.connected.length;
  if (seen.disconnected.length > 0) {
    return say("warning", "reorganised", { left: seen.disconnected.length, count, height: seen.height });
  }
  const low = seen.height - count + 1;
  const heights = seen.connected.map((_, i) => low + i);
  if (count === 1) {
    const sentence = plain("validated", { height: seen.height });
    return { ...sentence, blocks: told(["height"], seen.connected, heights) };
  }
  const sentence = plain("validatedRun", { count, low, height: seen.height });
  return { ...sentence, blocks: told(["low", "height"], seen.connected, heights) };
}

/** A node may have been synced for a while when its run stops. */
function ended({ at, ended, why, syncedAt }: WorldRecord & { kind: "ended" }): Sentence {
  if (ended !== "synced") return say("bad", `ended.${ended}`, { why });
  if (syncedAt === undefined || syncedAt === at) return say("good", "ended.synced", { why });
  return say("good", "ended.syncedSince", { why, since: syncedAt });
}

function acted(act: Act, habits: readonly Behaviour[]): Sentence | undefined {
  /** What one does to one's own node has words of its own. */
  const of = (node: string, key: string) => `acted.${key}${node === LOCAL_NODE ? "Own" : ""}`;
  switch (act.kind) {
    case "setBehaviours":
      return behaved(act, habits, of);
    case "cutLink":
    case "mendLink":
      return act.from === undefined
        ? say("warning", `acted.${act.kind}`, { node: act.peer })
        : say("warning", `acted.${act.kind}Between`, { from: act.from, node: act.peer });
    case "mineBlock": {
      const { node, blocks: count = 1, forkDepth: depth = 0 } = act;
      // The node tells of each block that it finds.
      return depth > 0 ? plain(of(node, "mineFork"), { node, count, depth }) : undefined;
    }
    case "stopNode":
    case "startNode":
      return say("warning", of(act.node, act.kind), { node: act.node });
    case "setPolicy":
      return plain(act.node === LOCAL_NODE ? "acted.setOwnPolicy" : "acted.setPolicy", {
        node: act.node,
        policy: act.policy,
      });
    case "addPeer":
      return say("warning", "acted.addPeer", { node: act.peer.id });
  }
}

/** What is new, or else what is gone; what a peer did wrong before and still does was told then. */
function behaved(
  { node, behaviours }: Act & { kind: "setBehaviours" },
  habits: readonly Behaviour[],
  of: (node: string, key: string) => string,
): Sentence | undefined {
  if (behaviours.length === 0) return say("warning", of(node, "honest"), { node });
  const isIn = (list: readonly Behaviour[], habit: Behaviour) =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(habit));
  const added = behaviours.filter((habit) => !isIn(habits, habit));
  const [first, ...more] = added;
  if (first !== undefined) {
    if (more.length > 0) return say("warning", of(node, "several"), { node, count: added.length });
    return first.kind === "slow"
      ? say("warning", of(node, "slow"), { node, factor: first.factor })
      : say("warning", of(node, "habit"), { node, habit: first.kind });
  }
  const gone = habits.filter((habit) => !isIn(behaviours, habit));
  if (gone.length > 1) return say("warning", "acted.ridOfSeveral", { node, count: gone.length });
  return gone[0] && say("warning", "acted.rid", { node, habit: gone[0].kind });
}

function told(values: readonly string[], entries: readonly number[], heights: readonly number[]): BlocksTold {
  return { values, blocks: entries.map((entry, i) => ({ entry, height: heights[i] ?? -1 })) };
}

function plain(key: string, values: Sentence["values"]): Sentence {
  return say("plain", key, values);
}

function say(tone: Sentence["tone"], key: string, values: Sentence["values"]): Sentence {
  return { key: `sentence.${key}`, values, tone };
}
