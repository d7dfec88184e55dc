/** What one asks of a run when it is over: what it waited for, who was dropped, what changed under it. */
import type { WorldRecord } from "../world/record.ts";

export class RunTale {
  readonly #stood = new Map<string, number>();
  #stall: { readonly peer: string; readonly at: number } | undefined;
  readonly #drops: { peer: string; at: number; kind: string }[] = [];
  readonly #asked = new Set<string>();
  #left = 0;
  #mined = 0;

  /** By peer, how long the window stood still for a block that it owed, virtual µs. */
  get stood(): ReadonlyMap<string, number> {
    return this.#stood;
  }

  /** Whom the local node dropped, in this order: when, virtual µs, and the kind of its reason. */
  get drops(): readonly { readonly peer: string; readonly at: number; readonly kind: string }[] {
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
    if (record.kind === "disconnected" && record.node === 0 && record.peer === this.#stall?.peer)
      this.#moveOn(record.at);
    if (record.kind !== "observed") return;
    const { at, node, observation: seen } = record;
    if (seen.kind === "blockMined") this.#mined += seen.entries.count;
    if (node !== 0) return;
    if (seen.kind === "windowStalled") {
      this.#moveOn(at);
      this.#stall = { peer: seen.peer, at };
    } else if (seen.kind === "windowFreed" || seen.kind === "started") this.#moveOn(at);
    else if (seen.kind === "peerDropped") this.#drops.push({ peer: seen.peer, at, kind: seen.reason.kind });
    else if (seen.kind === "headersRequested") this.#asked.add(seen.peer);
    else if (seen.kind === "tipChanged") this.#left += seen.disconnected.length;
  }

  #moveOn(at: number): void {
    const stall = this.#stall;
    this.#stall = undefined;
    if (stall !== undefined) this.#stood.set(stall.peer, (this.#stood.get(stall.peer) ?? 0) + at - stall.at);
  }
}
