/**
 * Where Bitcoin 0.9 asks almost without end (protocol.md §3.1): each orphan in a list makes it ask for what leads to the
 * first of its run, and it remembers only its last question to a peer. The list up to one run names every run below it, so
 * that with each further run it asks twice as often. Bitcoin up to 0.11 tells a peer no hash twice, which ends that at
 * once; since 0.12 each question has its whole list (`PushInventory`). In a world of the real size a few runs wait at once;
 * where one block is in flight at a time it can be twenty.
 */

import { policies } from "../node/policies/all.ts";
import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";
import { allPeers } from "../world/scenario/members.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

export const DOUBLING_LISTS =
  "with each run of blocks that wait for a parent Bitcoin before 0.10 asks twice as often, and since 0.12 each question has its list (§3.1)";

/** To one peer, by one node. Elsewhere it is tens, rarely hundreds. */
const LISTS_MAX = 2000;

export class DoublingLists {
  /** Some node has been given so many lists that nobody need wait for the end. */
  isEndless = false;

  /** By number. */
  readonly #names: readonly string[];
  /** Id of each node's, by name. */
  readonly #policies: Map<string, string>;
  readonly #lists = new Map<string, number>();
  readonly #knownInventoryMax: number | null | undefined;

  constructor(scenario: Scenario) {
    const { policy, peerPolicy, constants } = scenario;
    const peers = allPeers(scenario);
    this.#names = [LOCAL_NODE, ...peers.map(({ id }) => id)];
    this.#policies = new Map(peers.map((peer) => [peer.id, peer.policy ?? peerPolicy ?? policy]));
    this.#policies.set(LOCAL_NODE, policy);
    this.#knownInventoryMax = constants.knownInventoryMax;
  }

  read(record: WorldRecord): void {
    if (record.kind === "acted" && record.act.kind === "setPolicy")
      this.#policies.set(record.act.node, record.act.policy);
    if (record.kind !== "observed" || record.observation.kind !== "servedInventory") return;
    const giver = this.#names[record.node] ?? "";
    const { peer } = record.observation;
    if (this.#policyOf(peer)?.strategy !== "blocks-first" || this.#remembers(giver)) return;
    const key = `${giver} ${peer}`;
    const lists = (this.#lists.get(key) ?? 0) + 1;
    this.#lists.set(key, lists);
    this.isEndless ||= lists > LISTS_MAX;
  }

  /** What it has told its peers, and tells it to none of them again. */
  #remembers(name: string): boolean {
    const own = this.#policyOf(name)?.knownInventoryMax ?? null;
    return (this.#knownInventoryMax === undefined ? own : this.#knownInventoryMax) !== null;
  }

  #policyOf(name: string) {
    return policies.get(this.#policies.get(name) ?? "");
  }
}
