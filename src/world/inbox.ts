/** What arrives at a node: bytes become messages here, pass the node's behaviours, and are counted. */
import { describeDecodeError } from "../bitcoin/decoded.ts";
import type { Network } from "../bitcoin/networks.ts";
import { decodeFrame } from "../bitcoin/wire/codec.ts";
import type { NodeInput } from "../node/interface.ts";
import type { SimTime } from "../sim/time.ts";
import type { TraceHash } from "../sim/trace-hash.ts";
import type { BadPeer } from "./bad-peer.ts";
import type { Envelope } from "./envelope.ts";
import type { Ledger } from "./ledger.ts";
import type { Neighbour } from "./neighbours.ts";
import { MESSAGE_HEADER_BYTES } from "./outbox.ts";
import type { Recorder } from "./recorder.ts";

interface InboxParts {
  readonly network: Network;
  readonly badPeer: BadPeer;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly trace: TraceHash;
}

type Frame = Envelope & { readonly kind: "frame" };

export class Inbox {
  readonly #parts: InboxParts;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** What the node is told of it; `undefined`: nothing. */
  take(at: SimTime, link: Neighbour, envelope: Frame): NodeInput | undefined {
    if (link.connection?.id !== envelope.connection || !link.connection.open) {
      return this.refuse(at, link, envelope);
    }
    const { network, badPeer, trace } = this.#parts;
    trace.bytes(envelope.frame.subarray(0, MESSAGE_HEADER_BYTES));
    const verdict = decodeFrame(envelope.frame, network);
    if (verdict.kind === "ignore") {
      return this.#lost(at, link, envelope, describeDecodeError(verdict.error));
    }
    // To a filter, what cannot be read is a message that nobody knows.
    const message =
      verdict.kind === "message"
        ? verdict.message
        : ({ command: "unknown", name: envelope.command } as const);
    const filtered = badPeer.incoming(at, link.name, message);
    if ("swallowed" in filtered) return this.#lost(at, link, envelope, filtered.swallowed);
    const { message: id, command, bytes } = envelope;
    this.#parts.ledger.countReceived(link.name, command, bytes);
    this.#parts.recorder.record(at, { kind: "delivered", message: id, from: link.name, command, bytes });
    if ("answered" in filtered) return undefined;
    return verdict.kind === "message"
      ? { kind: "message", at, peer: link.name, message: filtered.pass }
      : { kind: "unreadable", at, peer: link.name, error: describeDecodeError(verdict.error) };
  }

  /** It came, but its connection is over. */
  refuse(at: SimTime, link: Neighbour, envelope: Frame): undefined {
    this.#parts.ledger.countLate(link.name, envelope.bytes);
    return this.#lost(at, link, envelope, "connection closed");
  }

  #lost(at: SimTime, link: Neighbour, { message, command }: Frame, why: string): undefined {
    this.#parts.recorder.record(at, { kind: "lost", message, from: link.name, command, why });
  }
}
