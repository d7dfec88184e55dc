/**
 * A node as the runtime handles it: let it go on to a moment, carry what it sent, ask how it stands. The same in
 * one thread and in a worker.
 */
import type { ChainState } from "../../chain/chain-state.ts";
import type { SimTime } from "../../sim/time.ts";
import type { DiskMemory } from "../chains/disk.ts";
import { type NodeOutlook, outlookOf } from "../judging/outlook.ts";
import type { LocalReport, PeerSummary } from "../judging/summary.ts";
import { type TruthChange, TruthWatch } from "../judging/truth-watch.ts";
import { LOCAL_NUMBER, type WorldRecord } from "../record.ts";
import type { Act } from "../scenario/act.ts";
import type { PeerSpec } from "../scenario/peer-spec.ts";
import type { WorldSetup } from "../setup.ts";
import type { Posted } from "./envelope.ts";
import type { Foreseen } from "./foresight.ts";
import { createNodeHost, createPeerHost, meetPeer } from "./hosts.ts";
import type { NodeHost } from "./node-host.ts";
import type { NodeHostTotals, Turn } from "./turn.ts";

/** How a member stands after it went on. */
export interface Standing {
  readonly nextAt: SimTime | undefined;
  /** What changed since it last said how it stands, for the judge. */
  readonly changes: readonly TruthChange[];
  /** Events handled since the world began. */
  readonly events: number;
  /** Moment of the last of them; −1 = none yet. */
  readonly lastAt: SimTime;
  /** All that it has done it did before this. Undefined: it was not let go on. */
  readonly reachedAt?: SimTime | undefined;
  /** Of one that has but one link. */
  readonly foreseen?: Foreseen | undefined;
  /** When something last happened here that is more than a ping, acts among it; −1 = nothing has. */
  readonly stirredAt: SimTime;
}

export class Member {
  readonly #host: NodeHost;
  readonly #watch: TruthWatch;
  readonly #reachUs: number;
  /** Names of the nodes that a user stopped. */
  readonly #stopped = new Set<string>();
  #events = 0;
  #lastAt: SimTime = -1;
  #actedAt: SimTime = -1;

  constructor(setup: WorldSetup, host: NodeHost) {
    this.#host = host;
    this.#reachUs = setup.reachUs;
    this.#watch = new TruthWatch(host);
  }

  get name(): string {
    return this.#host.plan.name;
  }

  get nextAt(): SimTime | undefined {
    return this.#host.nextAt;
  }

  /** What the node has, for whoever judges it. */
  get chain(): ChainState {
    return this.#host.driver.chain;
  }

  /** `hear` is told of each turn of the node from now on. */
  listen(hear: (turn: Turn) => void): void {
    this.#host.driver.onTurn = hear;
  }

  receive(posted: Posted): void {
    this.#host.receive(posted);
  }

  /**
   * Handles what is due before `until`, at most `limit` events. Where it is the local node and is owed nothing any more,
   * that may be the end of the run, which must not depend on how far it was let: it goes no further than the end is. And it
   * goes no further than what it says itself may be answered: `lineEnds`, as `Outbox.openWindow` has them.
   */
  advance(until: SimTime, limit: number, lineEnds: readonly (SimTime | undefined)[] = []): Standing {
    this.#host.openWindow(lineEnds);
    let end = until;
    for (let handled = 0; handled < limit; handled++) {
      const at = this.#host.handleNext(end);
      if (at === undefined) break;
      this.#events += 1;
      this.#lastAt = at;
      const wasReady = this.#watch.ready;
      this.#watch.look(at);
      if (!this.#watch.ready) end = until;
      else if (!wasReady) end = Math.min(until, at + this.#reachUs);
    }
    return { ...this.standing(), reachedAt: Math.max(this.#lastAt, this.#host.wentAt) + 1 };
  }

  /** `newcomer`: the number of the peer that it adds. */
  applyAct(at: SimTime, act: Act, newcomer?: number): Standing {
    if (act.kind === "addPeer" && newcomer !== undefined && this.#host.plan.number === LOCAL_NUMBER) {
      meetPeer(this.#host, act.peer, newcomer);
    }
    if (act.kind === "stopNode") this.#stopped.add(act.node);
    else if (act.kind === "startNode") this.#stopped.delete(act.node);
    else if (act.kind === "addPeer") this.#stopped.delete(act.peer.id);
    this.#actedAt = at;
    this.#host.applyAct(at, act);
    this.#watch.look(at);
    return this.standing();
  }

  standing(): Standing {
    return {
      nextAt: this.#host.nextAt,
      foreseen: this.#host.foreseen,
      changes: this.#watch.take(),
      events: this.#events,
      lastAt: this.#lastAt,
      stirredAt: Math.max(this.#actedAt, this.#host.driver.journal.recorder.stirredAt),
    };
  }

  takeOutbox(): readonly Posted[] {
    return this.#host.takeOutbox();
  }

  takeRecords(): readonly WorldRecord[] {
    return this.#host.takeRecords();
  }

  totals(): NodeHostTotals {
    return this.#host.totals();
  }

  /** What is known of the node to whoever says why a run ended. */
  outlook(): NodeOutlook {
    return outlookOf(this.#host.driver);
  }

  /** Problems found by looking through all that the node has. */
  audit(): readonly string[] {
    return this.#host.driver.audit();
  }

  /** Undefined for all but the local node. */
  localReport(): LocalReport | undefined {
    if (this.#host.plan.number !== LOCAL_NUMBER) return undefined;
    const { chain, journal } = this.#host.driver;
    const { ledger } = journal;
    return {
      local: {
        height: chain.active.height,
        tip: chain.index.hashHex(chain.tip),
        chainWork: chain.index.workHex(chain.tip),
        headers: chain.index.size - 1,
        blocks: chain.storedCount - 1,
      },
      bytes: {
        received: ledger.received,
        sent: ledger.sent,
        useful: ledger.useful,
        wasted: ledger.wasted,
        unaccounted: ledger.received - ledger.useful - ledger.wasted,
        byCommand: { ...ledger.byCommand },
      },
      peers: [...this.#host.neighbours].map((link): PeerSummary => {
        const connected = link.connection?.open === true;
        const stopped = this.#stopped.has(link.name);
        return {
          id: link.name,
          state: stopped ? "stopped" : connected ? "connected" : "disconnected",
          reason: connected ? null : (link.closedBecause ?? "never connected"),
          ...ledger.peer(link.name),
        };
      }),
      ledger: ledger.report(
        Math.max(0, this.#lastAt),
        chain,
        [...this.#host.neighbours].map(({ name }) => name),
      ),
    };
  }
}

/** `disk`: what the node has, if that was read elsewhere. */
export function createMember(setup: WorldSetup, number: number, disk?: DiskMemory): Member {
  return new Member(setup, createNodeHost(setup, number, disk));
}

/** A peer that a user adds to the running world: it waits for its `addPeer` act. */
export function createAddedMember(setup: WorldSetup, peer: PeerSpec, number: number): Member {
  return new Member(setup, createPeerHost(setup, peer, number, undefined));
}
