/**
 * Asks a node what nobody in the run has asked it: locators and stops drawn at random, from a node that has just started on
 * the disk that the run left behind. Every answer is worked out here once more, from Core's rules written down plainly
 * (protocol.md §2.6, §2.12): where it begins, how much of it there is, whether the stop belongs to it.
 */
import { equalBytes, toHex, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import { INV_BLOCK, type Message, NO_ADDRESS, PROTOCOL_VERSION } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Node } from "../../node/interface.ts";
import { createNode } from "../../node/node.ts";
import type { Policy } from "../../node/policy.ts";
import type { Prng } from "../../sim/prng.ts";
import { once, oneOf } from "../draw.ts";

const QUESTIONS = 4;
const LOCATOR_MAX = 6;
const ASKER = "asker";

/** What is wrong with its answers. Changes nothing of the chain. */
export function wrongAnswers(policy: Policy, chain: ChainState, nowSeconds: number, prng: Prng): string[] {
  if (policy.strategy === "as-published" || !servesEverybody(policy, chain, nowSeconds)) return [];
  const problems: string[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const node = greeted(policy, chain, nowSeconds, prng);
    const locator = drawLocator(chain, prng);
    const stop = drawStop(chain, prng);
    for (const command of ["getheaders", "getblocks"] as const) {
      const answer = ask(node, { command, version: PROTOCOL_VERSION, locator, stop });
      const wrong = command === "getheaders" ? wrongHeaders : wrongInventory;
      const problem = wrong(policy, chain, locator, stop, answer);
      if (problem !== undefined)
        problems.push(`answer: to a ${command} of ${locator.length} hashes: ${problem}`);
    }
  }
  return problems;
}

/** It is not itself catching up, by any version's rule: those that are say nothing. */
function servesEverybody(policy: Policy, chain: ChainState, nowSeconds: number): boolean {
  const { index, tip, bestHeader } = chain;
  if (index.work(tip) < BigInt(`0x${policy.minimumChainWork}`)) return false;
  const isYoung = Math.min(index.time(tip), index.time(bestHeader)) > nowSeconds - policy.tipAgeMaxSeconds;
  return policy.servesWhileBehind !== "nothing" || (isYoung && tip === bestHeader);
}

function greeted(policy: Policy, chain: ChainState, startTimeSeconds: number, prng: Prng): Node {
  const node = createNode({ policy, chain, startTimeSeconds, random: { uint32: () => prng.uint32() } });
  node.handle({ kind: "start", at: 0 });
  node.handle({ kind: "peerConnected", at: 0, peer: ASKER, inbound: true });
  for (const message of GREETING) node.handle({ kind: "message", at: 0, peer: ASKER, message });
  return node;
}

/** One that has nothing to give, so that it is asked for nothing. */
const GREETING: readonly Message[] = [
  {
    command: "version",
    version: PROTOCOL_VERSION,
    services: 0n,
    time: 0n,
    receiver: NO_ADDRESS,
    sender: NO_ADDRESS,
    nonce: 1n,
    userAgent: "",
    startHeight: 0,
    relay: false,
  },
  { command: "verack" },
];

function ask(node: Node, message: Message): readonly Message[] {
  const outputs = node.handle({ kind: "message", at: 0, peer: ASKER, message });
  return outputs.flatMap((output) => (output.kind === "send" ? [output.message] : []));
}

/** Blocks of any branch, known ones and unknown ones, in any order. */
export function drawLocator({ index }: ChainState, prng: Prng): Uint8Array[] {
  return Array.from({ length: prng.below(LOCATOR_MAX + 1) }, () =>
    once(prng, 6) ? randomHash(prng) : index.hash(prng.below(index.size)).slice(),
  );
}

export function drawStop({ index }: ChainState, prng: Prng): Uint8Array {
  return oneOf(prng, [ZERO_HASH, randomHash(prng), index.hash(prng.below(index.size)).slice()]);
}

function randomHash(prng: Prng): Uint8Array {
  return Uint8Array.from({ length: 32 }, () => prng.below(256));
}

/** The height behind which an answer begins: of the first hash that is ours, or our tip where a hash builds on it. */
export function forkHeight({ index, active, tip }: ChainState, locator: readonly Uint8Array[]): number {
  for (const hash of locator) {
    let walk = index.find(hash) ?? -1;
    if (walk >= 0 && active.at(index.height(walk)) === walk) return index.height(walk);
    while (walk > tip) walk = index.parent(walk);
    if (walk === tip) return active.height;
  }
  return 0;
}

/** What is wrong with an answer to a getheaders; undefined: nothing. */
export function wrongHeaders(
  policy: Policy,
  chain: ChainState,
  locator: readonly Uint8Array[],
  stop: Uint8Array,
  answer: readonly Message[],
): string | undefined {
  const { index, active } = chain;
  const stopAt = index.find(stop);
  const stopHeight = stopAt !== undefined && active.contains(stopAt) ? index.height(stopAt) : undefined;
  // Off the active chain another rule says whether a header is given (stale blocks).
  if (locator.length === 0 && stopHeight === undefined) return undefined;
  const due: string[] = [];
  const from = locator.length === 0 ? (stopHeight ?? 0) : forkHeight(chain, locator) + 1;
  for (let height = from; height <= active.height && due.length < policy.headersPerMessage; height++) {
    due.push(toHex(headerAt(chain, height)));
    if (height === stopHeight) break;
  }
  const [given, ...more] = answer.filter(({ command }) => command === "headers");
  if (given?.command !== "headers" || more.length > 0) return `${answer.length} answers`;
  const { count, bytes } = given.headers;
  const got = Array.from({ length: count }, (_, i) =>
    toHex(bytes.subarray(i * HEADER_BYTES, (i + 1) * HEADER_BYTES)),
  );
  return difference(got, due);
}

function wrongInventory(
  policy: Policy,
  chain: ChainState,
  locator: readonly Uint8Array[],
  stop: Uint8Array,
  answer: readonly Message[],
): string | undefined {
  const { index, active } = chain;
  const due: string[] = [];
  const last = Math.min(active.height, forkHeight(chain, locator) + policy.inventoryPerMessage);
  for (let height = forkHeight(chain, locator) + 1; height <= last; height++) {
    const hash = index.hash(active.at(height) ?? 0);
    if (equalBytes(hash, stop)) break;
    due.push(toHex(hash));
  }
  const got = answer.flatMap((message) =>
    message.command === "inv"
      ? message.items.map(({ type, hash }) => (type === INV_BLOCK ? toHex(hash) : ""))
      : [],
  );
  return difference(got, due);
}

function difference(got: readonly string[], due: readonly string[]): string | undefined {
  const at = got.findIndex((item, i) => item !== due[i]);
  if (at < 0 && got.length === due.length) return undefined;
  return `${got.length} items, ${due.length} are due${at < 0 ? "" : `; number ${at} is another`}`;
}

function headerAt({ index, active }: ChainState, height: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  index.copyHeader(active.at(height) ?? 0, header, 0);
  return header;
}
