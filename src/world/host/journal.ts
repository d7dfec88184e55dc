/**
 * All that is noted of what happens at a node, in one place: for each happening what of it enters the trace hash, the ledger
 * and the records. The trace hash takes what two runs must have in common, so that records may change without it.
 */
import { FRAME_HEADER_BYTES } from "../../bitcoin/wire/frame.ts";
import type { Observation } from "../../node/observation.ts";
import type { EventKey } from "../../sim/event-queue.ts";
import type { SimTime } from "../../sim/time.ts";
import { TraceHash } from "../../sim/trace-hash.ts";
import { Ledger } from "../judging/ledger.ts";
import type { MessageSummary } from "../record.ts";
import type { Act } from "../scenario/act.ts";
import type { Delivery } from "./delivery.ts";
import { Recorder } from "./recorder.ts";

type Named = Pick<Delivery, "message" | "command">;

export class Journal {
  readonly ledger = new Ledger();
  readonly recorder: Recorder;
  readonly #trace = new TraceHash();

  /** `number`: of the node. */
  constructor(number: number) {
    this.recorder = new Recorder(number);
  }

  /** The trace of all so far. */
  digest(): string {
    return this.#trace.digest();
  }

  /** The next event in the node's order. */
  event({ at, source, sequence }: EventKey): void {
    this.#trace.word(at);
    this.#trace.word(source);
    this.#trace.word(sequence);
  }

  act(at: SimTime, kind: Act["kind"]): void {
    this.#trace.word(at);
    this.#trace.text(kind);
  }

  started(at: SimTime, name: string): void {
    this.recorder.record(at, { kind: "nodeStarted", name });
  }

  stopped(at: SimTime, name: string): void {
    this.recorder.record(at, { kind: "nodeStopped", name });
  }

  crashed(at: SimTime, name: string, reason: string): void {
    this.#trace.text(reason);
    this.recorder.record(at, { kind: "nodeCrashed", name, reason });
  }

  observed(at: SimTime, observation: Observation): void {
    this.#trace.text(observation.kind);
    this.ledger.observe(at, observation);
    this.recorder.record(at, { kind: "observed", observation });
  }

  /** `detail`: begins with the name of the invariant. */
  invariantBroken(at: SimTime, detail: string): void {
    const end = detail.indexOf(" ");
    const invariant = end < 0 ? detail : detail.slice(0, end);
    this.recorder.record(at, { kind: "invariantBroken", invariant, detail });
  }

  /** The node wants the connection closed. */
  closing(reason: string): void {
    this.#trace.text(reason);
  }

  connected(at: SimTime, peer: string, inbound: boolean): void {
    this.recorder.record(at, { kind: "connected", peer, inbound });
  }

  disconnected(at: SimTime, peer: string, why: string, byUs: boolean): void {
    this.recorder.record(at, { kind: "disconnected", peer, why, byUs });
  }

  misbehaved(at: SimTime, behaviour: string, what: string): void {
    this.#trace.text(behaviour);
    this.recorder.record(at, { kind: "misbehaved", behaviour, what });
  }

  mined(hash: Uint8Array): void {
    this.#trace.bytes(hash);
  }

  miningGivenUp(at: SimTime, height: number): void {
    this.recorder.record(at, { kind: "miningGivenUp", height });
  }

  /** A message is on its way, or waits for its turn: `arriveAt` undefined. */
  sent(
    at: SimTime,
    to: string,
    { message, command, bytes }: Pick<Delivery, "message" | "command" | "bytes">,
    arriveAt: SimTime | undefined,
    summary: MessageSummary,
  ): void {
    this.recorder.record(at, { kind: "sent", message, to, command, bytes, arriveAt, summary });
  }

  /** Its first byte leaves. `target`: number of the node it is for. `atOnce`: `sent` will say so. */
  departed(
    at: SimTime,
    to: string,
    { frame, command, bytes, message, target }: Delivery & { readonly target: number },
    arriveAt: SimTime,
    atOnce: boolean,
  ): void {
    this.#trace.word(target);
    this.#trace.word(arriveAt);
    this.#trace.bytes(frame.subarray(0, FRAME_HEADER_BYTES));
    this.ledger.countSent(to, command, bytes);
    if (!atOnce) this.recorder.record(at, { kind: "departed", message, arriveAt });
  }

  /** The connection is over, and it had not left. */
  unsent(at: SimTime, to: string, { message, command }: Named): void {
    this.recorder.record(at, { kind: "unsent", message, to, command });
  }

  /** It is there, and has to wait to be let in. */
  queued(at: SimTime, from: string, { message }: Named): void {
    this.recorder.record(at, { kind: "queued", message, from });
  }

  /** Bytes of an open connection have come in, whatever they are. */
  came({ frame }: Delivery): void {
    this.#trace.bytes(frame.subarray(0, FRAME_HEADER_BYTES));
  }

  /** What is observed until `handled` is charged to these bytes. */
  delivered(at: SimTime, from: string, { message, command, bytes }: Delivery): void {
    this.ledger.countReceived(from, command, bytes);
    this.recorder.record(at, { kind: "delivered", message, from, command, bytes });
  }

  handled(): void {
    this.ledger.endMessage();
  }

  /** It came, and nobody hears of it. */
  lost(at: SimTime, from: string, { message, command }: Named, why: string): void {
    this.recorder.record(at, { kind: "lost", message, from, command, why });
  }

  /** It came, but its connection is over. */
  late(at: SimTime, from: string, delivery: Delivery): void {
    this.ledger.countLate(from, delivery.bytes);
    this.lost(at, from, delivery, "connection closed");
  }
}
