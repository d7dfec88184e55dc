/**
 * One peer's chain of headers before it has proven its work: downloaded once to add the work up, keeping next to
 * nothing, and once more to be believed (protocol.md §2.5; Core `HeadersSyncState`).
 */
import { copyBytes, HASH_BYTES } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, headerBits, PREV_AT } from "../bitcoin/header.ts";
import type { Network, PresyncParameters } from "../bitcoin/networks.ts";
import { isPermittedTransition } from "../bitcoin/retarget.ts";
import { sha256dInto } from "../bitcoin/sha256.ts";
import { workOf } from "../bitcoin/work.ts";
import { BitQueue } from "./bit-queue.ts";
import type { BlockIndex } from "./block-index.ts";
import type { CheckedBatch } from "./header-batch.ts";
import { FUTURE_SECONDS_MAX } from "./header-checks.ts";
import { HeaderQueue } from "./header-queue.ts";
import { type LocatorSpacing, locatorEntries } from "./locator.ts";

/** The median time must grow by a second every six blocks, so no valid chain is longer. */
const BLOCKS_PER_SECOND_MAX = 6;
const NOTHING: CheckedBatch = { count: 0, bytes: new Uint8Array(0), hashes: new Uint8Array(0) };

export interface PresyncOptions {
  readonly network: Network;
  readonly index: BlockIndex;
  /** The entry that the chain builds on. */
  readonly start: number;
  /** Chain work from which on a chain is believed, that of the blocks up to `start` included. */
  readonly requiredWork: bigint;
  readonly nowSeconds: number;
  /** 0 … period − 1. Nobody else may know it, or he could choose where to cheat. */
  readonly commitmentOffset: number;
  /** Nobody else may know it, or he could mine a second chain with the same commitments. */
  readonly salt: Uint8Array;
  /** Instead of the network's. */
  readonly parameters?: PresyncParameters;
}

/** A download that is going on, with what it holds. */
interface Counting {
  readonly phase: "presync";
  readonly commitments: BitQueue;
}
interface Redownloading {
  readonly phase: "redownload";
  /** Those not yet met again. */
  readonly commitments: BitQueue;
  /** Headers without enough work on top of them. */
  readonly buffer: HeaderQueue;
}

type State = Counting | Redownloading | { readonly phase: "final" };

/**
 * `presync`: adding up work. `redownload`: the same headers again, checked against the commitments. `final`: over,
 * well or not, and of no further use.
 */
export type PresyncPhase = State["phase"];

export interface PresyncStep {
  /** False: this was not a chain to go on with. Never a reason to punish anyone. */
  readonly success: boolean;
  /** The next headers are to be asked for with `nextLocator`; otherwise the phase is `final`. */
  readonly requestMore: boolean;
  /** Headers that now have enough work on top, oldest first, to be accepted like any. */
  readonly released: CheckedBatch;
}

export class HeadersPresync {
  readonly #options: PresyncOptions;
  readonly #parameters: PresyncParameters;
  readonly #commitmentsMax: number;
  #state: State = { phase: "presync", commitments: new BitQueue() };
  /** Of the last header that the present phase has seen. */
  #height = 0;
  #work = 0n;
  #lastBits = 0;
  readonly #lastHash = new Uint8Array(HASH_BYTES);
  /** The salt, and after it room for the hash to be committed to. */
  readonly #salted: Uint8Array;
  readonly #digest = new Uint8Array(HASH_BYTES);

  constructor(options: PresyncOptions) {
    const { network, index, start, nowSeconds, commitmentOffset, salt } = options;
    this.#options = options;
    this.#parameters = options.parameters ?? network.presync;
    const { commitmentPeriod } = this.#parameters;
    if (commitmentOffset < 0 || commitmentOffset >= commitmentPeriod) {
      throw new RangeError(`commitment offset ${commitmentOffset} of a period of ${commitmentPeriod}`);
    }
    const seconds = Math.max(0, nowSeconds - index.medianTimePast(start) + FUTURE_SECONDS_MAX);
    this.#commitmentsMax = Math.floor((BLOCKS_PER_SECOND_MAX * seconds) / commitmentPeriod);
    this.#salted = new Uint8Array(salt.length + HASH_BYTES);
    this.#salted.set(salt);
    this.#goToStart();
  }

  get phase(): PresyncPhase {
    return this.#state.phase;
  }

  /** Of the last header seen in this phase: each begins at the chain start. */
  get height(): number {
    return this.#height;
  }

  /** Chain work up to `height`. */
  get work(): bigint {
    return this.#work;
  }

  /** Held for headers that are not proven, slack included. */
  get memoryBytes(): number {
    const state = this.#state;
    if (state.phase === "final") return 0;
    const buffered = state.phase === "redownload" ? state.buffer.memoryBytes() : 0;
    return state.commitments.memoryBytes() + buffered;
  }

  /** Takes one message of at least one header. `full`: the peer may have more. Never called once the phase is `final`. */
  feed(batch: CheckedBatch, full: boolean): PresyncStep {
    const state = this.#state;
    if (state.phase === "final") throw new Error("headers for a presync that is over");
    if (batch.count === 0) throw new Error("no headers for the presync");
    const step =
      state.phase === "presync" ? this.#presync(state, batch, full) : this.#redownload(state, batch, full);
    if (!step.requestMore) this.#state = { phase: "final" };
    return step;
  }

  /** For the next getheaders: the last header seen, then the locator of the chain start. */
  nextLocator(spacing: LocatorSpacing): readonly Uint8Array[] {
    if (this.phase === "final") throw new Error("no locator: the presync is over");
    const { index, start } = this.#options;
    return [
      this.#lastHash.slice(),
      ...locatorEntries(index, start, spacing).map((entry) => index.hash(entry).slice()),
    ];
  }

  #presync({ commitments }: Counting, batch: CheckedBatch, full: boolean): PresyncStep {
    if (!this.#isNext(batch)) return failed();
    for (let i = 0; i < batch.count; i++) {
      if (!this.#advance(batch, i)) return failed();
      if (!this.#isCommitted()) continue;
      commitments.push(this.#commitmentTo(batch, i));
      // Longer than any valid chain can be by now.
      if (commitments.size > this.#commitmentsMax) return failed();
    }
    this.#rememberLast(batch);
    if (this.#work < this.#options.requiredWork) return done(full);
    this.#goToStart();
    this.#state = { phase: "redownload", commitments, buffer: new HeaderQueue(this.#lastHash) };
    return done(true);
  }

  #redownload({ commitments, buffer }: Redownloading, batch: CheckedBatch, full: boolean): PresyncStep {
    const { requiredWork } = this.#options;
    if (!this.#isNext(batch)) return failed();
    for (let i = 0; i < batch.count; i++) {
      if (!this.#advance(batch, i)) return failed();
      // Proven: the peer's chain may have grown beyond the commitments since.
      const isOpen = this.#work < requiredWork;
      if (isOpen && this.#isCommitted() && commitments.shift() !== this.#commitmentTo(batch, i)) {
        return failed();
      }
      buffer.push(batch.bytes, i * HEADER_BYTES);
    }
    this.#rememberLast(batch);
    if (this.#work >= requiredWork) return done(false, buffer.shift(buffer.size));
    const ready = Math.max(0, buffer.size - this.#parameters.redownloadBuffer);
    return done(full, ready > 0 ? buffer.shift(ready) : NOTHING);
  }

  #goToStart(): void {
    const { index, start } = this.#options;
    this.#height = index.height(start);
    this.#work = index.work(start);
    this.#lastBits = index.bits(start);
    this.#lastHash.set(index.hash(start));
  }

  #isNext(batch: CheckedBatch): boolean {
    for (let b = 0; b < HASH_BYTES; b++) if (batch.bytes[PREV_AT + b] !== this.#lastHash[b]) return false;
    return true;
  }

  #rememberLast(batch: CheckedBatch): void {
    copyBytes(batch.hashes, (batch.count - 1) * HASH_BYTES, HASH_BYTES, this.#lastHash, 0);
  }

  /** One header further, unless difficulty moves faster than it can: with work packed into few blocks, luck would do. */
  #advance(batch: CheckedBatch, i: number): boolean {
    const bits = headerBits(batch.bytes, i * HEADER_BYTES);
    if (!isPermittedTransition(this.#options.network, this.#height + 1, this.#lastBits, bits)) return false;
    this.#height += 1;
    this.#lastBits = bits;
    this.#work += workOf(bits);
    return true;
  }

  #isCommitted(): boolean {
    return this.#height % this.#parameters.commitmentPeriod === this.#options.commitmentOffset;
  }

  #commitmentTo(batch: CheckedBatch, i: number): number {
    const salted = this.#salted;
    copyBytes(batch.hashes, i * HASH_BYTES, HASH_BYTES, salted, salted.length - HASH_BYTES);
    sha256dInto(salted, 0, salted.length, this.#digest, 0);
    return this.#digest[0]! & 1;
  }
}

function done(requestMore: boolean, released = NOTHING): PresyncStep {
  return { success: true, requestMore, released };
}

function failed(): PresyncStep {
  return { success: false, requestMore: false, released: NOTHING };
}
