/** Stamps what happens at a node with its moment, its node and its place in the order. */
import type { SimTime } from "../sim/time.ts";
import type { WorldRecord } from "./record.ts";

/** A record before its node and number are stamped on it. */
type RecordBody = WorldRecord extends infer R
  ? R extends WorldRecord
    ? Omit<R, "at" | "node" | "sequence">
    : never
  : never;

/** Messages that go to and fro for ever between nodes that have nothing to say. */
const IDLE_COMMANDS: readonly string[] = ["ping", "pong"];

export class Recorder {
  /** When something last happened that is more than a sign of life; −1 = nothing has. */
  stirredAt: SimTime = -1;
  readonly #node: number;
  #records: WorldRecord[] = [];
  #count = 0;

  constructor(node: number) {
    this.#node = node;
  }

  record(at: SimTime, body: RecordBody): void {
    if (!("command" in body && IDLE_COMMANDS.includes(body.command))) this.stirredAt = at;
    this.#records.push({ ...body, at, node: this.#node, sequence: this.#count++ } as WorldRecord);
  }

  /** Everything since the last call. */
  take(): readonly WorldRecord[] {
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }
}
