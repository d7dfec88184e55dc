/** What leaves a node: messages become bytes here, and get their moment of arrival. */
import type { Network } from "../bitcoin/networks.ts";
import { encodeMessage } from "../bitcoin/wire/codec.ts";
import type { ChainState } from "../chain/chain-state.ts";
import type { Uplink } from "../sim/link.ts";
import type { SimTime } from "../sim/time.ts";
import type { TraceHash } from "../sim/trace-hash.ts";
import type { Envelope } from "./envelope.ts";
import type { Ledger } from "./ledger.ts";
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
  readonly uplink: Uplink;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly trace: TraceHash;
}

export class Outbox {
  readonly #parts: OutboxParts;
  #envelopes: Envelope[] = [];
  #sequence = 0;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
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

  /** What makes and ends connections: no message, no bytes. */
  post(at: SimTime, link: Neighbour, kind: "dial" | "accept" | "close", connection: number): void {
    const { number, uplink } = this.#parts;
    const { arriveAt } = link.direction.send(at, 0, uplink);
    this.#envelopes.push({
      kind,
      at: arriveAt,
      source: number,
      sequence: this.nextSequence(),
      target: link.number,
      connection,
    });
  }

  /** Sends a message over an open connection; without one it is lost on the spot. */
  send(at: SimTime, link: Neighbour | undefined, message: Outgoing): void {
    if (link?.connection === undefined || !link.connection.open) return;
    const { number, network, blockBytes, chain, uplink, ledger, recorder, trace } = this.#parts;
    const isRaw = message.command === "raw";
    const frame = isRaw ? message.bytes : encodeMessage(message, network);
    const command = isRaw ? message.name : message.command;
    const declared = message.command === "block" ? blockBytes : null;
    const bytes = Math.max(frame.length, declared === null ? 0 : MESSAGE_HEADER_BYTES + declared);
    const { departAt, arriveAt } = link.direction.send(at, bytes, uplink);
    const sequence = this.nextSequence();
    const id = `${number}.${sequence}`;
    trace.word(link.number);
    trace.word(arriveAt);
    trace.bytes(frame.subarray(0, MESSAGE_HEADER_BYTES));
    ledger.countSent(link.name, command, bytes);
    recorder.record(at, {
      kind: "sent",
      message: id,
      to: link.name,
      command,
      bytes,
      departAt,
      arriveAt,
      summary: isRaw ? {} : summarise(message, chain.index),
    });
    this.#envelopes.push({
      kind: "frame",
      at: arriveAt,
      source: number,
      sequence,
      target: link.number,
      connection: link.connection.id,
      frame,
      bytes,
      message: id,
      command,
    });
  }
}
