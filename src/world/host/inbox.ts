/** What arrives at a node: bytes become messages here, pass the node's behaviours, and are counted. */
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { decodeFrame, type FrameVerdict } from "../../bitcoin/wire/codec.ts";
import { FrameStream } from "../../bitcoin/wire/frame-stream.ts";
import type { WireLimits } from "../../bitcoin/wire/limits.ts";
import type { NodeInput } from "../../node/interface.ts";
import type { SimTime } from "../../sim/time.ts";
import type { TraceHash } from "../../sim/trace-hash.ts";
import type { Ledger } from "../judging/ledger.ts";
import type { BadPeer } from "./bad-peer.ts";
import type { Envelope } from "./envelope.ts";
import { frameInput } from "./frame-input.ts";
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

interface Stream {
  readonly connection: number;
  readonly frames: FrameStream;
}

export class Inbox {
  readonly #parts: InboxParts;
  /** What each neighbour's connection has brought, up to the end of its last whole frame. */
  readonly #streams = new Map<Neighbour, Stream>();

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** What the node is told of it, in order. `limits`: of the node as it is now; of a connection, as it was when that began. */
  take(at: SimTime, link: Neighbour, envelope: Frame, limits: WireLimits): readonly NodeInput[] {
    if (link.connection?.id !== envelope.connection || !link.connection.open) {
      this.refuse(at, link, envelope);
      return [];
    }
    this.#parts.trace.bytes(envelope.frame.subarray(0, MESSAGE_HEADER_BYTES));
    const verdicts = this.#read(link, envelope, limits);
    if (verdicts.length === 0) this.#lost(at, link, envelope, "part of a longer message");
    return verdicts.flatMap((verdict, i) => this.#pass(at, link, envelope, verdict, i === 0) ?? []);
  }

  /** The frames that are whole with these bytes. Almost always it is the one that was sent. */
  #read(link: Neighbour, { connection, frame, sealed, bytes }: Frame, limits: WireLimits): FrameVerdict[] {
    const { network } = this.#parts;
    const stream = this.#streamOf(link, connection, limits);
    // Bytes that complete another message, or are cut in another way than they were sent, have nobody's seal.
    const isAlone = stream.partial === undefined;
    const sealOf = (whole: Uint8Array) =>
      sealed === true && isAlone && whole.length === frame.length ? "ours" : "nobody";
    const cut = [stream.push(frame)];
    // What is declared of a block beyond its real bytes is there too, if somebody waits for more of a message.
    const declared = bytes - frame.length;
    if (declared > 0 && stream.partial !== undefined) cut.push(stream.push(new Uint8Array(declared)));
    const verdicts = cut.flatMap(({ frames }) =>
      frames.map((whole) => decodeFrame(whole, network, limits, sealOf(whole))),
    );
    const fatal = cut.at(-1)?.fatal;
    return fatal === undefined ? verdicts : [...verdicts, { kind: "fatal", error: fatal }];
  }

  #streamOf(link: Neighbour, connection: number, { payloadBytes }: WireLimits): FrameStream {
    const known = this.#streams.get(link);
    if (known?.connection === connection) return known.frames;
    const frames = new FrameStream(this.#parts.network, payloadBytes);
    this.#streams.set(link, { connection, frames });
    return frames;
  }

  /** The bytes are counted with the first frame that they make whole. */
  #pass(
    at: SimTime,
    link: Neighbour,
    envelope: Frame,
    verdict: FrameVerdict,
    isFirst: boolean,
  ): NodeInput | undefined {
    if (verdict.kind === "ignore") {
      return this.#lost(at, link, envelope, describeDecodeError(verdict.error));
    }
    // To a filter, what cannot be read is a message that nobody knows.
    const message =
      verdict.kind === "message"
        ? verdict.message
        : ({ command: "unknown", name: envelope.command, payload: envelope.frame } as const);
    const filtered = this.#parts.badPeer.incoming(at, link.name, message);
    if ("swallowed" in filtered) return this.#lost(at, link, envelope, filtered.swallowed);
    const { message: id, command, bytes } = envelope;
    if (isFirst) {
      this.#parts.ledger.countReceived(link.name, command, bytes);
      this.#parts.recorder.record(at, { kind: "delivered", message: id, from: link.name, command, bytes });
    }
    if ("answered" in filtered) return undefined;
    const passed = verdict.kind === "message" ? { ...verdict, message: filtered.pass } : verdict;
    return frameInput(passed, at, link.name);
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
