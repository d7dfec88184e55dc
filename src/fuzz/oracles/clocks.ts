/**
 * Each peer's clocks, by the constants of the policy alone: for shaking hands, for headers, for the block that it owes
 * longest, for holding up the window, for a pong (protocol.md §1.2, §2.10, §2.11). Nobody is kept beyond his time, and
 * nobody is dropped before it.
 */
import { fromHex, toHex } from "../../bitcoin/bytes.ts";
import { hashHeader } from "../../bitcoin/header.ts";
import type { DisconnectReason } from "../../node/peer-id.ts";
import type { Policy } from "../../node/policy.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";

/** Older versions answer no ping. Core BIP0031_VERSION. */
export const PING_ANSWERED_AFTER = 60_000;

/** The reasons for which a time must be over. */
const TEXTS = {
  "version handshake timeout": "handshake",
  "headers response timeout": "headers",
  "block response timeout": "block",
  "stalling block download": "stall",
  "ping timeout": "pong",
} as const;
type Clock = (typeof TEXTS)[keyof typeof TEXTS];

export class ClockOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #pings = new Map<string, { readonly nonce: bigint; readonly at: number }>();
  /** Since when each holds up the window. */
  readonly #stalling = new Map<string, number>();
  /** Length of the stalling time-out now, seconds. */
  #stallSeconds = 0;
  /** What each that holds it up owed when the last turn was over. */
  readonly #owedByStallers = new Map<string, ReadonlySet<string>>();
  /** When each peer's times are over, as of the last turn. */
  #dues = new Map<string, ReadonlyMap<Clock, number>>();

  restart(): void {
    this.#pings.clear();
    this.#stalling.clear();
    this.#owedByStallers.clear();
    this.#dues.clear();
  }

  hear(heard: Heard): void {
    const { at, input, outputs, policy, from } = heard;
    if (policy.strategy === "as-published") return;
    if (input.kind === "start") this.#stallSeconds = policy.stallTimeoutSeconds ?? 0;
    this.#checkKept(at);
    if (input.kind === "message" && from !== undefined && input.message.command === "pong") {
      const { nonce } = input.message;
      // A nonce of zero ends the wait as well (Core `ProcessPong`).
      if (nonce === 0n || this.#pings.get(from.peer)?.nonce === nonce) this.#pings.delete(from.peer);
    }
    for (const output of outputs) {
      if (output.kind === "disconnect") this.#drop(heard, output.peer, output.reason);
      else if (output.kind === "send") {
        const { peer, message } = output;
        const isAnswered = (heard.talks.get(peer)?.protocol ?? 0) > PING_ANSWERED_AFTER;
        if (message.command === "ping" && isAnswered && !this.#pings.has(peer))
          this.#pings.set(peer, { nonce: message.nonce, at });
      } else if (output.kind === "observe") {
        const { observation } = output;
        if (observation.kind === "stallingStarted") this.#stalling.set(observation.peer, at);
        else if (observation.kind === "stallingEnded") this.#stalling.delete(observation.peer);
        else if (observation.kind === "tipChanged") this.#connect(policy, observation.connected.length);
      }
    }
  }

  settled(heard: Heard): void {
    if (heard.input.kind === "peerDisconnected") this.#forget(heard.input.peer);
    if (heard.policy.strategy === "as-published") return;
    this.#checkStallers(heard);
    this.#dues.clear();
    for (const talk of heard.talks.values()) {
      const dues = new Map<Clock, number>();
      for (const clock of Object.values(TEXTS)) {
        const due = this.#due(heard, talk, clock);
        // A time that becomes shorter may be over at once.
        if (due !== undefined) dues.set(clock, Math.max(due, heard.at));
      }
      this.#dues.set(talk.peer, dues);
    }
  }

  /** Whoever gives a block holds up nobody; for the next that he owes his time begins anew. */
  #checkStallers({ at, input, talks }: Heard): void {
    const came =
      input.kind === "message" && input.message.command === "block" ? input.message.block : undefined;
    const hash = came === undefined ? "" : toHex(hashHeader(came.header));
    for (const [peer, owed] of this.#owedByStallers) {
      if (
        owed.has(hash) &&
        (this.#stalling.get(peer) ?? at) < at &&
        talks.get(peer)?.owes.has(hash) === false
      )
        this.problems.push(`stall: ${peer} has given a block, and holds up the window all the same`);
    }
    this.#owedByStallers.clear();
    for (const peer of this.#stalling.keys()) {
      const owed = talks.get(peer)?.owes;
      if (owed !== undefined && owed.size > 0) this.#owedByStallers.set(peer, new Set(owed));
      else this.problems.push(`stall: ${peer} owes nothing, and holds up the window`);
    }
  }

  #checkKept(at: number): void {
    for (const [peer, dues] of this.#dues) {
      for (const [clock, due] of dues) {
        if (due < at)
          this.problems.push(
            `clock: ${peer} is kept ${(at - due) / US_PER_SECOND} s beyond its time (${clock})`,
          );
      }
    }
  }

  #drop({ at, policy }: Heard, peer: string, { kind, text }: DisconnectReason): void {
    const clock = clockOf(text);
    // Bitcoin 0.9 has a rule of its own by the same name.
    if (clock !== undefined && (clock !== "stall" || kind === "stalling")) {
      const due = this.#dues.get(peer)?.get(clock);
      if (due === undefined) this.problems.push(`clock: ${peer} is dropped for nothing: ${text}`);
      else if (due > at)
        this.problems.push(`clock: ${peer} is dropped ${(due - at) / US_PER_SECOND} s early: ${text}`);
      if (clock === "stall")
        this.#stallSeconds = Math.min(2 * this.#stallSeconds, policy.stallTimeoutMaxSeconds);
    }
    this.#forget(peer);
  }

  #forget(peer: string): void {
    this.#pings.delete(peer);
    this.#stalling.delete(peer);
  }

  /** When its time is over, µs; undefined: this clock does not run. */
  #due(heard: Heard, talk: Talk, clock: Clock): number | undefined {
    const { policy } = heard;
    switch (clock) {
      case "handshake":
        return talk.ready ? undefined : after(talk.since, policy.handshakeTimeoutSeconds);
      case "headers":
        return policy.strategy === "headers-first"
          ? after(talk.headersAskedAt, policy.headersTimeoutSeconds)
          : undefined;
      case "block":
        return talk.owes.size === 0 ? undefined : after(talk.owesSince, blockSeconds(heard, talk));
      case "stall": {
        const seconds = policy.stallTimeoutSeconds === null ? null : this.#stallSeconds;
        return after(this.#stalling.get(talk.peer), seconds);
      }
      case "pong":
        return after(this.#pings.get(talk.peer)?.at, policy.pingTimeoutSeconds);
    }
  }

  /** Each block that connects takes 15 % off the stalling time-out. */
  #connect({ stallTimeoutSeconds: least }: Policy, blocks: number): void {
    if (least === null) return;
    for (let i = 0; i < blocks; i++)
      this.#stallSeconds = Math.max(least, Math.floor((this.#stallSeconds * 85) / 100));
  }
}

function clockOf(text: string): Clock | undefined {
  return Object.entries(TEXTS).find(([words]) => words === text)?.[1];
}

/** For the block that the peer owes longest; null: as long as it likes. */
function blockSeconds({ policy, talks, chain }: Heard, { peer }: Talk): number | null {
  const {
    blockTimeoutSeconds: fixed,
    blockTimeoutBaseSeconds: base,
    blockTimeoutPerPeerSeconds: more,
  } = policy;
  if (base === null) return fixed;
  const isKnown = (hash: string) =>
    policy.inventoryFetches === null || chain.index.find(fromHex(hash)) !== undefined;
  let others = 0;
  for (const talk of talks.values()) if (talk.peer !== peer && [...talk.owes].some(isKnown)) others += 1;
  const growing = base + more * others;
  return fixed === null ? growing : Math.min(fixed, growing);
}

function after(since: number | undefined, seconds: number | null): number | undefined {
  return since === undefined || seconds === null ? undefined : since + seconds * US_PER_SECOND;
}
