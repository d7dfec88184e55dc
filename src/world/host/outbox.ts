/** What leaves a node: messages become bytes here, wait for their turn, and get their moment of arrival. */
import type { Network } from "../../bitcoin/networks.ts";
import { encodeMessage } from "../../bitcoin/wire/codec.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { SimTime } from "../../sim/time.ts";
import type { TraceHash } from "../../sim/trace-hash.ts";
import { Uplink } from "../../sim/uplink.ts";
import type { Ledger } from "../judging/ledger.ts";
import type { Envelope, Farewell, Outbound } from "./envelope.ts";
import { summarise } from "./message-summary.ts";
import type { Neighbour } from "./neighbours.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Recorder } from "./recorder.ts";

/** A declared block size is that of the payload; the header of the message comes on top. */
export const MESSAGE_HEADER_BYTES = 24;

interface OutboxParts {
  /** Of the node. */
  readonly number: number;
  readonly network: Network;
  /** What bandwidth charges for a block's body; null = its real size. */
  readonly blockBytes: number | null;
  readonly chain: ChainState;
  /** null = unlimited. */
  readonly uploadBytesPerSecond: number | null;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly trace: TraceHash;
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #uplink: Uplink<Outbound>;
  #envelopes: Envelope[] = [];
  #sequence = 0;
  /** What is being sent, and when it arrives once it has left. */
  #sending: { readonly outbound: Outbound; arriveAt: SimTime | undefined } | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#uplink = new Uplink(parts.uploadBytesPerSecond, {
      departed: (at, outbound, arriveAt) => this.#departed(at, outbound, arriveAt),
      through: ({ envelope }, at) => this.#envelopes.push({ ...envelope, at } as Envelope),
    });
  }

  /** Counts what this node has caused. */
  nextSequence(): number {
    return this.#sequence++;
  }

  /** Everything since the last call. */
  take(): readonly Envelope[] {
    const envelopes = this.#envelopes;
    if (envelopes.length > 0) this.#envelopes = [];
    return envelopes;
  }

  /** When something will have gone out or can leave; `undefined` = nothing is waiting. */
  get nextAt(): SimTime | undefined {
    return this.#uplink.nextAt;
  }

  /** What was to go out until `until`, that moment included, goes out. */
  advance(until: SimTime): void {
    this.#uplink.advance(until);
  }

  /** For what leaves from now on. */
  setRate(bytesPerSecond: number | null): void {
    this.#uplink.setRate(bytesPerSecond);
  }

  /** What makes and ends connections: no message, no bytes. */
  post(at: SimTime, link: Neighbour, kind: "dial" | "accept" | Farewell, connection: number): void {
    const { number } = this.#parts;
    const envelope = { kind, source: number, sequence: this.nextSequence(), target: link.number, connection };
    this.#uplink.send(at, link.direction, 0, { to: link.name, envelope });
  }

  /**
   * The connection is over: what it has not sent yet never will be. What this end said with the same breath still goes
   * out before its close, unless older data stand before that: then it is given up as well, as a closed socket's is.
   */
  hangUp(at: SimTime, link: Neighbour, connection: number, farewell: Farewell | undefined): void {
    const isOfIt = ({ envelope }: Outbound) =>
      envelope.kind === "frame" && envelope.connection === connection;
    if (farewell !== "close" || this.#uplink.hasOlder(at, link.direction, isOfIt)) {
      for (const { envelope } of this.#uplink.drop(at, link.direction, isOfIt)) {
        if (envelope.kind !== "frame") continue;
        const { message, command } = envelope;
        this.#parts.recorder.record(at, { kind: "unsent", message, to: link.name, command });
      }
    }
    if (farewell !== undefined) this.post(at, link, farewell, connection);
  }

  /** Sends a message over an open connection; without one it is lost on the spot. */
  send(at: SimTime, link: Neighbour | undefined, message: Outgoing): void {
    if (link?.connection === undefined || !link.connection.open) return;
    const { number, network, blockBytes, chain, recorder } = this.#parts;
    const isRaw = message.command === "raw";
    const frame = isRaw ? message.bytes : encodeMessage(message, network);
    const command = isRaw ? message.name : message.command;
    const declared = message.command === "block" ? blockBytes : null;
    const bytes = Math.max(frame.length, declared === null ? 0 : MESSAGE_HEADER_BYTES + declared);
    const sequence = this.nextSequence();
    const id = `${number}.${sequence}`;
    const outbound: Outbound = {
      to: link.name,
      envelope: {
        kind: "frame",
        source: number,
        sequence,
        target: link.number,
        connection: link.connection.id,
        frame,
        sealed: !isRaw,
        bytes,
        message: id,
        command,
      },
    };
    const sending = { outbound, arriveAt: undefined as SimTime | undefined };
    this.#sending = sending;
    this.#uplink.send(at, link.direction, bytes, outbound);
    this.#sending = undefined;
    recorder.record(at, {
      kind: "sent",
      message: id,
      to: link.name,
      command,
      bytes,
      arriveAt: sending.arriveAt,
      summary: isRaw ? {} : summarise(message, chain.index),
    });
  }

  #departed(at: SimTime, outbound: Outbound, arriveAt: SimTime): void {
    const { to, envelope } = outbound;
    if (envelope.kind !== "frame") return;
    const { ledger, recorder, trace } = this.#parts;
    trace.word(envelope.target);
    trace.word(arriveAt);
    trace.bytes(envelope.frame.subarray(0, MESSAGE_HEADER_BYTES));
    ledger.countSent(to, envelope.command, envelope.bytes);
    if (this.#sending?.outbound === outbound) this.#sending.arriveAt = arriveAt;
    else recorder.record(at, { kind: "departed", message: envelope.message, arriveAt });
  }
}
