/** What the sentence of a record needs of the world before it. */

import type { Behaviour } from "../world/behaviours/catalogue.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { WorldState } from "./world-state.ts";

export interface Beforehand {
  /** Of an act on a node's habits: what it did wrong until then. */
  readonly habits?: readonly Behaviour[];
  /** Of a window that no longer waits: for whom it did, and whether the block is here. Nothing where that peer has gone. */
  readonly waited?: { readonly peer: string; readonly isHere: boolean };
}

/** Undefined: its sentence needs nothing. */
export function beforehand(record: WorldRecord, before: WorldState): Beforehand | undefined {
  if (record.kind === "acted" && record.act.kind === "setBehaviours") {
    const habits = before.peers.get(record.act.node)?.behaviours ?? [];
    return habits.length > 0 ? { habits } : undefined;
  }
  const { stall, entries } = before.local;
  if (record.kind !== "observed" || record.node !== LOCAL_NUMBER || stall === undefined) return undefined;
  if (record.observation.kind !== "windowFreed") return undefined;
  const state = entries.state(stall.entry);
  return { waited: { peer: stall.peer, isHere: state === "stored" || state === "validated" } };
}
