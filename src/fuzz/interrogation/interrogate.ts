/**
 * A node that has just started is talked to by strangers who say anything at any time, and every oracle listens: rules that
 * worlds hardly ever come to are reached here, with constants so small that each limit is near.
 */
import type { Message } from "../../bitcoin/wire/message.ts";
import { ChainState } from "../../chain/chain-state.ts";
import type { Node, NodeInput } from "../../node/interface.ts";
import { createNode } from "../../node/node.ts";
import type { Policy } from "../../node/policy.ts";
import { chainOptions } from "../../node/published/chain-options.ts";
import type { Prng } from "../../sim/prng.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import { between, once, oneOf } from "../draw.ts";
import { allOracles } from "../oracles/all.ts";
import { wrongBest } from "../oracles/best.ts";
import { Hearing, type Oracle } from "../oracles/hearing.ts";
import { copyOf, isEasy, medianOf, mine } from "../oracles/trial-blocks.ts";
import { nearLimits } from "./near-limits.ts";
import { answerOf, drawStranger, type Stranger, wayTo } from "./strangers.ts";
import { drawWhim } from "./whims.ts";

const STEPS = 80;
const STRANGERS_MAX = 5;
/** How far a clock may be from the newest header, and no header of the material is too new. */
const CLOCKS = [0, 600, 11_000, 90_000];

/** What was wrong. `source`: of the run; it is not changed. */
export function wrongWhenAsked(policy: Policy, source: ChainState, nowSeconds: number, prng: Prng): string[] {
  if (policy.strategy === "as-published" || !isEasy(source)) return [];
  return new Interrogation(nearLimits(policy, source, prng.split("limits")), source, nowSeconds, prng).run();
}

class Interrogation {
  readonly #policy: Policy;
  readonly #prng: Prng;
  /** Everything that anybody has. */
  readonly #material: ChainState;
  readonly #chain: ChainState;
  readonly #startSeconds: number;
  readonly #node: Node;
  readonly #oracles: readonly Oracle[] = allOracles();
  readonly #hearing: Hearing;
  readonly #strangers = new Map<string, Stranger>();
  readonly #problems: string[] = [];
  /** What is on its way, by the moment when it comes. */
  readonly #onTheirWay: { readonly at: number; readonly peer: string; readonly message: Message }[] = [];
  #met = 0;
  #at = 0;
  #wakeAt: number | undefined;

  constructor(policy: Policy, source: ChainState, nowSeconds: number, prng: Prng) {
    this.#policy = policy;
    this.#prng = prng;
    this.#material = withBranches(copyOf(source, nowSeconds), nowSeconds, prng.split("branches"));
    this.#chain = diskOf(this.#material, policy, nowSeconds, prng);
    const { index } = this.#material;
    let newest = 0;
    for (let entry = 0; entry < index.size; entry++) newest = Math.max(newest, index.time(entry));
    this.#startSeconds = newest + oneOf(prng, CLOCKS);
    this.#node = createNode({
      policy,
      chain: this.#chain,
      startTimeSeconds: this.#startSeconds,
      random: { uint32: () => prng.uint32() },
    });
    this.#hearing = new Hearing(this.#startSeconds, this.#oracles);
  }

  run(): string[] {
    this.#give({ kind: "start", at: 0 });
    for (let step = 0; step < STEPS && this.#problems.length === 0; step++) this.#step();
    this.#problems.push(
      ...this.#node.audit(),
      ...this.#chain.audit(),
      ...wrongBest(this.#chain),
      ...this.#oracles.flatMap(({ problems }) => problems),
    );
    return this.#problems.map((problem) => `asked: ${problem}`);
  }

  #step(): void {
    const prng = this.#prng;
    if (this.#strangers.size === 0 || (this.#strangers.size < STRANGERS_MAX && once(prng, 12))) this.#meet();
    else if (once(prng, 40)) this.#part();
    else if (once(prng, 3)) this.#say();
    else if (once(prng, 25)) this.#find();
    // Mostly what is on its way comes; now and then much time goes by.
    const next = this.#onTheirWay[0]?.at ?? this.#at;
    const pause = oneOf(prng, [0, 1, 1, 5, 30, 130, 700]) * US_PER_SECOND;
    this.#goTo(once(prng, 4) ? this.#at + pause : next);
  }

  #meet(): void {
    const stranger = drawStranger(this.#prng, this.#material, `S${this.#met++}`);
    this.#strangers.set(stranger.id, stranger);
    const { id: peer, inbound } = stranger;
    this.#give({ kind: "peerConnected", at: this.#at, peer, inbound });
    if (once(this.#prng, 8)) this.#post(peer, [{ command: "ping", nonce: 5n }]);
    this.#post(peer, [stranger.version]);
    if (once(this.#prng, 8)) this.#post(peer, [{ command: "sendheaders" }]);
    if (!once(this.#prng, 10)) this.#post(peer, [{ command: "verack" }]);
  }

  #part(): void {
    const peer = oneOf(this.#prng, [...this.#strangers.keys()]);
    this.#forget(peer);
    this.#give({ kind: "peerDisconnected", at: this.#at, peer, why: "it leaves" });
  }

  #say(): void {
    const stranger = oneOf(this.#prng, [...this.#strangers.values()]);
    const { id: peer } = stranger;
    if (once(this.#prng, 30)) {
      this.#give({ kind: "unreadable", at: this.#at, peer, error: "cut short" });
      return;
    }
    const whim = {
      prng: this.#prng,
      policy: this.#policy,
      material: this.#material,
      chain: this.#chain,
      stranger,
    };
    this.#post(peer, [drawWhim(whim)]);
  }

  /** The node finds a block itself. */
  #find(): void {
    const parent = this.#chain.tip;
    const now = this.#startSeconds + Math.floor(this.#at / US_PER_SECOND);
    const { block } = mine(this.#chain, parent, Math.max(medianOf(this.#chain, parent) + 1, now), this.#prng);
    this.#give({ kind: "localBlock", at: this.#at, block });
  }

  /** A few milliseconds each, and now and then a second. */
  #post(peer: string, messages: readonly Message[]): void {
    let at = Math.max(this.#at, ...this.#onTheirWay.filter((m) => m.peer === peer).map((m) => m.at));
    for (const message of messages) {
      at += once(this.#prng, 10) ? between(this.#prng, 1, 3 * US_PER_SECOND) : between(this.#prng, 1, 9000);
      this.#onTheirWay.push({ at, peer, message });
    }
    this.#onTheirWay.sort((a, b) => a.at - b.at);
  }

  /** Everything that is due until then happens, each at its moment. */
  #goTo(moment: number): void {
    const until = Math.max(this.#at, moment);
    for (let turns = 0; turns < STEPS; turns++) {
      const [message] = this.#onTheirWay;
      const comesAt = message?.at ?? Number.POSITIVE_INFINITY;
      const wakeAt = this.#wakeAt ?? Number.POSITIVE_INFINITY;
      if (this.#problems.length > 0) return;
      if (Math.min(comesAt, wakeAt) > until) {
        this.#at = until;
        return;
      }
      if (wakeAt <= comesAt) {
        // A time that has become shorter may be over already.
        this.#at = Math.max(this.#at, wakeAt);
        this.#give({ kind: "wake", at: this.#at });
      } else if (message !== undefined) {
        this.#onTheirWay.shift();
        this.#at = message.at;
        this.#give({ kind: "message", at: message.at, peer: message.peer, message: message.message });
      }
    }
  }

  #give(input: NodeInput): void {
    const outputs = this.#node.handle(input);
    this.#hearing.turn({ chain: this.#chain, policy: this.#policy, input, outputs });
    this.#problems.push(...this.#node.checkInvariants());
    let isSought = false;
    for (const output of outputs) {
      if (output.kind === "wakeAt") this.#wakeAt = output.deadline;
      else if (output.kind === "disconnect") this.#forget(output.peer);
      else if (output.kind === "seekPeer") isSought ||= once(this.#prng, 2);
      else if (output.kind === "send") this.#answer(output.peer, output.message);
    }
    for (const { problems } of this.#oracles) this.#problems.push(...problems.splice(0));
    // A turn of its own: what this one says of the next wake is done before.
    if (isSought) this.#meet();
  }

  #answer(peer: string, message: Message): void {
    const stranger = this.#strangers.get(peer);
    if (stranger === undefined) return;
    const answer = answerOf(stranger, message, this.#material, this.#policy, this.#prng);
    this.#post(peer, answer);
  }

  #forget(peer: string): void {
    this.#strangers.delete(peer);
    for (let i = this.#onTheirWay.length - 1; i >= 0; i--)
      if (this.#onTheirWay[i]?.peer === peer) this.#onTheirWay.splice(i, 1);
  }
}

/** A few branches more, so that there is something to reorganise. */
function withBranches(material: ChainState, nowSeconds: number, prng: Prng): ChainState {
  for (let branch = prng.below(3); branch > 0; branch--) {
    let parent = oneOf(prng, [material.tip, prng.below(material.index.size)]);
    if (!material.hasAllBlocksTo(parent) || material.isFailed(parent)) continue;
    for (let length = between(prng, 1, 12); length > 0; length--) {
      const time = medianOf(material, parent) + 1 + prng.below(900);
      const { block, hash } = mine(material, parent, time, prng);
      if (material.acceptBlock(block, nowSeconds + 90_000).kind !== "stored") break;
      parent = material.index.find(hash) ?? parent;
    }
  }
  return material;
}

/** The beginning of the active chain, and now and then of another. */
function diskOf(material: ChainState, policy: Policy, nowSeconds: number, prng: Prng): ChainState {
  const { connects: _, ...options } = chainOptions(policy);
  const disk = new ChainState(material.network, options);
  const way = wayTo(material, once(prng, 4) ? prng.below(material.index.size) : material.tip);
  const height = oneOf(prng, [0, prng.below(way.length), way.length - 1]);
  for (const entry of way.slice(1, height + 1)) {
    const block = material.block(entry);
    if (block === undefined || disk.acceptBlock(block, nowSeconds + 90_000).kind !== "stored") break;
  }
  return disk;
}
