/**
 * Are a node's questions for headers and hashes well put? Locators are made again here by Core's rule (protocol.md §2.6),
 * and what is counted of a chain without work ends when its peer has no more (§2.5).
 */
import { equalBytes, ZERO_HASH } from "../../bitcoin/bytes.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Observation } from "../../node/observation.ts";
import type { Heard, Oracle } from "./hearing.ts";

type Counting = Extract<Observation, { kind: "presync" }>;

/** After so many hashes the steps double. */
const STEPS_DOUBLE_AFTER = { core: 10, article: 8 } as const;

export class QuestionOracle implements Oracle {
  readonly problems: string[] = [];
  /** Chains that are being counted, by peer. */
  readonly #counting = new Map<string, Counting>();

  restart(): void {
    this.#counting.clear();
  }

  hear(heard: Heard): void {
    const { input, outputs, policy, from } = heard;
    const before = from === undefined ? undefined : this.#counting.get(from.peer);
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#counting.delete(output.peer);
      else if (output.kind === "send") {
        const { message } = output;
        if (message.command === "getheaders" || message.command === "getblocks")
          this.#checkLocator(heard, output.peer, message.locator);
        if (
          message.command === "getheaders" &&
          policy.strategy !== "core" &&
          !equalBytes(message.stop, ZERO_HASH)
        )
          this.problems.push(`question: a getheaders to ${output.peer} has a stop`);
      } else if (output.kind === "observe") this.#see(heard, output.observation);
    }
    if (input.kind === "peerDisconnected") this.#counting.delete(input.peer);
    if (before === undefined || from === undefined) return;
    const after = this.#counting.get(from.peer);
    if (input.kind !== "message" || input.message.command !== "headers" || after === undefined) return;
    // The message with which the second download begins need not be full.
    if (input.message.headers.count < policy.headersPerMessage && after.phase === before.phase)
      this.problems.push(`presync: goes on with ${from.peer}, which has no more headers`);
  }

  #see({ policy, chain, input }: Heard, observation: Observation): void {
    if (observation.kind === "presync") {
      if (observation.phase === "ended") this.#counting.delete(observation.peer);
      else this.#counting.set(observation.peer, observation);
      return;
    }
    if (observation.kind !== "headersReceived" || observation.entries === undefined) return;
    // The header of a block that it pushed meanwhile is none of those that are counted.
    if (input.kind !== "message" || input.message.command !== "headers") return;
    const counting = this.#counting.get(observation.peer);
    if (counting === undefined) return;
    const kept = policy.redownloadBufferHeaders ?? chain.network.presync.redownloadBuffer;
    const height = observation.entries.heights.at(-1) ?? 0;
    if (height > counting.height - kept)
      this.problems.push(
        `presync: header ${height} of ${observation.peer} is believed with ${counting.height - height} on top, not ${kept}`,
      );
  }

  #checkLocator({ chain, policy }: Heard, peer: string, locator: readonly Uint8Array[]): void {
    const [first, ...rest] = locator;
    if (first === undefined) {
      if (policy.strategy !== "core") this.problems.push(`locator: an empty one to ${peer}`);
      return;
    }
    const isArticles = policy.strategy === "as-published" && !policy.defects.includes("L-15");
    const doubleAfter = STEPS_DOUBLE_AFTER[isArticles ? "core" : policy.locatorSpacing];
    const isFrom = (hashes: readonly Uint8Array[]): boolean => {
      const start = hashes[0] === undefined ? undefined : chain.index.find(hashes[0]);
      return start !== undefined && isSame(hashes, naiveLocator(chain, start, doubleAfter));
    };
    // While a chain is counted: the last header that was counted, then whence the counting began.
    if (!isFrom(locator) && !(this.#counting.has(peer) && isFrom(rest)))
      this.problems.push(`locator: one of ${locator.length} hashes to ${peer} is not Core's`);
  }
}

function isSame(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((hash, i) => equalBytes(hash, b[i] ?? ZERO_HASH));
}

/** Core `LocatorEntries`. */
export function naiveLocator({ index }: ChainState, from: number, doubleAfter: number): Uint8Array[] {
  const hashes: Uint8Array[] = [];
  let step = 1;
  for (let walk = from; ; ) {
    hashes.push(index.hash(walk));
    if (index.height(walk) === 0) return hashes;
    for (let i = 0; i < step && index.height(walk) > 0; i++) walk = index.parent(walk);
    if (hashes.length > doubleAfter) step *= 2;
  }
}
