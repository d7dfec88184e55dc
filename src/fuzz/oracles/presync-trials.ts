/**
 * The counting of a chain that has not shown its work, fed with a node's own chain in messages of any length, against a plain
 * model that keeps everything (protocol.md §2.5; Core `HeadersSyncState`): when it asks again, when it believes, what it
 * releases and what makes it give up.
 */
import { HASH_BYTES, toHex } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { CheckedBatch } from "../../chain/header-batch.ts";
import { HeadersPresync, type PresyncPhase } from "../../chain/headers-presync.ts";
import type { Prng } from "../../sim/prng.ts";
import { randomBytes } from "../../world/chains/block-mining.ts";
import { between, once, oneOf } from "../draw.ts";
import { medianOf } from "./trial-blocks.ts";

/** So many headers may come in a second, and each clock may be two hours off. */
const PER_SECOND = 6;
const FUTURE_SECONDS = 7200;
/** Another chain passes for the one that was counted no more often than once in 2 to this. */
const SURE_BITS = 24;

interface Step {
  readonly success: boolean;
  readonly requestMore: boolean;
  /** Hashes of what is released. */
  readonly released: readonly string[];
  readonly phase: PresyncPhase;
}

/** What is wrong with it. */
export function wrongPresync(chain: ChainState, prng: Prng): string[] {
  const { index, network, bestHeader } = chain;
  const way: number[] = [];
  for (let walk = bestHeader; walk >= 0; walk = index.parent(walk)) way.push(walk);
  way.reverse();
  if (way.length < 3) return [];
  const start = prng.below(way.length - 1);
  const goal = between(prng, start + 1, way.length - 1);
  const period = between(prng, 1, 6);
  const offset = prng.below(period);
  const buffer = between(prng, 0, 20);
  const entry = way[start] ?? 0;
  const requiredWork = index.work(way[goal] ?? 0) - BigInt(prng.below(2));
  const committed = way
    .slice(start + 1, goal + 1)
    .filter((at) => index.height(at) % period === offset).length;
  // Now and then the chain is one commitment longer than any can be by now.
  const most = once(prng, 4) ? Math.max(0, committed - prng.below(2)) : committed + 1000;
  const seconds = Math.ceil((most * period) / PER_SECOND);
  const nowSeconds = medianOf(chain, entry) - FUTURE_SECONDS + seconds;
  const presync = new HeadersPresync({
    network,
    index,
    start: entry,
    requiredWork,
    nowSeconds,
    commitmentOffset: offset,
    salt: randomBytes(prng, 16),
    parameters: { commitmentPeriod: period, redownloadBuffer: buffer },
  });
  const commitmentsMax = Math.floor((PER_SECOND * seconds) / period);
  const model = new Model(chain, way, start, requiredWork, { period, offset, buffer, commitmentsMax });
  for (let turns = 0; presync.phase !== "final" && turns < 400; turns++) {
    const first = model.next + (once(prng, 60) ? 1 : 0);
    const count = Math.min(oneOf(prng, [1, 2, 7, 30]), way.length - first);
    if (count < 1) break;
    const full = first + count < way.length || once(prng, 2);
    const due = model.feed(first, count, full);
    const { success, requestMore, released } = presync.feed(
      batchOf(chain, way.slice(first, first + count)),
      full,
    );
    const got: Step = { success, requestMore, released: hashesOf(released), phase: presync.phase };
    const problem = differenceOf(got, due, presync, model);
    if (problem !== undefined) return [`presync trial: ${problem}, at header ${first} of ${way.length}`];
  }
  return [];
}

class Model {
  next: number;
  work: bigint;
  readonly #chain: ChainState;
  readonly #way: readonly number[];
  readonly #start: number;
  readonly #required: bigint;
  readonly #limits: {
    readonly period: number;
    readonly offset: number;
    readonly buffer: number;
    readonly commitmentsMax: number;
  };
  #phase: PresyncPhase = "presync";
  #commitments = 0;
  /** Places of headers that are held back. */
  #held: number[] = [];

  constructor(
    chain: ChainState,
    way: readonly number[],
    start: number,
    required: bigint,
    limits: {
      readonly period: number;
      readonly offset: number;
      readonly buffer: number;
      readonly commitmentsMax: number;
    },
  ) {
    this.#chain = chain;
    this.#way = way;
    this.#start = start;
    this.#required = required;
    this.#limits = limits;
    this.next = start + 1;
    this.work = this.#workAt(start);
  }

  feed(first: number, count: number, full: boolean): Step {
    if (first !== this.next) return this.#end(false, []);
    const last = first + count - 1;
    if (this.#phase === "presync") {
      const { period, offset, commitmentsMax } = this.#limits;
      for (let at = first; at <= last; at++) if (at % period === offset) this.#commitments += 1;
      if (this.#commitments > commitmentsMax) return this.#end(false, []);
      this.next = last + 1;
      this.work = this.#workAt(last);
      if (this.work < this.#required) return full ? this.#goOn([]) : this.#end(true, []);
      this.#phase = "redownload";
      this.next = this.#start + 1;
      this.work = this.#workAt(this.#start);
      return this.#goOn([]);
    }
    this.next = last + 1;
    this.work = this.#workAt(last);
    for (let at = first; at <= last; at++) this.#held.push(at);
    if (this.work >= this.#required) return this.#end(true, this.#held);
    const released = this.#held.splice(0, Math.max(0, this.#held.length - this.#limits.buffer));
    return full ? this.#goOn(released) : this.#end(true, released);
  }

  #goOn(released: readonly number[]): Step {
    return { success: true, requestMore: true, released: this.#hashes(released), phase: this.#phase };
  }

  #end(success: boolean, released: readonly number[]): Step {
    return { success, requestMore: false, released: this.#hashes(released), phase: "final" };
  }

  #workAt(place: number): bigint {
    return this.#chain.index.work(this.#way[place] ?? 0);
  }

  #hashes(places: readonly number[]): string[] {
    return places.map((place) => toHex(this.#chain.index.hash(this.#way[place] ?? 0)));
  }
}

function differenceOf(got: Step, due: Step, presync: HeadersPresync, model: Model): string | undefined {
  if (got.success !== due.success) return due.success ? "it gives up" : "it does not give up";
  if (got.phase !== due.phase) return `it is in ${got.phase}, and should be in ${due.phase}`;
  if (got.requestMore !== due.requestMore) return `it ${got.requestMore ? "asks" : "does not ask"} for more`;
  if (got.released.join() !== due.released.join())
    return `it releases ${got.released.length} headers of ${due.released.length}`;
  if (got.phase === "final") return undefined;
  if (presync.work !== model.work) return `it counts ${presync.work} of ${model.work} work`;
  return presync.height === model.next - 1 ? undefined : `it is at ${presync.height} of ${model.next - 1}`;
}

/** Whether another chain than the one that was counted passes in the second download; undefined: there is none long enough. */
export function wrongSwap(chain: ChainState, prng: Prng): string[] {
  const { index, network, bestHeader } = chain;
  const other = Array.from({ length: index.size }, (_, entry) => entry).find((entry) => {
    const fork = index.lastCommon(entry, bestHeader);
    return index.height(entry) - index.height(fork) >= SURE_BITS;
  });
  if (other === undefined || index.isAncestor(other, bestHeader)) return [];
  const fork = index.lastCommon(other, bestHeader);
  const counted: number[] = [];
  for (let walk = bestHeader; walk !== fork; walk = index.parent(walk)) counted.push(walk);
  const swapped: number[] = [];
  for (let walk = other; walk !== fork; walk = index.parent(walk)) swapped.push(walk);
  if (counted.length < SURE_BITS) return [];
  const presync = new HeadersPresync({
    network,
    index,
    start: fork,
    requiredWork: index.work(bestHeader),
    nowSeconds: index.time(bestHeader) + FUTURE_SECONDS,
    commitmentOffset: 0,
    salt: randomBytes(prng, 16),
    parameters: { commitmentPeriod: 1, redownloadBuffer: index.size },
  });
  presync.feed(batchOf(chain, counted.reverse()), true);
  if (presync.phase !== "redownload") return ["presync trial: a whole chain is not enough"];
  const { success } = presync.feed(batchOf(chain, swapped.reverse().slice(0, counted.length - 1)), true);
  return success ? ["presync trial: another chain passes for the one that was counted"] : [];
}

function batchOf({ index }: ChainState, entries: readonly number[]): CheckedBatch {
  const bytes = new Uint8Array(entries.length * HEADER_BYTES);
  const hashes = new Uint8Array(entries.length * HASH_BYTES);
  entries.forEach((entry, i) => {
    index.copyHeader(entry, bytes, i * HEADER_BYTES);
    hashes.set(index.hash(entry), i * HASH_BYTES);
  });
  return { count: entries.length, bytes, hashes };
}

function hashesOf({ count, hashes }: CheckedBatch): string[] {
  return Array.from({ length: count }, (_, i) =>
    toHex(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
  );
}
