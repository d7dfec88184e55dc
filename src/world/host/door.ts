/** Where what arrives at a node waits until the node's own download rate has let it in. */
import { Downlink } from "../../sim/downlink.ts";
import type { SimTime } from "../../sim/time.ts";
import type { Envelope } from "./envelope.ts";
import type { Journal } from "./journal.ts";
import type { Neighbour } from "./neighbours.ts";

export class Door {
  readonly #downlink: Downlink<Envelope>;
  readonly #journal: Journal;

  /** `bytesPerSecond`: null = unlimited. */
  constructor(bytesPerSecond: number | null, journal: Journal) {
    this.#downlink = new Downlink(bytesPerSecond);
    this.#journal = journal;
  }

  /** What comes in next, unless something changes before. */
  get next(): { readonly at: SimTime; readonly content: Envelope } | undefined {
    return this.#downlink.next;
  }

  /** What has arrived; true: it is in at once. On each link all of it passes in order, so that a close never overtakes data. */
  arrive(at: SimTime, link: Neighbour, envelope: Envelope): boolean {
    if (envelope.kind === "reset") return true;
    if (envelope.kind !== "frame") return this.#downlink.arrive(at, link.number, 0, envelope);
    // What belongs to no connection is refused on the spot, as TCP's reset does: it fills nobody's line.
    if (link.connection?.id !== envelope.connection) return true;
    if (this.#downlink.arrive(at, link.number, envelope.bytes, envelope)) return true;
    this.#journal.queued(at, link.name, envelope);
    return false;
  }

  /** Takes `next` at its moment. */
  take(at: SimTime): Envelope {
    return this.#downlink.take(at);
  }

  /** The connection is over: what waits of it is thrown away. */
  clear(at: SimTime, link: Neighbour, connection: number): void {
    const dropped = this.#downlink.drop(
      at,
      link.number,
      (envelope) => envelope.kind === "frame" && envelope.connection === connection,
    );
    for (const envelope of dropped)
      if (envelope.kind === "frame") this.#journal.late(at, link.name, envelope);
  }
}
