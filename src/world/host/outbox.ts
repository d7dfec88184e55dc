/** What leaves a node: frames wait here for their turn, and get their moment of arrival. */
import { known } from "../../bitcoin/known.ts";
import { FRAME_HEADER_BYTES } from "../../bitcoin/wire/frame.ts";
import { INV_BLOCK, INV_WITNESS_BLOCK, type Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { SimTime } from "../../sim/time.ts";
import { Uplink } from "../../sim/uplink.ts";
import { LOCAL_NUMBER } from "../record.ts";
import type { Envelope, Farewell, Outbound, Posted } from "./envelope.ts";
import { dated, Foresight } from "./foresight.ts";
import type { Journal } from "./journal.ts";
import { summarise } from "./message-summary.ts";
import type { Neighbour } from "./neighbours.ts";
import type { Outgoing } from "./outgoing.ts";

/** However long the messages are that a node reads, one that asks for so few blocks is not too long. */
const ASKED_MAX = 1000;
const NEVER = Number.MAX_SAFE_INTEGER;

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
  readonly #links: Neighbour[] = [];
  /** Of a peer that has but one link; made when something is first sent. */
  #foresight: Foresight | undefined;
  /** By node, where those that have but one link: what they say comes after that if they are only asked for blocks. */
  #lineEnds: readonly (SimTime | undefined)[] = [];
  #horizon: SimTime = NEVER;
  #wentAt: SimTime = -1;
  /** A bad node's bytes may make the next message another one. */
  #hasSentRaw = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#uplink = new Uplink(parts.uploadBytesPerSecond, {
      departed: (at, outbound, arriveAt) => this.#departed(at, outbound, arriveAt),
      through: (outbound, at) => this.#through(dated(outbound, at)),
    });
  }

  /** To be told of each link before anything is sent. */
  addLink(link: Neighbour): void {
    this.#links.push(link);
  }

  /**
   * From now on it is watched what may come back of what leaves: `horizon`. `lineEnds`: by node that has but one link, the end of
   * its line as it has foreseen it; 0: it has not.
   */
  openWindow(lineEnds: readonly (SimTime | undefined)[]): void {
    this.#lineEnds = lineEnds;
    this.#horizon = NEVER;
  }

  /** What has left since the window was opened may be answered from this moment on. */
  get horizon(): SimTime {
    return this.#horizon;
  }

  /** What this node has foreseen, where it has but one link. */
  get foresight(): Foresight | undefined {
    const [link] = this.#links;
    if (
      this.#foresight === undefined &&
      this.#parts.number !== LOCAL_NUMBER &&
      this.#links.length === 1 &&
      link !== undefined
    )
      this.#foresight = new Foresight(this.#uplink, link.direction);
    return this.#foresight;
  }

  /** Counts what this node has caused. */
  nextSequence(): number {
    return this.#sequence++;
  }

  /** Everything since the last call. */
  take(): readonly Posted[] {
    if (this.foresight !== undefined) return this.foresight.take();
    const envelopes = this.#envelopes;
    if (envelopes.length > 0) this.#envelopes = [];
    return envelopes;
  }

  /** When something will have gone out or can leave; `undefined` = nothing is waiting. */
  get nextAt(): SimTime | undefined {
    return this.#uplink.nextAt;
  }

  /** When something last went out by itself; −1: nothing has. */
  get wentAt(): SimTime {
    return this.#wentAt;
  }

  /** What was to go out until `until`, that moment included, and before the horizon, goes out. */
  advance(until: SimTime): void {
    for (let at = this.nextAt; at !== undefined && at <= until && at < this.#horizon; at = this.nextAt) {
      this.#uplink.advance(at);
      this.#wentAt = at;
    }
  }

  /** For what leaves from now on. */
  setRate(bytesPerSecond: number | null): void {
    this.#change(() => this.#uplink.setRate(bytesPerSecond));
  }

  /** What makes and ends connections: no message, no bytes. */
  post(at: SimTime, link: Neighbour, kind: "dial" | "accept" | Farewell, connection: number): void {
    const { number } = this.#parts;
    const envelope = { kind, source: number, sequence: this.nextSequence(), target: link.number, connection };
    this.#send(at, link, 0, { to: link.name, envelope });
  }

  /**
   * The connection is over: what it has not sent yet never will be. What this end said with the same breath still goes
   * out before its close, unless older data stand before that: then it is given up as well, as a closed socket's is.
   */
  hangUp(at: SimTime, link: Neighbour, connection: number, farewell: Farewell | undefined): void {
    const isOfIt = ({ envelope }: Outbound) =>
      envelope.kind === "frame" && envelope.connection === connection;
    if (farewell !== "close" || this.#uplink.hasOlder(at, link.direction, isOfIt)) {
      for (const { envelope } of this.#change(() => this.#uplink.drop(at, link.direction, isOfIt))) {
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
    this.#hasSentRaw ||= isRaw;
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
        asksForBlocks: !this.#hasSentRaw && asksForBlocks(message),
      },
    };
    const sending = { outbound, arriveAt: undefined as SimTime | undefined };
    this.#sending = sending;
    this.#send(at, link, bytes, outbound);
    this.#sending = undefined;
    const summary = isRaw ? {} : summarise(message, chain.index);
    journal.sent(at, link.name, { message: id, command, bytes }, sending.arriveAt, summary);
  }

  #send(at: SimTime, { direction }: Neighbour, bytes: number, outbound: Outbound): void {
    this.foresight?.send(at, bytes, outbound);
    this.#uplink.send(at, direction, bytes, outbound);
  }

  /** What could not be foreseen. */
  #change<R>(change: () => R): R {
    return this.foresight === undefined ? change() : this.foresight.change(change);
  }

  #through(envelope: Envelope): void {
    if (this.foresight !== undefined) {
      this.foresight.through(envelope);
      return;
    }
    this.#envelopes.push(envelope);
    const lineEnd = this.#lineEnds[envelope.target];
    if (lineEnd === undefined) return;
    const link = this.#links.find(({ number }) => number === envelope.target);
    const answeredAt = envelope.at + known(link, "the link that it went over").direction.latencyUs;
    const isAsking = envelope.kind === "frame" && envelope.asksForBlocks === true;
    this.#horizon = Math.min(this.#horizon, isAsking ? Math.max(lineEnd, answeredAt) : answeredAt);
  }

  #departed(at: SimTime, outbound: Outbound, arriveAt: SimTime): void {
    const { to, envelope } = outbound;
    if (envelope.kind !== "frame") return;
    const atOnce = this.#sending?.outbound === outbound;
    if (this.#sending !== undefined && atOnce) this.#sending.arriveAt = arriveAt;
    this.#parts.journal.departed(at, to, envelope, arriveAt, atOnce);
  }
}

/** Blocks alone, and not so many that anybody would mind. */
function asksForBlocks(message: Outgoing): boolean {
  return (
    message.command === "getdata" &&
    message.items.length <= ASKED_MAX &&
    message.items.every(({ type }) => type === INV_BLOCK || type === INV_WITNESS_BLOCK)
  );
}
