/** Stamps what happens at a node with its moment, its node and its place in the order. */
import type { SimTime } from "../../sim/time.ts";
import { OpenQuestions } from "../judging/open-questions.ts";
import type { WorldRecord } from "../record.ts";

/** A record before its node and number are stamped on it. */
type RecordBody = WorldRecord extends infer R
  ? R extends WorldRecord
    ? Omit<R, "at" | "node" | "sequence">
    : never
  : never;

/** Messages that go to and fro for ever between nodes that have nothing to say. */
const IDLE_COMMANDS: readonly string[] = ["ping", "pong"];

/** Where a message is, which is told at its beginning and its end. */
const ON_ITS_WAY: readonly string[] = ["departed", "queued"];

export class Recorder {
  /** When something last happened that is more than a sign of life; −1 = nothing has. */
  stirredAt: SimTime = -1;
  readonly questions = new OpenQuestions();
  readonly #node: number;
  #records: WorldRecord[] = [];
  #count = 0;

  constructor(node: number) {
    this.#node = node;
  }

  record(at: SimTime, body: RecordBody): void {
    const isIdle = "command" in body ? IDLE_COMMANDS.includes(body.command) : ON_ITS_WAY.includes(body.kind);
    if (!isIdle) this.stirredAt = at;
    if (body.kind === "observed") this.questions.observe(at, body.observation);
    this.#records.push({ ...body, at, node: this.#node, sequence: this.#count++ } as WorldRecord);
  }

  /** Everything since the last call. */
  take(): readonly WorldRecord[] {
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }
}
