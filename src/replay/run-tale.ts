/** What one asks of a run when it is over: what it waited for, who was dropped, what changed under it. */
import { LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";

/** A window that goes on after less keeps a giver's pace: it does not stand. Virtual µs. */
const STAND_AT_LEAST_US = 1_000_000;

interface Drop {
  readonly peer: string;
  readonly at: number;
  readonly kind: string;
  readonly held: number;
}

export class RunTale {
  readonly #stood: Map<string, number>;
  /** Since the window last moved: by peer, how long it was waited for. */
  #stand: Map<string, number>;
  #stall: { readonly peer: string; readonly at: number } | undefined;
  readonly #drops: Drop[];
  readonly #asked: Set<string>;
  #left = 0;
  #mined = 0;

  constructor(stood = new Map<string, number>(), drops: readonly Drop[] = [], asked = new Set<string>()) {
    this.#stood = new Map(stood);
    this.#stand = new Map();
    this.#drops = [...drops];
    this.#asked = new Set(asked);
  }

  /** Each of the two goes its own way from here on. */
  copy(): RunTale {
    const copy = new RunTale(this.#stood, this.#drops, this.#asked);
    copy.#stand = new Map(this.#stand);
    copy.#stall = this.#stall;
    copy.#left = this.#left;
    copy.#mined = this.#mined;
    return copy;
  }

  /** Everything in it, as plain data. */
  toJSON(): object {
    return {
      stood: [...this.#stood],
      stand: [...this.#stand],
      stall: this.#stall,
      drops: this.#drops,
      asked: [...this.#asked],
      left: this.#left,
      mined: this.#mined,
    };
  }

  /** By peer, how long the window stood still for a block that it owed, virtual µs; a moment's wait is not among it. */
  get stood(): ReadonlyMap<string, number> {
    return this.#stood;
  }

  /** Whom the local node dropped, in this order: when and how long the window had waited for it, virtual µs, and the kind of the reason. */
  get drops(): readonly Drop[] {
    return this.#drops;
  }

  /** Who was asked for headers, in the order of the first time. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** Blocks that had been on the active chain and were left for others. */
  get left(): number {
    return this.#left;
  }

  /** Blocks found while the world ran, by whomever. */
  get mined(): number {
    return this.#mined;
  }

  /** Every record, in order. */
  tell(record: WorldRecord): void {
    if (record.kind === "disconnected" && record.node === LOCAL_NUMBER && record.peer === this.#stall?.peer)
      this.#endWait(record.at);
    if (record.kind !== "observed") return;
    const { at, node, observation: seen } = record;
    if (seen.kind === "blockMined") this.#mined += seen.entries.count;
    if (node !== LOCAL_NUMBER) return;
    if (seen.kind === "windowStalled") {
      this.#endWait(at);
      this.#stall = { peer: seen.peer, at };
    } else if (seen.kind === "windowFreed") this.#endWait(at);
    else if (seen.kind === "started" || (seen.kind === "windowMoved" && seen.from?.low !== seen.to.low))
      this.#moveOn(at);
    else if (seen.kind === "peerDropped") {
      const held = this.#stall?.peer === seen.peer ? at - this.#stall.at : 0;
      this.#drops.push({ peer: seen.peer, at, kind: seen.reason.kind, held });
    } else if (seen.kind === "headersRequested") this.#asked.add(seen.peer);
    else if (seen.kind === "tipChanged") this.#left += seen.disconnected.length;
  }

  /** The window still stands, and waits for another, or for nobody who is known to owe the block. */
  #endWait(at: number): void {
    const stall = this.#stall;
    this.#stall = undefined;
    if (stall !== undefined) add(this.#stand, stall.peer, at - stall.at);
  }

  #moveOn(at: number): void {
    this.#endWait(at);
    let total = 0;
    for (const time of this.#stand.values()) total += time;
    if (total >= STAND_AT_LEAST_US) for (const [peer, time] of this.#stand) add(this.#stood, peer, time);
    if (this.#stand.size > 0) this.#stand = new Map();
  }
}

function add(times: Map<string, number>, peer: string, time: number): void {
  times.set(peer, (times.get(peer) ?? 0) + time);
}
