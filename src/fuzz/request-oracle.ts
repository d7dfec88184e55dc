/**
 * Follows the local node's requests from its observations alone and says which of them break the rules (protocol.md §2.8,
 * §2.18): never a block that is stored or owed already (by its hash, while its header is unknown), never more than a peer may owe, never beyond the window, and
 * nobody may hold up the window for longer than the policy lets him.
 */

import { policies } from "../node/policies/all.ts";
import { US_PER_SECOND } from "../sim/time.ts";
import { LOCAL_NODE, LOCAL_NUMBER, type WorldRecord } from "../world/record.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

type Policy = NonNullable<ReturnType<typeof policies.get>>;
type Observation = Extract<WorldRecord, { kind: "observed" }>["observation"];
type Requested = Extract<Observation, { kind: "blocksRequested" }>;
type Entries = Extract<Observation, { kind: "started" }>["entries"];

/** Time for a stalling peer beyond its time-out, seconds. */
const GRACE_SECONDS = 1;

export class RequestOracle {
  readonly problems: string[] = [];
  readonly #scenario: Scenario;
  #policy: Policy;
  #parents: number[] = [];
  #heights: number[] = [];
  #stored = new Set<number>();
  /** Stored, and all below it. */
  #linked = new Set<number>();
  /** Who owes a block: an entry, or a hash that has none yet. */
  #owedBy = new Map<number | string, string>();
  #tipWork = 0n;
  #bestHeader = 0;
  /** Found to be invalid, and since when the newest of them. */
  #invalid = new Set<number>();
  #invalidAt = 0;
  /** Peers that called us: Core lets them stand idle, and so nobody holds them up. */
  readonly #inbound = new Set<string>();
  #stalled: { readonly peer: string; readonly since: number } | undefined;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#policy = this.#policyOf(scenario.policy);
  }

  read(record: WorldRecord): void {
    if (record.kind === "acted" && record.act.kind === "setPolicy" && record.act.node === LOCAL_NODE) {
      this.#policy = this.#policyOf(record.act.policy);
      // It starts anew; who held up the window did so under other rules.
      this.#stalled = undefined;
    }
    if (record.node !== LOCAL_NUMBER) return;
    this.#checkStall(record.at);
    this.#checkBestHeader(record.at);
    if (record.kind === "connected" && record.inbound) this.#inbound.add(record.peer);
    else if (record.kind === "disconnected") this.#free(record.peer);
    else if (record.kind === "observed") this.#observe(record.at, record.observation);
  }

  #policyOf(id: string): Policy {
    const policy = policies.get(id);
    if (policy === undefined) throw new Error(`no policy ${id}`);
    return { ...policy, ...this.#scenario.constants };
  }

  /** The article's own program and the old client ask by rules of their own. */
  get #isWatched(): boolean {
    return this.#policy.strategy === "headers-first" || this.#policy.strategy === "core";
  }

  #observe(at: number, observation: Observation): void {
    switch (observation.kind) {
      case "started":
        this.#restart(observation);
        return;
      case "blockMined":
        this.#addEntries(observation.entries);
        this.#store(observation.entries.first);
        return;
      case "headersReceived":
        if (observation.entries !== undefined) this.#addEntries(observation.entries);
        return;
      case "blocksRequested":
        if (this.#isWatched) this.#request(observation.peer, observation);
        return;
      case "blockRequestsFreed":
        for (const entry of observation.entries) this.#owedBy.delete(entry);
        for (const hash of observation.hashes ?? []) this.#owedBy.delete(hash);
        return;
      case "requestedBlocksKnown":
        this.#recognise(observation);
        return;
      case "blockReceived":
        // Whoever gives something has his time anew.
        if (this.#stalled?.peer === observation.peer) this.#stalled = { peer: observation.peer, since: at };
        if (this.#owedBy.get(observation.hash) === observation.peer) this.#owedBy.delete(observation.hash);
        if (observation.verdict === "stored" && observation.entry !== undefined)
          this.#store(observation.entry);
        return;
      case "tipChanged":
        this.#moveTip(observation.work);
        return;
      case "bestHeaderChanged":
        this.#bestHeader = observation.to;
        return;
      case "blockInvalid":
        for (const entry of observation.entries) this.#invalid.add(entry);
        this.#invalidAt = at;
        return;
      case "windowStalled":
        this.#stalled = { peer: observation.peer, since: at };
        return;
      case "windowFreed":
        this.#stalled = undefined;
        return;
      default:
        return;
    }
  }

  #restart(started: Extract<Observation, { kind: "started" }>): void {
    this.#parents = [];
    this.#heights = [];
    this.#stored = new Set();
    this.#linked = new Set();
    this.#owedBy = new Map();
    this.#stalled = undefined;
    this.#tipWork = 0n;
    this.#bestHeader = started.bestHeader;
    this.#invalid = new Set();
    this.#addEntries(started.entries);
    for (const entry of started.stored) this.#store(entry);
  }

  #addEntries({ first, count, parents, heights }: Entries): void {
    for (let i = 0; i < count; i++) {
      this.#parents[first + i] = parents[i] ?? -1;
      this.#heights[first + i] = heights[i] ?? 0;
    }
  }

  #store(entry: number): void {
    this.#stored.add(entry);
    this.#owedBy.delete(entry);
  }

  #free(peer: string): void {
    for (const [entry, owner] of this.#owedBy) if (owner === peer) this.#owedBy.delete(entry);
    this.#inbound.delete(peer);
    if (this.#stalled?.peer === peer) this.#stalled = undefined;
  }

  #request(peer: string, { entries, hashes = [] }: Requested): void {
    for (const hash of hashes) {
      const owner = this.#owedBy.get(hash);
      if (owner !== undefined) this.#complain("requests", `${hash} asked of ${peer} while ${owner} owes it`);
      this.#owedBy.set(hash, peer);
    }
    for (const entry of entries) {
      const owner = this.#owedBy.get(entry);
      if (owner !== undefined)
        this.#complain("requests", `entry ${entry} asked of ${peer} while ${owner} owes it`);
      if (this.#stored.has(entry))
        this.#complain("requests", `entry ${entry} asked of ${peer}, and it is stored`);
      if (this.#invalid.has(entry))
        this.#complain("requests", `entry ${entry} asked of ${peer}, and it is invalid`);
      this.#owedBy.set(entry, peer);
      this.#checkWindow(peer, entry);
    }
    const owed = [...this.#owedBy.values()].filter((owner) => owner === peer).length;
    if (owed > this.#policy.inFlightPerPeer) this.#complain("requests", `${peer} owes ${owed} blocks`);
  }

  /** The same debts under other names. */
  #recognise({ peer, entries, hashes }: Extract<Observation, { kind: "requestedBlocksKnown" }>): void {
    entries.forEach((entry, i) => {
      const hash = hashes[i] ?? "";
      if (this.#owedBy.get(hash) !== peer) this.#complain("requests", `${peer} does not owe ${hash}`);
      this.#owedBy.delete(hash);
      const owner = this.#owedBy.get(entry);
      if (owner !== undefined)
        this.#complain("requests", `entry ${entry} is owed by ${peer} and by ${owner}`);
      this.#owedBy.set(entry, peer);
    });
  }

  #checkWindow(peer: string, entry: number): void {
    // What was just announced is fetched wherever the window is (protocol.md §2.9).
    if (this.#policy.directFetchSeconds !== null) return;
    const height = this.#heights[entry] ?? 0;
    const end = this.#linkedHeight(entry) + this.#policy.windowBlocks;
    if (height > end) this.#complain("window", `block ${height} asked of ${peer}, beyond ${end}`);
  }

  /** Height of the highest block below this one up to which all are stored. */
  #linkedHeight(entry: number): number {
    const path: number[] = [];
    let walk = entry;
    while (walk > 0 && !this.#linked.has(walk)) {
      path.push(walk);
      walk = this.#parents[walk] ?? 0;
    }
    for (let next = path.pop(); next !== undefined && this.#stored.has(next); next = path.pop()) {
      this.#linked.add(next);
      walk = next;
    }
    return this.#heights[walk] ?? 0;
  }

  #moveTip(workHex: string): void {
    const work = BigInt(`0x${workHex}`);
    if (work <= this.#tipWork)
      this.#complain("tip", `from a chain of work ${this.#tipWork} to one of ${work}`);
    this.#tipWork = work;
  }

  /** What builds on an invalid block is nobody's goal from the next moment on. */
  #checkBestHeader(at: number): void {
    if (at === this.#invalidAt || !this.#isWatched || !this.#invalid.has(this.#bestHeader)) return;
    this.#complain("best header", `entry ${this.#bestHeader} is invalid, and still the best header`);
    this.#invalid.delete(this.#bestHeader);
  }

  #checkStall(at: number): void {
    const { stallTimeoutSeconds, stallTimeoutMaxSeconds } = this.#policy;
    if (this.#stalled === undefined || stallTimeoutSeconds === null || !this.#isWatched) return;
    if (this.#inbound.size > 0) return;
    const most = Math.max(stallTimeoutSeconds, stallTimeoutMaxSeconds) + GRACE_SECONDS;
    if (at - this.#stalled.since <= most * US_PER_SECOND) return;
    this.#complain("stall", `${this.#stalled.peer} holds up the window for more than ${most} s`);
    this.#stalled = undefined;
  }

  #complain(rule: string, what: string): void {
    this.problems.push(`${rule}: ${what}`);
  }
}
