/** A few nodes on links with one latency, in virtual time: what one sends is what the other gets, in order. */
import { expect } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import type { Message } from "../../src/bitcoin/wire/message.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import type { Node, NodeInput } from "../../src/node/interface.ts";
import { createNode } from "../../src/node/node.ts";
import type { Observation } from "../../src/node/observation.ts";
import type { DisconnectReason } from "../../src/node/peer-id.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { countingRandom, START_SECONDS } from "./bench.ts";

const LATENCY_US = 20_000;

interface Event {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

interface Host {
  readonly chain: ChainState;
  node: Node | undefined;
  deadline: number | undefined;
  readonly observations: Observation[];
  readonly dropped: (DisconnectReason & { readonly peer: string })[];
  /** Peer → the number of the connection. */
  readonly connections: Map<string, number>;
}

export class Net {
  readonly policy: Policy;
  readonly hosts = new Map<string, Host>();
  at = 0;
  handled = 0;
  #events: Event[] = [];
  #sequence = 0;
  #starts = 0;

  constructor(constants: Partial<Policy> = {}) {
    this.policy = { ...learncoin, ...constants };
  }

  add(name: string, chain: ChainState = new ChainState(networks.regtest)): Host {
    const host: Host = {
      chain,
      node: undefined,
      deadline: undefined,
      observations: [],
      dropped: [],
      connections: new Map(),
    };
    this.hosts.set(name, host);
    this.start(name);
    return host;
  }

  host(name: string): Host {
    const host = this.hosts.get(name);
    if (host === undefined) throw new Error(`no node ${name}`);
    return host;
  }

  /** Gives the node of this name a new life on its old disk. */
  start(name: string): void {
    const host = this.host(name);
    host.node = createNode({
      policy: this.policy,
      chain: host.chain,
      startTimeSeconds: START_SECONDS,
      // Nodes that draw the same nonces would take each other for themselves.
      random: countingRandom(1000 * ++this.#starts),
    });
    this.#feed(name, { kind: "start", at: this.at });
  }

  /** The node ends at once; the others notice one latency later. */
  stop(name: string): void {
    const host = this.host(name);
    host.node = undefined;
    host.deadline = undefined;
    for (const peer of [...host.connections.keys()]) this.#hangUp(name, peer);
  }

  connect(from: string, to: string): void {
    const id = this.#sequence++;
    this.host(from).connections.set(to, id);
    this.host(to).connections.set(from, id);
    this.#feed(to, { kind: "peerConnected", at: this.at, peer: from, inbound: true });
    this.#feed(from, { kind: "peerConnected", at: this.at, peer: to, inbound: false });
  }

  /** The node of this name has mined this block. */
  mine(name: string, block: Block): void {
    this.#feed(name, { kind: "localBlock", at: this.at, block });
  }

  /** Handles events until nothing is due before `until`, or `count` of them. */
  run(until = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY): void {
    for (let i = 0; i < count; i++) {
      const event = this.#next();
      if (event === undefined || event.at > until) return;
      this.at = event.at;
      this.handled += 1;
      event.run();
    }
  }

  #next(): Event | undefined {
    let next = this.#events[0];
    for (const event of this.#events) {
      if (
        next === undefined ||
        event.at < next.at ||
        (event.at === next.at && event.sequence < next.sequence)
      )
        next = event;
    }
    for (const [name, { deadline }] of this.hosts) {
      if (deadline === undefined || (next !== undefined && next.at <= deadline)) continue;
      next = {
        at: Math.max(this.at, deadline),
        sequence: Number.POSITIVE_INFINITY,
        run: () => {
          this.host(name).deadline = undefined;
          this.#feed(name, { kind: "wake", at: this.at });
        },
      };
    }
    this.#events = this.#events.filter((event) => event !== next);
    return next;
  }

  #later(run: () => void): void {
    this.#events.push({ at: this.at + LATENCY_US, sequence: this.#sequence++, run });
  }

  #hangUp(from: string, to: string): void {
    const id = this.host(from).connections.get(to);
    this.host(from).connections.delete(to);
    this.#later(() => {
      if (this.host(to).connections.get(from) !== id) return;
      this.host(to).connections.delete(from);
      this.#feed(to, { kind: "peerDisconnected", at: this.at, peer: from, why: "closed by the peer" });
    });
  }

  #send(from: string, to: string, message: Message): void {
    const id = this.host(from).connections.get(to);
    if (id === undefined) return;
    this.#later(() => {
      if (this.host(to).connections.get(from) === id) {
        this.#feed(to, { kind: "message", at: this.at, peer: from, message });
      }
    });
  }

  #feed(name: string, input: NodeInput): void {
    const host = this.host(name);
    if (host.node === undefined) return;
    for (const output of host.node.handle(input)) {
      if (output.kind === "send") this.#send(name, output.peer, output.message);
      else if (output.kind === "observe") host.observations.push(output.observation);
      else if (output.kind === "wakeAt") host.deadline = output.deadline;
      else if (output.kind === "disconnect") {
        host.dropped.push({ ...output.reason, peer: output.peer });
        this.#hangUp(name, output.peer);
      }
    }
    expect(host.node.checkInvariants()).toEqual([]);
  }
}
