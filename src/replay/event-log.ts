/**
 * Which records of a run are told, and as what: numbers of records only, the words are made when somebody reads them. What a
 * reader sees at a moment is the log as it was then.
 */
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import { type Beforehand, beforehand } from "./beforehand.ts";
import type { RecordStore } from "./record-store.ts";
import { sentenceOf } from "./sentences.ts";
import type { ToldEvent } from "./told-event.ts";
import type { WorldState } from "./world-state.ts";

/** Lines whose words are kept: more than are in sight at once. */
const WORDED_AT_MOST = 256;

export class EventLog {
  readonly #store: RecordStore;
  /** Numbers of the records told, in their order. */
  readonly #told: number[] = [];
  /** Places in the log of what was done to the world. */
  readonly #acts: number[] = [];
  /** By record. */
  readonly #beforehand = new Map<number, Beforehand>();
  /** From which record on which index of blocks of the local node is meant. */
  readonly #starts: number[] = [];
  /** Names of nodes by number, as they came. */
  readonly #names: ReadonlyMap<number, string>;
  readonly #worded = new Map<number, ToldEvent>();

  /** `names`: of nodes by their numbers, which grow with the run. */
  constructor(store: RecordStore, names: ReadonlyMap<number, string>) {
    this.#store = store;
    this.#names = names;
  }

  /** The next record of the store, which comes to this state. */
  append(record: WorldRecord, before: WorldState): void {
    const number = this.#store.count;
    const known = beforehand(record, before);
    if (known !== undefined) this.#beforehand.set(number, known);
    if (record.kind === "observed" && record.node === LOCAL_NUMBER && record.observation.kind === "started")
      this.#starts.push(number);
    if (onlyHeadersMoved(record, before) || sentenceOf(record, known) === undefined) return;
    if (record.kind === "acted") this.#acts.push(this.#told.length);
    this.#told.push(number);
  }

  /** Forgets record `number`, the last one, which is the end of the run. */
  dropLast(number: number): void {
    if (this.#told.at(-1) === number) this.#told.pop();
    this.#worded.delete(number);
  }

  /** How many lines there are after the first `records` records. */
  lengthAfter(records: number): number {
    return below(this.#told, records);
  }

  /** Line `index` of the first `length`; undefined: there is none. */
  line(index: number, length: number): ToldEvent | undefined {
    const number = index < length ? this.#told[index] : undefined;
    return number === undefined ? undefined : this.#words(number);
  }

  /** Whether record `number` has a line. */
  tells(number: number): boolean {
    return this.#told[below(this.#told, number)] === number;
  }

  /** Number of the record that line `index` of the first `length` tells of. */
  recordOf(index: number, length: number): number | undefined {
    return index < length ? this.#told[index] : undefined;
  }

  /** The last thing done to the world among the first `length` lines. */
  lastAct(length: number): ToldEvent | undefined {
    const place = this.#acts[below(this.#acts, length) - 1];
    const number = place === undefined ? undefined : this.#told[place];
    return number === undefined ? undefined : this.#words(number);
  }

  #words(number: number): ToldEvent {
    const known = this.#worded.get(number);
    if (known !== undefined) return known;
    const record = this.#store.get(number);
    const sentence = sentenceOf(record, this.#beforehand.get(number));
    if (sentence === undefined) throw new Error(`record ${number} is told and has no words`);
    const actor = record.node < 0 ? "" : (this.#names.get(record.node) ?? "");
    const told = { ...sentence, at: record.at, actor, index: below(this.#starts, number) };
    if (this.#worded.size >= WORDED_AT_MOST) this.#worded.clear();
    this.#worded.set(number, told);
    return told;
  }
}

/** Where there are no blocks, the tip follows the headers, which is told already. */
function onlyHeadersMoved(record: WorldRecord, before: WorldState): boolean {
  return record.kind === "observed" && record.observation.kind === "tipChanged" && before.local.bodies === 0;
}

/** How many of the rising numbers are less than `bound`. */
function below(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
