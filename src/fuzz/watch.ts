/** Reads the records of a run as they come, so that they need not be kept, and remembers what a judge must know. */

import { LOCAL_NODE, type WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import { allPeers } from "../world/scenario/members.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { DoorOracle } from "./door-oracle.ts";
import { DoublingLists } from "./doubling-lists.ts";
import { NodeWatch } from "./node-watch.ts";
import { RequestOracle } from "./request-oracle.ts";

export class Watch {
  readonly broken: string[] = [];
  /** Of the nodes whose policy was changed. */
  readonly policies = new Map<string, string>();
  /** Names of nodes whose program has ended, and why. */
  readonly crashes: string[] = [];
  readonly lists: DoublingLists;

  readonly #requests: RequestOracle;
  /** By number of the node. */
  readonly #doors: readonly DoorOracle[];
  /** By number. */
  readonly #names: readonly string[];
  readonly #nodes: ReadonlyMap<string, NodeWatch>;

  constructor(scenario: Scenario) {
    this.lists = new DoublingLists(scenario);
    this.#requests = new RequestOracle(scenario);
    this.#names = [LOCAL_NODE, ...allPeers(scenario).map(({ id }) => id)];
    this.#doors = this.#names.map(() => new DoorOracle());
    this.#nodes = new Map(this.#names.map((name) => [name, new NodeWatch()]));
    for (const { id, behaviours } of allPeers(scenario)) this.#setBad(id, behaviours.length > 0);
  }

  read(records: readonly WorldRecord[]): void {
    for (const record of records) {
      this.lists.read(record);
      this.#requests.read(record);
      this.#doors[record.node]?.read(record);
      this.#read(record);
    }
    this.broken.push(...this.#requests.problems.splice(0));
    for (const door of this.#doors) this.broken.push(...door.problems.splice(0));
  }

  node(name: string): NodeWatch {
    const watch = this.#nodes.get(name);
    if (watch === undefined) throw new Error(`no node ${name}`);
    return watch;
  }

  #setBad(name: string, isBad: boolean): void {
    for (const watch of this.#nodes.values()) watch.setBad(name, isBad);
  }

  #act(act: Act): void {
    if (act.kind === "setBehaviours") this.#setBad(act.node, act.behaviours.length > 0);
    else if (act.kind === "setPolicy") {
      this.policies.set(act.node, act.policy);
      this.node(act.node).onPolicy();
    }
  }

  #read(record: WorldRecord): void {
    if (record.kind === "acted") this.#act(record.act);
    else if (record.kind === "invariantBroken")
      this.broken.push(`${record.invariant.replace(":", "")}: node ${record.node}: ${record.detail}`);
    else if (record.kind === "nodeCrashed") this.crashes.push(`${record.name}: ${record.reason}`);
    const name = this.#names[record.node];
    if (name !== undefined) this.node(name).read(record);
  }
}
