/**
 * What can be done in a world: the one rule for acts of a file, of a link, of a script and of a person, asked before
 * anything is recorded. What cannot be done is refused by the name of its field, and nothing has happened.
 */
import { policies } from "../../node/policies/all.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import type { BuiltChains, ByteRange } from "../chains/chain-builder.ts";
import { isMinable } from "../chains/mining.ts";
import { LOCAL_NODE } from "../record.ts";
import type { Act } from "./act.ts";
import { refuseFinds } from "./finding-effort.ts";
import type { PeerSpec } from "./peer-spec.ts";
import type { Scenario, ScheduledAct } from "./scenario.ts";
import { checkBounds } from "./scenario-bounds.ts";

/** Those of the beginning and those that join. */
export const PEERS_MAX = 64;

/** A world as an act finds it. */
export interface ActWorld {
  readonly scenario: Scenario;
  /** Names of those that are there by then, the local node's among them. */
  readonly nodes: ReadonlySet<string>;
  /** What it is built on, once it is built. */
  readonly chains?: BuiltChains<ByteRange>;
}

/** What is wrong with it, in one line; undefined = it can be done. `path`: where the act stands; "" = it stands alone. `highest`: tip by then. */
function checkAct(act: Act, world: ActWorld, highest: number, path: string): string | undefined {
  const problem = problemOf(act, world) ?? problemOnChain(act, world.chains) ?? problemOfDepth(act, highest);
  if (problem === undefined) return undefined;
  const field = path === "" ? problem.field : `${path}.${problem.field}`;
  return `${field}: expected ${problem.expected}, found ${problem.found}`;
}

/**
 * What is wrong with one act more in a world that runs: `acts` have been done in it besides those of its scenario, and this
 * one would be the next. What all of them come to is bounded as in a file.
 */
export function checkNextAct(
  { atSeconds, act }: ScheduledAct,
  world: ActWorld,
  acts: readonly ScheduledAct[],
): string | undefined {
  const own = [...world.scenario.acts, ...acts];
  const before = own.filter((earlier) => earlier.atSeconds <= atSeconds);
  const mined = before.reduce((sum, earlier) => sum + blocksOf(earlier.act), 0);
  const problem = checkAct(act, world, highestTip(world) + mined, "");
  if (problem !== undefined) return problem;
  const scenario = { ...world.scenario, acts: [...own, { atSeconds, act }] };
  const tooMuch = (act.kind === "mineBlock" ? refuseFinds(scenario) : undefined) ?? checkBounds(scenario);
  return tooMuch?.replace(`acts.${own.length}.act`, "act");
}

/**
 * What is wrong with all that is to be done in a world, in the order in which it takes effect; undefined = nothing. `done`: by
 * users, besides what its scenario schedules. What each of them finds wrong is said with where it stands.
 */
export function checkActs(
  scenario: Scenario,
  done: readonly ScheduledAct[],
  chains?: BuiltChains<ByteRange>,
): string | undefined {
  const nodes = new Set([LOCAL_NODE, ...scenario.peers.map(({ id }) => id)]);
  const owner = chains === undefined ? "" : "scenario.";
  const all = [
    ...scenario.acts.map(({ atSeconds, act }, i) => ({ atSeconds, act, path: `${owner}acts.${i}.act` })),
    ...done.map(({ atSeconds, act }, i) => ({ atSeconds, act, path: `acts.${i}.act` })),
  ].sort((a, b) => a.atSeconds - b.atSeconds);
  const world: ActWorld = chains === undefined ? { scenario, nodes } : { scenario, nodes, chains };
  let highest = highestTip(world);
  for (const { act, path } of all) {
    const problem = checkAct(act, world, highest, path);
    if (problem !== undefined) return problem;
    highest += blocksOf(act);
    if (act.kind === "addPeer") nodes.add(act.peer.id);
  }
  return undefined;
}

/** What is wrong with what users have done in a world that is built, one by one and all together; undefined = nothing. */
export function checkDone(
  scenario: Scenario,
  done: readonly ScheduledAct[],
  chains: BuiltChains<ByteRange>,
): string | undefined {
  if (done.length === 0) return undefined;
  const problem = checkActs(scenario, done, chains);
  if (problem !== undefined) return problem;
  for (const [i, { atSeconds }] of done.entries()) {
    if (atSeconds <= scenario.deadlineSeconds) continue;
    const most = scenario.deadlineSeconds * US_PER_SECOND;
    const found = Math.round(atSeconds * US_PER_SECOND);
    return `acts.${i}.at: expected at most ${most}, the run's last moment, found ${found}`;
  }
  const own = scenario.acts.length;
  const whole = { ...scenario, acts: [...scenario.acts, ...done] };
  const mines = done.some(({ act }) => act.kind === "mineBlock");
  const tooMuch = (mines ? refuseFinds(whole) : undefined) ?? checkBounds(whole);
  return tooMuch?.replace(/^acts\.(\d+)/, (_, i) =>
    Number(i) < own ? `scenario.acts.${i}` : `acts.${Number(i) - own}`,
  );
}

interface Problem {
  readonly field: string;
  readonly expected: string;
  readonly found: string | number;
}

function problemOf(act: Act, { scenario, nodes }: ActWorld): Problem | undefined {
  switch (act.kind) {
    case "addPeer":
      return problemOfNewcomer(act.peer, scenario, nodes);
    case "cutLink":
    case "mendLink": {
      if (!nodes.has(act.peer) || act.peer === LOCAL_NODE) {
        return { field: "peer", expected: "a peer that is there by then", found: act.peer };
      }
      const { from = LOCAL_NODE } = act;
      if (isLinked(scenario, from, act.peer)) return undefined;
      return { field: "from", expected: `a node with a link to ${act.peer}`, found: from };
    }
    case "setPolicy":
      if (policies.has(act.policy)) return strangerOf(act.node, nodes);
      return { field: "policy", expected: `one of ${[...policies.keys()].join(", ")}`, found: act.policy };
    default:
      return strangerOf(act.node, nodes);
  }
}

function strangerOf(node: string, nodes: ReadonlySet<string>): Problem | undefined {
  return nodes.has(node)
    ? undefined
    : { field: "node", expected: "a node that is there by then", found: node };
}

function problemOfNewcomer(
  peer: PeerSpec,
  scenario: Scenario,
  nodes: ReadonlySet<string>,
): Problem | undefined {
  if (nodes.has(peer.id)) return { field: "peer.id", expected: "a name not yet taken", found: peer.id };
  // The local node is among them.
  if (nodes.size > PEERS_MAX)
    return { field: "peer", expected: `at most ${PEERS_MAX} peers in all`, found: peer.id };
  const problem = problemOfPeer(peer, scenario);
  return problem && { ...problem, field: `peer.${problem.field}` };
}

/** What a chain of headers, or of a network on which nobody mines, has no room for. */
function problemOnChain(act: Act, chains: BuiltChains<ByteRange> | undefined): Problem | undefined {
  if (chains === undefined) return undefined;
  const found = act.kind === "mineBlock" && !isMinable(chains) ? act.kind : undefined;
  if (found !== undefined) return { field: "kind", expected: "no mineBlock on this chain", found };
  if (!chains.main.headersOnly) return undefined;
  const expected = "one that knows headers, as the chain has no blocks";
  if (act.kind === "setPolicy" && !canDoWithHeaders(act.policy)) {
    return { field: "policy", expected, found: act.policy };
  }
  if (act.kind === "addPeer" && act.peer.policy !== null && !canDoWithHeaders(act.peer.policy)) {
    return { field: "peer.policy", expected, found: act.peer.policy };
  }
  return undefined;
}

/** How high its longest chain may be, what acts mine apart: what is mined by chance is counted as if it were there. */
function highestTip({ scenario: { chain, mining }, chains }: ActWorld): number {
  const branches = chain.branches.map(({ forkHeight, blocks }) => forkHeight + blocks);
  return Math.max(chains?.main.count ?? chain.blocks, ...branches) + (mining?.blocks ?? 0);
}

/** How many it finds. */
function blocksOf(act: Act): number {
  return act.kind === "mineBlock" ? (act.blocks ?? 1) : 0;
}

/** Nobody mines below genesis. */
function problemOfDepth(act: Act, highest: number): Problem | undefined {
  if (act.kind !== "mineBlock" || act.forkDepth === undefined || act.forkDepth <= highest) return undefined;
  return {
    field: "forkDepth",
    expected: `at most the height of the longest chain by then, ${highest}`,
    found: act.forkDepth,
  };
}

/** What is wrong with a peer in a scenario, its name apart; undefined = nothing. */
export function checkPeer(scenario: Scenario, peer: PeerSpec, path: string): string | undefined {
  const problem = problemOfPeer(peer, scenario);
  return problem && `${path}.${problem.field}: expected ${problem.expected}, found ${problem.found}`;
}

function problemOfPeer(peer: PeerSpec, { chain }: Scenario): Problem | undefined {
  const branch = chain.branches.find(({ id }) => id === peer.chain);
  if (peer.chain !== "main" && branch === undefined) {
    return { field: "chain", expected: "main or the id of a branch", found: peer.chain };
  }
  const tip = branch === undefined ? chain.blocks : branch.forkHeight + branch.blocks;
  if (peer.height !== null && peer.height > tip) {
    return { field: "height", expected: `at most the height of its chain, ${tip}`, found: peer.height };
  }
  return undefined;
}

/** Before headers came first a client knew nothing but whole blocks. */
export function canDoWithHeaders(policy: string): boolean {
  return policies.get(policy)?.strategy !== "blocks-first";
}

/** There is a link between this node and this peer. */
function isLinked({ links }: Scenario, node: string, peer: string): boolean {
  if (node === LOCAL_NODE) return true;
  return links.some(({ from, to }) => pairOf(from, to) === pairOf(node, peer));
}

/** The same for both orders. */
export function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
