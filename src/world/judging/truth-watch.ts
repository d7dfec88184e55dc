/**
 * Notes when what matters to the end of a run changed at one node: its tip, and of the local node also whether
 * anything is owed to it and whom it is connected to. Whether that makes it synced, `SyncJudge` decides.
 */
import type { BlockIndex } from "../../chain/block-index.ts";
import type { SimTime } from "../../sim/time.ts";
import type { NodeHost } from "../host/node-host.ts";
import { LOCAL_NUMBER } from "../record.ts";
import { trueWorkAt } from "./truth.ts";

/** How it stood with a node from `at` on. Plain data. */
export interface TruthChange {
  readonly at: SimTime;
  /** Chain work of its tip. */
  readonly work: bigint;
  /** Of the local node, unless all but its tip is as it was. */
  readonly local?: LocalTruth | undefined;
}

export interface LocalTruth {
  readonly running: boolean;
  readonly owed: boolean;
  /** Why its program is no more, if it crashed. */
  readonly crashedBecause: string | undefined;
  /** The names of its peers. */
  readonly connected: readonly string[];
}

export class TruthWatch {
  readonly #host: NodeHost;
  readonly #isLocal: boolean;
  #changes: TruthChange[] = [];
  #index: BlockIndex | undefined;
  #tip = -1;
  #work = 0n;
  #connections = -1;
  #running = false;
  #ready = false;

  constructor(host: NodeHost) {
    this.#host = host;
    this.#isLocal = host.plan.number === LOCAL_NUMBER;
    this.look(0);
  }

  /** It is the local node, runs, and is owed nothing. */
  get ready(): boolean {
    return this.#ready;
  }

  /** To be called after every event and act of the node. */
  look(at: SimTime): void {
    if (!this.#isLocal) {
      if (this.#isSameTip()) return;
      this.#changes.push({ at, work: this.#workNow() });
      return;
    }
    const { connectionChanges } = this.#host;
    const { running, owed, crashedBecause } = this.#host.driver;
    const ready = running && !owed;
    if (ready === this.#ready && connectionChanges === this.#connections && running === this.#running) {
      if (!this.#isSameTip()) this.#changes.push({ at, work: this.#workNow() });
      return;
    }
    this.#ready = ready;
    this.#connections = connectionChanges;
    this.#running = running;
    const open = [...this.#host.neighbours].filter((link) => link.connection?.open === true);
    const connected = open.map((link) => link.name);
    const local = { running, owed, crashedBecause, connected };
    this.#changes.push({ at, work: this.#workNow(), local });
  }

  /** A node with an empty disk has another index. */
  #isSameTip(): boolean {
    const { chain } = this.#host.driver;
    return chain.tip === this.#tip && chain.index === this.#index;
  }

  #workNow(): bigint {
    if (this.#isSameTip()) return this.#work;
    const { index, tip } = this.#host.driver.chain;
    this.#work =
      index === this.#index ? trueWorkAt(index, tip, this.#tip, this.#work) : trueWorkAt(index, tip);
    this.#index = index;
    this.#tip = tip;
    return this.#work;
  }

  /** Everything since the last call, by time. */
  take(): readonly TruthChange[] {
    const changes = this.#changes;
    if (changes.length > 0) this.#changes = [];
    return changes;
  }
}
