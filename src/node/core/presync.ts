/**
 * Headers of a chain that has not shown enough work are only counted first, and asked for again once it has (protocol.md
 * §2.4 steps 4 and 7, §2.5; Core `TryLowWorkHeadersSync`, `IsContinuationOfLowWorkHeadersSync`).
 *
 * What an attacker gains: a bit for every few hundred headers he mines, and a buffer of bounded size.
 */

import { HASH_BYTES } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, headerBits } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { CheckedBatch } from "../../chain/header-batch.ts";
import { HeadersPresync } from "../../chain/headers-presync.ts";
import type { NodeContext, NodeRandom } from "../context.ts";
import type { Peer } from "../peer.ts";
import { workThreshold } from "../work-threshold.ts";

const SALT_BYTES = 16;

/** The hashes of a getheaders, and the heights they stand for. */
interface Question {
  readonly hashes: readonly Uint8Array[];
  readonly heights: readonly number[];
}

/** What becomes of a message. `next`: what to ask the peer then. */
export type Counted =
  /** Nothing of it is for the presync: the usual rules apply. */
  | { readonly kind: "passed" }
  /** It was counted, or ignored. */
  | { readonly kind: "swallowed"; readonly next: Question | undefined }
  /** These headers belong to a chain with enough work. */
  | {
      readonly kind: "released";
      readonly batch: CheckedBatch;
      readonly next: Question | undefined;
    };

const PASSED: Counted = { kind: "passed" };
const IGNORED: Counted = { kind: "swallowed", next: undefined };

export class Presync {
  readonly #context: NodeContext;
  readonly #states: Map<Peer, HeadersPresync>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#states = context.memory.map("chains counted");
  }

  /** A message of a peer whose chain is being counted, perhaps. */
  onHeaders(peer: Peer, batch: CheckedBatch, full: boolean): Counted {
    const state = this.#states.get(peer);
    return state === undefined ? PASSED : this.#feed(peer, state, batch, full);
  }

  /** Headers on top of `parent`: if their chain is too light, they are counted (a full message) or ignored. */
  begin(peer: Peer, batch: CheckedBatch, parent: number, full: boolean): Counted {
    const { chain, policy, random, nowSeconds } = this.#context;
    const { network } = chain;
    if (!policy.presyncs || this.#isKnown(batch)) return PASSED;
    const threshold = workThreshold(this.#context);
    if (chain.index.work(parent) + workIn(batch) >= threshold) return PASSED;
    if (!full) return IGNORED;
    const commitmentPeriod = policy.presyncPeriodHeaders ?? network.presync.commitmentPeriod;
    const redownloadBuffer = policy.redownloadBufferHeaders ?? network.presync.redownloadBuffer;
    const state = new HeadersPresync({
      network,
      index: chain.index,
      start: parent,
      requiredWork: threshold,
      nowSeconds,
      commitmentOffset: random.uint32() % commitmentPeriod,
      salt: saltOf(random),
      parameters: { commitmentPeriod, redownloadBuffer },
    });
    this.#states.set(peer, state);
    const counted = this.#feed(peer, state, batch, full);
    return counted.kind === "passed" ? IGNORED : counted;
  }

  /** The peer has no more: what was counted was for nothing. */
  end(peer: Peer): void {
    const state = this.#states.get(peer);
    if (state === undefined) return;
    this.#states.delete(peer);
    this.#observe(peer, state, "ended");
  }

  onGone(peer: Peer): void {
    this.#states.delete(peer);
  }

  #feed(peer: Peer, state: HeadersPresync, batch: CheckedBatch, full: boolean): Counted {
    const { success, requestMore, released } = state.feed(batch, full);
    const next = requestMore ? this.#question(state) : undefined;
    const { phase } = state;
    this.#observe(peer, state, phase === "final" ? "ended" : phase);
    if (phase === "final") this.#states.delete(peer);
    if (!success) return PASSED;
    return released.count > 0 ? { kind: "released", batch: released, next } : { kind: "swallowed", next };
  }

  #question(state: HeadersPresync): Question {
    const hashes = state.nextLocator(this.#context.policy.locatorSpacing);
    const { index } = this.#context.chain;
    // The first is not in the index: it is the last header that was counted.
    const heights = hashes.map((hash, i) =>
      i === 0 ? state.height : index.height(known(index.find(hash), "a block of the locator")),
    );
    return { hashes, heights };
  }

  /** Its last header is on a chain that we follow: there is nothing to prove. */
  #isKnown(batch: CheckedBatch): boolean {
    const { chain } = this.#context;
    const last = chain.index.find(batch.hashes, (batch.count - 1) * HASH_BYTES);
    if (last === undefined) return false;
    return chain.index.isAncestor(last, chain.bestHeader) || chain.index.isAncestor(last, chain.tip);
  }

  #observe(peer: Peer, state: HeadersPresync, phase: "presync" | "redownload" | "ended"): void {
    const { height, memoryBytes } = state;
    this.#context.observe({ kind: "presync", peer: peer.id, phase, height, memoryBytes });
  }
}

function workIn(batch: HeaderBatch): bigint {
  let work = 0n;
  for (let i = 0; i < batch.count; i++) work += workOf(headerBits(batch.bytes, i * HEADER_BYTES));
  return work;
}

function saltOf(random: NodeRandom): Uint8Array {
  return Uint8Array.from({ length: SALT_BYTES }, () => random.uint32() & 0xff);
}
