/**
 * When a node pings, what it answers to a ping, and when it gives up who says nothing at all, worked out from its inputs
 * alone (protocol.md §2.11, §3.1; Core `MaybeSendPing`, 0.9 `SendMessages`): a ping at once and then at intervals, none
 * while one is awaited; up to 0.9 only after a silence of the node's own.
 */
import type { NodeInput, NodeOutput } from "../../node/interface.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import { PING_ANSWERED_AFTER } from "./clocks.ts";
import type { Heard, Oracle, Talk } from "./hearing.ts";

interface Line {
  /** The next ping, or the next look whether one is due, µs; undefined: hands are being shaken. */
  dueAt: number | undefined;
  awaited: bigint | undefined;
  sentAt: number;
  /** When something last came, µs; undefined: nothing has. */
  heardAt: number | undefined;
}

/** A ping or a pong. */
interface Beat {
  readonly peer: string;
  readonly nonce: bigint;
}

export class KeepAliveOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #lines = new Map<string, Line>();

  restart(): void {
    this.#lines.clear();
  }

  hear(heard: Heard): void {
    const { at, input, outputs, policy, talks } = heard;
    if (policy.strategy === "as-published") return;
    const { dropped, spokenTo, pings: sent, pongs } = said(outputs);
    this.#answer(heard, pongs);
    this.#checkSilence(heard);
    for (const talk of talks.values()) {
      const line = this.#of(talk.peer);
      const due = this.#isPingDue(heard, talk, line);
      const pings = sent.filter(({ peer }) => peer === talk.peer);
      // Whoever is dropped at the very moment may have been pinged before (Core `SendMessages`), or after.
      const least = due && !dropped.has(talk.peer) ? 1 : 0;
      if (pings.length < least || pings.length > (due ? 1 : 0))
        this.problems.push(`ping: ${pings.length} to ${talk.peer}, and ${due ? "one is" : "none is"} due`);
      if (spokenTo.has(talk.peer)) line.sentAt = at;
      const [ping] = pings;
      if (ping !== undefined && talk.protocol > PING_ANSWERED_AFTER) line.awaited = ping.nonce;
      if (line.dueAt !== undefined && policy.pings === "after silence")
        line.dueAt = line.dueAt > at ? line.dueAt : line.sentAt + intervalUs(heard);
    }
    for (const peer of dropped) this.#lines.delete(peer);
    if (input.kind === "peerDisconnected") this.#lines.delete(input.peer);
  }

  /** A pong ends the wait for it; a ping is answered with its own nonce, and nothing else is. */
  #answer({ at, input, from, talks }: Heard, pongs: readonly Beat[]): void {
    const peer = senderOf(input);
    if (peer !== undefined && talks.has(peer)) this.#of(peer).heardAt = at;
    let nonce: bigint | undefined;
    if (from !== undefined && input.kind === "message") {
      const { message } = input;
      const line = this.#of(from.peer);
      if (message.command === "pong" && (message.nonce === 0n || message.nonce === line.awaited))
        line.awaited = undefined;
      if (message.command === "ping" && from.protocol > PING_ANSWERED_AFTER) nonce = message.nonce;
    }
    const due = from === undefined || nonce === undefined ? [] : [{ peer: from.peer, nonce }];
    const isRight =
      pongs.length === due.length &&
      pongs.every(({ peer, nonce: n }) => peer === due[0]?.peer && n === nonce);
    if (!isRight)
      this.problems.push(`pong: ${pongs.length} of ${due.length} to ${from?.peer}, or to somebody else`);
  }

  #isPingDue(heard: Heard, { ready }: Talk, line: Line): boolean {
    const { at, input, policy } = heard;
    if (policy.pingIntervalSeconds === null || !ready) return false;
    if (line.dueAt === undefined) {
      const atOnce = policy.pings === "at intervals";
      line.dueAt = atOnce ? at + intervalUs(heard) : line.sentAt + intervalUs(heard);
      return atOnce;
    }
    if (line.dueAt > at) return false;
    // What else comes at this very moment may come first.
    if (input.kind !== "wake" && line.dueAt === at) return false;
    if (policy.pings === "after silence") return at >= line.sentAt + intervalUs(heard);
    line.dueAt = at + intervalUs(heard);
    return line.awaited === undefined;
  }

  /** A connection over which nothing comes is closed when its time is over, and not before (0.8 net.cpp). */
  #checkSilence({ at, outputs, input, policy: { silenceTimeoutSeconds: seconds } }: Heard): void {
    for (const output of outputs) {
      if (output.kind !== "disconnect" || output.reason.text !== "socket inactivity timeout") continue;
      const { heardAt } = this.#of(output.peer);
      if (seconds === null || heardAt === undefined || at < heardAt + seconds * US_PER_SECOND)
        this.problems.push(`silence: ${output.peer} is dropped before its time`);
    }
    if (seconds === null) return;
    for (const [peer, { heardAt }] of this.#lines) {
      const due = heardAt === undefined ? at : heardAt + seconds * US_PER_SECOND;
      const isGone =
        (input.kind === "peerDisconnected" && input.peer === peer) ||
        outputs.some((output) => output.kind === "disconnect" && output.peer === peer);
      if (due < at && !isGone) this.problems.push(`silence: ${peer} is kept beyond its time`);
    }
  }

  #of(peer: string): Line {
    let line = this.#lines.get(peer);
    if (line === undefined) {
      line = { dueAt: undefined, awaited: undefined, sentAt: 0, heardAt: undefined };
      this.#lines.set(peer, line);
    }
    return line;
  }
}

/** Whose sign of life it is; of what cannot be cut into messages none. */
function senderOf(input: NodeInput): string | undefined {
  return input.kind === "message" || input.kind === "unreadable" || input.kind === "excess"
    ? input.peer
    : undefined;
}

function intervalUs({ policy }: Heard): number {
  return (policy.pingIntervalSeconds ?? 0) * US_PER_SECOND;
}

/** All that a keep-alive is about, in one walk: there are many turns. */
function said(outputs: readonly NodeOutput[]): {
  readonly dropped: ReadonlySet<string>;
  readonly spokenTo: ReadonlySet<string>;
  readonly pings: readonly Beat[];
  readonly pongs: readonly Beat[];
} {
  const dropped = new Set<string>();
  const spokenTo = new Set<string>();
  const pings: Beat[] = [];
  const pongs: Beat[] = [];
  for (const output of outputs) {
    if (output.kind === "disconnect") dropped.add(output.peer);
    if (output.kind !== "send") continue;
    const { peer, message } = output;
    spokenTo.add(peer);
    if (message.command === "ping") pings.push({ peer, nonce: message.nonce });
    else if (message.command === "pong") pongs.push({ peer, nonce: message.nonce });
  }
  return { dropped, spokenTo, pings, pongs };
}
