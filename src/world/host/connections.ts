/** Connections as one end of them sees them: dialled, accepted, opened, closed. */
import type { NodeInput } from "../../node/interface.ts";
import type { SimTime } from "../../sim/time.ts";
import type { Farewell } from "./envelope.ts";
import type { Journal } from "./journal.ts";
import type { Neighbour } from "./neighbours.ts";

/** A dialler numbers its connections; together with its own number that names them in the whole world. */
const NODES_MAX = 1024;

/** What connections need of the host they belong to. */
interface ConnectionsOwner {
  isRunning(): boolean;
  /** Sends something that is no message. */
  post(at: SimTime, link: Neighbour, kind: "dial" | "accept", connection: number): void;
  /** This connection is over: nothing of it is let in any more. `farewell`: how the other side is told, if we end it. */
  over(at: SimTime, link: Neighbour, connection: number, farewell: Farewell | undefined): void;
  /** Tells the node. */
  feed(input: NodeInput): void;
  /** The connection to this peer is no more. */
  gone(at: SimTime, peer: string): void;
}

export class Connections {
  readonly #number: number;
  readonly #owner: ConnectionsOwner;
  readonly #journal: Journal;
  readonly #byNumber = new Map<number, Neighbour>();
  readonly #byName = new Map<string, Neighbour>();
  #count = 0;
  #changes = 0;

  constructor(number: number, journal: Journal, owner: ConnectionsOwner) {
    this.#number = number;
    this.#journal = journal;
    this.#owner = owner;
  }

  add(link: Neighbour): void {
    this.#byNumber.set(link.number, link);
    this.#byName.set(link.name, link);
  }

  /** How often one opened or ended. */
  get changes(): number {
    return this.#changes;
  }

  get all(): Iterable<Neighbour> {
    return this.#byNumber.values();
  }

  named(name: string): Neighbour | undefined {
    return this.#byName.get(name);
  }

  numbered(number: number): Neighbour {
    const link = this.#byNumber.get(number);
    if (link === undefined) throw new Error(`node ${this.#number} has no link to node ${number}`);
    return link;
  }

  /** Dials a node that starts now. A connection to what it was before may still look alive from here. */
  dialAnew(at: SimTime, name: string): void {
    const link = this.named(name);
    if (link === undefined) return;
    this.closed(at, link, "the peer started anew");
    this.dial(at, link);
  }

  dial(at: SimTime, link: Neighbour): void {
    if (link.dials && !link.spare && link.connection?.open !== true) this.#dial(at, link);
  }

  /** One more peer is wanted: the first of those that were kept for it. */
  dialSpare(at: SimTime): void {
    const link = [...this.#byNumber.values()].find(({ spare, cut }) => spare && !cut);
    if (link === undefined) return;
    link.spare = false;
    this.dial(at, link);
  }

  /** The other way round than the link says: only where nobody is connecting already. */
  dialBack(at: SimTime, name: string): void {
    const link = this.named(name);
    if (link !== undefined && link.connection === undefined) this.#dial(at, link);
  }

  #dial(at: SimTime, link: Neighbour): void {
    if (link.cut || !this.#owner.isRunning()) return;
    const id = this.#number + this.#count++ * NODES_MAX;
    link.connection = { id, open: false };
    this.#owner.post(at, link, "dial", id);
  }

  accept(at: SimTime, link: Neighbour, connection: number): void {
    if (!this.#owner.isRunning() || link.cut) return;
    // Both have dialled at once: that of the lower number holds.
    if (link.connection?.open === false && link.dials && this.#number < link.number) return;
    if (link.connection !== undefined) this.closed(at, link, "replaced by a new connection");
    link.connection = { id: connection, open: false };
    this.#owner.post(at, link, "accept", connection);
    this.#opened(at, link, true);
  }

  /** The other side has answered our dialling. */
  accepted(at: SimTime, link: Neighbour, connection: number): void {
    if (link.connection?.id === connection) this.#opened(at, link, false);
  }

  #opened(at: SimTime, link: Neighbour, inbound: boolean): void {
    if (link.connection === undefined || link.connection.open) return;
    link.connection.open = true;
    this.#changes += 1;
    link.closedBecause = undefined;
    this.#journal.connected(at, link.name, inbound);
    this.#owner.feed({ kind: "peerConnected", at, peer: link.name, inbound });
  }

  /** The node ends it, and knows. */
  drop(at: SimTime, name: string, why: string, farewell: Farewell = "close"): void {
    const link = this.named(name);
    if (link?.connection !== undefined) this.#forget(at, link, why, farewell);
  }

  /** The node ends it, but cannot close anything: it stays open until `dropTheLate`. */
  dropLater(name: string, why: string): void {
    const connection = this.named(name)?.connection;
    if (connection !== undefined) connection.overBecause = why;
  }

  /** What the node would have closed long ago is closed. */
  dropTheLate(at: SimTime): void {
    for (const { name, connection } of this.all) {
      if (connection?.overBecause !== undefined) this.drop(at, name, connection.overBecause);
    }
  }

  /** This side ends it, and the node does not know yet. */
  leave(at: SimTime, name: string, why: string): void {
    if (this.named(name)?.connection?.open !== true) return;
    this.drop(at, name, why);
    this.#owner.feed({ kind: "peerDisconnected", at, peer: name, why });
  }

  /** The other side, or the user, ended it. */
  closed(at: SimTime, link: Neighbour, why: string): void {
    const wasOpen = link.connection?.open === true;
    this.#forget(at, link, why, undefined);
    if (wasOpen) this.#owner.feed({ kind: "peerDisconnected", at, peer: link.name, why });
  }

  /** A user cuts the link, whether there was a connection or not, or mends it. It is not in reserve then. */
  setCut(at: SimTime, link: Neighbour, isCut: boolean): void {
    link.cut = isCut;
    link.spare = false;
    if (isCut) {
      this.closed(at, link, "link cut");
      link.closedBecause = "link cut";
    } else this.dial(at, link);
  }

  #forget(at: SimTime, link: Neighbour, why: string, farewell: Farewell | undefined): void {
    const { connection } = link;
    link.connection = undefined;
    if (connection !== undefined) this.#owner.over(at, link, connection.id, farewell);
    if (connection?.open !== true) return;
    this.#changes += 1;
    link.closedBecause = why;
    this.#journal.disconnected(at, link.name, why, farewell !== undefined);
    this.#owner.gone(at, link.name);
  }
}
