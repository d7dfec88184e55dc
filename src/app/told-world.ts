/**
 * A world as its host tells of it: what has been told waits until the page looks, so that all that is drawn at once is of one
 * moment.
 */
import { WorldView } from "../replay/world-view.ts";
import type { Progress } from "../runtime/host.ts";
import type { RunEnd } from "../world/record.ts";

/** So many records do not wait for the next frame: a page that is away gets none. */
const RECORDS_AT_MOST = 50_000;

export class ToldWorld {
  readonly view: WorldView;
  #events = 0;
  #workers = 0;
  #nextAt: number | undefined;
  #ended: RunEnd | undefined;
  #waiting: Progress[] = [];
  #records = 0;

  /** As a WorldView's. */
  constructor(...world: ConstructorParameters<typeof WorldView>) {
    this.view = new WorldView(...world);
  }

  /** Events handled. */
  get events(): number {
    return this.#events;
  }

  /** Nodes that work in parallel; 0 in one thread. */
  get workers(): number {
    return this.#workers;
  }

  /** When the next thing happens, virtual µs; undefined: nothing is known of. */
  get nextAt(): number | undefined {
    return this.#nextAt;
  }

  /** How the run has ended; undefined: it goes on. */
  get ended(): RunEnd | undefined {
    return this.#ended;
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** So much waits that it cannot wait on. */
  get isFull(): boolean {
    return this.#records > RECORDS_AT_MOST;
  }

  tell(progress: Progress): void {
    this.#waiting.push(progress);
    this.#records += progress.records.length;
    this.#ended = progress.ended;
  }

  /** Something was done to it: it goes on, whatever was told before. */
  goOn(): void {
    this.#ended = undefined;
  }

  /** What has been told until now becomes part of the history. What the view shows is to be said anew after this. */
  take(): void {
    for (const { records, events, workers, nextAt } of this.#waiting) {
      this.view.history.append(records);
      this.#events = events;
      this.#workers = workers;
      this.#nextAt = nextAt;
    }
    this.#waiting = [];
    this.#records = 0;
  }
}
