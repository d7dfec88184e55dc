/**
 * A run as it has been told so far, and what was so at any of its moments (architecture.md §5). A position is a number of
 * records: `0` is before all of them, `count` the newest.
 */
import type { WorldRecord } from "../world/record.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import { apply, takeBackEnd } from "./apply.ts";
import { EventLog } from "./event-log.ts";
import { type Landmark, landmarkOf } from "./landmark.ts";
import { RecordStore } from "./record-store.ts";
import { RequestSpans } from "./request-spans.ts";
import { blankState, copyState, type WorldState } from "./world-state.ts";

/** Records between two keyframes: to apply so many takes a few milliseconds. */
const KEYFRAME_EVERY = 2048;

export class History {
  readonly #store = new RecordStore();
  readonly log: EventLog;
  readonly requests: RequestSpans;
  readonly #landmarks: Landmark[] = [];
  readonly #marked = new Set<number>();
  /** The newest state; the only one that grows with the run. */
  readonly #newest: WorldState;
  /** States at every so many records, from the beginning. */
  readonly #keyframes: WorldState[] = [];
  /** A state on its own way, for whoever looks at an earlier moment. */
  #earlier: WorldState | undefined;

  /** As a WorldView's. */
  constructor(peers: readonly PeerSpec[], peersPolicy?: string, headersOnly = false) {
    this.#newest = blankState(peers, peersPolicy);
    this.requests = new RequestSpans(headersOnly);
    this.log = new EventLog(this.#store, this.#newest.names);
  }

  /** Records so far. */
  get count(): number {
    return this.#store.count;
  }

  /** What one wants to find again, in its order; another list only when there is more. */
  get landmarks(): readonly Landmark[] {
    return this.#landmarks;
  }

  /** What the records take, without keyframes. Bytes. */
  get recordBytes(): number {
    return this.#store.bytes;
  }

  /**
   * In the order `(at, node, sequence)`, none earlier than those appended before. The end is told after all that is of its moment;
   * where the run goes on after it, it was none: the run as a value has none there.
   */
  append(records: readonly WorldRecord[]): void {
    let end: WorldRecord | undefined = this.#newest.end;
    if (records.length === 0) return;
    if (end !== undefined) this.#takeBackEnd();
    for (const record of records) {
      if (end !== undefined && (record.at > end.at || record.kind === "acted")) end = undefined;
      if (record.kind === "ended") end = record;
      else this.#append(record);
    }
    if (end !== undefined) this.#append(end);
  }

  #append(record: WorldRecord): void {
    const number = this.count;
    if (number % KEYFRAME_EVERY === 0) this.#keyframes.push(copyState(this.#newest));
    const kind = landmarkOf(record);
    if (kind !== undefined) {
      this.#landmarks.push({ kind, record: number, at: record.at });
      this.#marked.add(number);
    }
    this.log.append(record, this.#newest);
    this.#store.append(record);
    apply(this.#newest, record);
    this.requests.append(number, record, this.#newest);
  }

  #takeBackEnd(): void {
    const number = this.count - 1;
    takeBackEnd(this.#newest);
    this.#store.dropLast();
    this.log.dropLast(number);
    this.#landmarks.pop();
    this.#marked.delete(number);
    if (this.#keyframes.length > Math.ceil(number / KEYFRAME_EVERY)) this.#keyframes.pop();
    if ((this.#earlier?.records ?? 0) > number) this.#earlier = undefined;
  }

  /** Record `index`. Throws a RangeError if there is none. */
  record(index: number): WorldRecord {
    return this.#store.get(index);
  }

  /** When record `index` happened, virtual µs. Throws a RangeError if there is none. */
  atOf(index: number): number {
    return this.#store.atOf(index);
  }

  /** Number of the node that record `index` is of, −1: the world. Throws a RangeError if there is none. */
  nodeOf(index: number): number {
    return this.#store.nodeOf(index);
  }

  isLandmark(index: number): boolean {
    return this.#marked.has(index);
  }

  /** The position after everything that happened up to `at`, virtual µs, inclusive. */
  positionAt(at: number): number {
    return this.#store.countUpTo(at);
  }

  /** The position before the event after which one is at `position`: records of one node at one moment are one event. */
  before(position: number): number {
    if (position <= 0) return 0;
    let start = position - 1;
    const [at, node] = [this.#store.atOf(start), this.#store.nodeOf(start)];
    while (start > 0 && this.#store.atOf(start - 1) === at && this.#store.nodeOf(start - 1) === node)
      start -= 1;
    return start;
  }

  /** The position after the event that comes next; `count`, where none has been told. */
  after(position: number): number {
    if (position >= this.count) return this.count;
    const [at, node] = [this.#store.atOf(position), this.#store.nodeOf(position)];
    let end = position + 1;
    while (end < this.count && this.#store.atOf(end) === at && this.#store.nodeOf(end) === node) end += 1;
    return end;
  }

  /**
   * What was so at `position`. Whoever asks reads only, and only until the next call: the state moves on, or back.
   * Throws a RangeError if nobody has got there yet.
   */
  at(position: number): WorldState {
    const { count } = this;
    if (position < 0 || position > count) throw new RangeError(`position ${position} of ${count}`);
    if (position === count) return this.#newest;
    const number = Math.floor(position / KEYFRAME_EVERY);
    let state = this.#earlier;
    if (state === undefined || state.records > position || state.records < number * KEYFRAME_EVERY) {
      const keyframe = this.#keyframes[number];
      if (keyframe === undefined) throw new Error(`no keyframe ${number}`);
      state = copyState(keyframe);
      this.#earlier = state;
    }
    while (state.records < position) apply(state, this.#store.get(state.records));
    return state;
  }
}
