/** Stamps what happens at a node with its moment, its node and its place in the order. */
import type { SimTime } from "../sim/time.ts";
import type { WorldRecord } from "./record.ts";

/** A record before its node and number are stamped on it. */
type RecordBody = WorldRecord extends infer R
  ? R extends WorldRecord
    ? Omit<R, "at" | "node" | "sequence">
    : never
  : never;

export class Recorder {
  readonly #node: number;
  #records: WorldRecord[] = [];
  #count = 0;

  constructor(node: number) {
    this.#node = node;
  }

  record(at: SimTime, body: RecordBody): void {
    this.#records.push({ ...body, at, node: this.#node, sequence: this.#count++ } as WorldRecord);
  }

  /** Everything since the last call. */
  take(): readonly WorldRecord[] {
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }
}
