/** What comes in over a node's connections: bytes become messages here, pass the node's behaviours, and are noted. */
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import { known } from "../../bitcoin/known.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { decodeFrame, type FrameVerdict } from "../../bitcoin/wire/codec.ts";
import { FrameStream } from "../../bitcoin/wire/frame-stream.ts";
import type { WireLimits } from "../../bitcoin/wire/limits.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { NodeInput } from "../../node/interface.ts";
import type { PeerId } from "../../node/peer-id.ts";
import type { SimTime } from "../../sim/time.ts";
import type { Incoming } from "../behaviours/behaviour.ts";
import type { Delivery } from "./delivery.ts";
import { frameInput } from "./frame-input.ts";
import type { Journal } from "./journal.ts";

/** What of a message reaches the node. */
type Filter = (at: SimTime, peer: PeerId, message: Message) => Incoming;

export class Inbox {
  readonly #network: Network;
  readonly #journal: Journal;
  readonly #filter: Filter;
  /** What each peer's connection has brought, up to the end of its last whole frame. */
  readonly #streams = new Map<PeerId, FrameStream>();

  constructor(network: Network, journal: Journal, filter: Filter) {
    this.#network = network;
    this.#journal = journal;
    this.#filter = filter;
  }

  /** A connection begins. How long its messages may be stays as it is now. */
  open(peer: PeerId, { payloadBytes }: WireLimits): void {
    this.#streams.set(peer, new FrameStream(this.#network, payloadBytes));
  }

  /** What the node is told of it, in order. `limits`: of the node as it is now. Throws if this peer's connection was never opened. */
  take(at: SimTime, peer: PeerId, delivery: Delivery, limits: WireLimits): readonly NodeInput[] {
    this.#journal.came(delivery);
    const verdicts = this.#read(peer, delivery, limits);
    if (verdicts.length === 0) this.#journal.lost(at, peer, delivery, "part of a longer message");
    return verdicts.flatMap((verdict, i) => this.#pass(at, peer, delivery, verdict, i === 0) ?? []);
  }

  /** The frames that are whole with these bytes. Almost always it is the one that was sent. */
  #read(peer: PeerId, { frame, sealed, bytes }: Delivery, limits: WireLimits): FrameVerdict[] {
    const stream = known(this.#streams.get(peer), `the connection to ${peer}`);
    // Bytes that complete another message, or are cut in another way than they were sent, have nobody's seal.
    const isAlone = stream.partial === undefined;
    const sealOf = (whole: Uint8Array) =>
      sealed === true && isAlone && whole.length === frame.length ? "ours" : "nobody";
    const cut = [stream.push(frame)];
    // What is declared of a block beyond its real bytes is there too, if somebody waits for more of a message.
    const declared = bytes - frame.length;
    if (declared > 0 && stream.partial !== undefined) cut.push(stream.push(new Uint8Array(declared)));
    const verdicts = cut.flatMap(({ frames }) =>
      frames.map((whole) => decodeFrame(whole, this.#network, limits, sealOf(whole))),
    );
    const fatal = cut.at(-1)?.fatal;
    return fatal === undefined ? verdicts : [...verdicts, { kind: "fatal", error: fatal }];
  }

  /** The bytes are counted with the first frame that they make whole. */
  #pass(
    at: SimTime,
    peer: PeerId,
    delivery: Delivery,
    verdict: FrameVerdict,
    isFirst: boolean,
  ): NodeInput | undefined {
    const lost = (why: string): undefined => this.#journal.lost(at, peer, delivery, why) as undefined;
    if (verdict.kind === "ignore") return lost(describeDecodeError(verdict.error));
    // To a filter, what cannot be read is a message that nobody knows.
    const message =
      verdict.kind === "message"
        ? verdict.message
        : ({ command: "unknown", name: delivery.command, payload: delivery.frame } as const);
    const filtered = this.#filter(at, peer, message);
    if ("swallowed" in filtered) return lost(filtered.swallowed);
    if (isFirst) this.#journal.delivered(at, peer, delivery);
    if ("answered" in filtered) return undefined;
    const passed = verdict.kind === "message" ? { ...verdict, message: filtered.pass } : verdict;
    return frameInput(passed, at, peer);
  }
}
