/** The records of all nodes in one order, and those that belong to no node. */
import type { SimTime } from "../sim/time.ts";
import type { WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { EndOfRun } from "./rounds.ts";

/** Number of the world itself among the nodes: first at its instant. */
const WORLD = -1;

export class WorldRecords {
  #pending: WorldRecord[] = [];
  #sequence = 0;

  add(records: readonly WorldRecord[]): void {
    for (const record of records) this.#pending.push(record);
  }

  acted(at: SimTime, act: Act): void {
    this.#pending.push({ kind: "acted", at, node: WORLD, sequence: this.#sequence++, act });
  }

  /** The run went no further than `at`. The number is the next one's, too: where that comes, this was no end. */
  ended(at: SimTime, end: EndOfRun, why: string): void {
    const { ended } = end;
    const syncedAt = ended === "synced" ? end.at : undefined;
    this.#pending.push({ kind: "ended", at, node: WORLD, sequence: this.#sequence, ended, why, syncedAt });
  }

  /** An end of which nobody has been told yet was none. */
  goesOn(): void {
    this.#pending = this.#pending.filter(({ kind }) => kind !== "ended");
  }

  /**
   * The records before `end`, or all, in the order `(at, node, sequence)`; the end comes after all that happened at its instant,
   * some of which may have been taken before. Nodes that ran ahead have told of later
   * things than others: those wait until nobody can tell of anything before them.
   */
  take(end: SimTime | undefined): readonly WorldRecord[] {
    const records = this.#pending.sort(
      (a, b) => a.at - b.at || placeOf(a) - placeOf(b) || a.sequence - b.sequence,
    );
    const later = end === undefined ? -1 : records.findIndex((record) => record.at >= end);
    this.#pending = later < 0 ? [] : records.splice(later);
    return records;
  }
}

/** Among the nodes, at one instant. */
function placeOf({ kind, node }: WorldRecord): number {
  return kind === "ended" ? Number.POSITIVE_INFINITY : node;
}
