/** What leaves a node: frames wait here for their turn, and get their moment of arrival. */
import { FRAME_HEADER_BYTES } from "../../bitcoin/wire/frame.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { SimTime } from "../../sim/time.ts";
import { Uplink } from "../../sim/uplink.ts";
import type { Envelope, Farewell, Outbound } from "./envelope.ts";
import type { Journal } from "./journal.ts";
import { summarise } from "./message-summary.ts";
import type { Neighbour } from "./neighbours.ts";
import type { Outgoing } from "./outgoing.ts";

interface OutboxParts {
  /** Of the node. */
  readonly number: number;
  /** What bandwidth charges for a block's body; null = its real size. */
  readonly blockBytes: number | null;
  /** What the sender knows, to say of a message what is in it. */
  readonly chain: ChainState;
  /** null = unlimited. */
  readonly uploadBytesPerSecond: number | null;
  readonly journal: Journal;
  readonly encode: (message: Message) => Uint8Array;
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
        this.#parts.journal.unsent(at, link.name, envelope);
      }
    }
    if (farewell !== undefined) this.post(at, link, farewell, connection);
  }

  /** Sends a message over an open connection; without one it is lost on the spot. */
  send(at: SimTime, link: Neighbour | undefined, message: Outgoing): void {
    if (link?.connection === undefined || !link.connection.open) return;
    const { number, blockBytes, chain, journal, encode } = this.#parts;
    const isRaw = message.command === "raw";
    const frame = isRaw ? message.bytes : encode(message);
    const command = isRaw ? message.name : message.command;
    // What is declared is the size of the payload.
    const declared = message.command === "block" ? blockBytes : null;
    const bytes = Math.max(frame.length, declared === null ? 0 : FRAME_HEADER_BYTES + declared);
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
    const summary = isRaw ? {} : summarise(message, chain.index);
    journal.sent(at, link.name, { message: id, command, bytes }, sending.arriveAt, summary);
  }

  #departed(at: SimTime, outbound: Outbound, arriveAt: SimTime): void {
    const { to, envelope } = outbound;
    if (envelope.kind !== "frame") return;
    const atOnce = this.#sending?.outbound === outbound;
    if (this.#sending !== undefined && atOnce) this.#sending.arriveAt = arriveAt;
    this.#parts.journal.departed(at, to, envelope, arriveAt, atOnce);
  }
}
