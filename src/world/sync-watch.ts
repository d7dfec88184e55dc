/**
 * Watches the local node with the eyes of someone who knows the truth: is it synced, and if nothing moves any
 * more, why not? Nodes never see this.
 */
import type { BlockIndex } from "../chain/block-index.ts";
import type { SimTime } from "../sim/time.ts";
import type { Act } from "./act.ts";
import type { NodeHost } from "./node-host.ts";
import { LOCAL_NODE } from "./record.ts";
import type { PeerSpec } from "./scenario.ts";
import { allPeers, peerPlan, type WorldSetup } from "./setup.ts";
import { chainWorkOf, isHonest, trueWorkAt } from "./truth.ts";

interface PeerTruth {
  readonly work: bigint;
  honest: boolean;
  stopped: boolean;
}

export class SyncWatch {
  readonly #setup: WorldSetup;
  readonly #host: NodeHost;
  readonly #peers = new Map<string, PeerTruth>();
  #checkedIndex: BlockIndex | undefined;
  /** Moment of the scenario's last act: before it there is more to come, and no run is over. */
  readonly #lastActAt: SimTime;
  #checkedTip = -1;
  #tipWork = 0n;
  /** Since when the local node has been synced without a break. */
  #syncedAt: SimTime | undefined;

  constructor(setup: WorldSetup, host: NodeHost) {
    this.#setup = setup;
    this.#host = host;
    this.#lastActAt = setup.acts.at(-1)?.at ?? 0;
    allPeers(setup.scenario).forEach((peer, i) => {
      this.#add(peer, i + 1);
    });
  }

  get syncedAt(): SimTime | undefined {
    return this.#syncedAt;
  }

  noteAct(act: Act): void {
    if (act.kind === "setBehaviours") this.#change(act.node, { honest: isHonest(act.behaviours) });
    else if (act.kind === "stopNode") this.#change(act.node, { stopped: true });
    else if (act.kind === "startNode") this.#change(act.node, { stopped: false });
    else if (act.kind === "addPeer" && !this.#peers.has(act.peer.id))
      this.#add(act.peer, this.#peers.size + 1);
  }

  isStopped(name: string): boolean {
    return this.#peers.get(name)?.stopped ?? false;
  }

  /** To be called after every event and act of the local node. */
  look(at: SimTime): void {
    if (at < this.#lastActAt || !this.#isSynced()) this.#syncedAt = undefined;
    else this.#syncedAt ??= at;
  }

  /** Why the run cannot get any further, for a person. */
  whyStuck(): string {
    const best = this.#bestHonestWork();
    const { crashedBecause } = this.#host;
    if (crashedBecause !== undefined) return `${LOCAL_NODE} crashed: ${crashedBecause}`;
    if (!this.#host.running) return `${LOCAL_NODE} is stopped`;
    if (best === undefined) return "no honest peer is connected";
    const { chain } = this.#host;
    return `nothing is asked for and nothing is on its way, but a connected peer has more work than block ${chain.active.height}`;
  }

  #isSynced(): boolean {
    if (!this.#host.running || this.#host.owed) return false;
    const best = this.#bestHonestWork();
    return best !== undefined && this.#work() >= best;
  }

  #work(): bigint {
    const { chain } = this.#host;
    if (chain.tip !== this.#checkedTip || chain.index !== this.#checkedIndex) {
      this.#tipWork =
        chain.index === this.#checkedIndex
          ? trueWorkAt(chain.index, chain.tip, this.#checkedTip, this.#tipWork)
          : trueWorkAt(chain.index, chain.tip);
      this.#checkedIndex = chain.index;
      this.#checkedTip = chain.tip;
    }
    return this.#tipWork;
  }

  #bestHonestWork(): bigint | undefined {
    let best: bigint | undefined;
    for (const link of this.#host.neighbours) {
      if (link.connection?.open !== true) continue;
      const peer = this.#peers.get(link.name);
      if (peer?.honest && (best === undefined || peer.work > best)) best = peer.work;
    }
    return best;
  }

  #add(peer: PeerSpec, number: number): void {
    this.#peers.set(peer.id, {
      work: chainWorkOf(this.#setup, peerPlan(this.#setup, peer, number)),
      honest: isHonest(peer.behaviours),
      stopped: false,
    });
  }

  #change(name: string, change: Partial<PeerTruth>): void {
    const peer = this.#peers.get(name);
    if (peer !== undefined) Object.assign(peer, change);
  }
}
