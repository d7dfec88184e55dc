/**
 * Bounds of what a world costs, which no field has alone: every world within them is built by a browser's tab in 2 GB. A
 * block costs every node's worker that may come to have it some 3.5 kB: its bytes, its transactions and its place in the index.
 */
import { policies } from "../../node/policies/all.ts";
import { catalogue } from "../behaviours/catalogue.ts";
import type { PeerSpec } from "./peer-spec.ts";
import type { Scenario } from "./scenario.ts";

/** Blocks in all nodes together: those that there are, in each node. */
const NODE_BLOCKS_MAX = 400_000;
/**
 * Blocks without a parent that nodes without a limit may be sent, by all that flood them. Each costs a tab some 30 kB: for each
 * its sender is asked what comes before it, and answers with a list of 500.
 */
const ORPHANS_MAX = 40_000;

/**
 * What one tick of all floods of a peer makes, for all that listen: an event that takes a second would freeze a page. A header is
 * that of a block, which is mined.
 */
const FLOOD_MAX = { blocks: 2000, hashes: 100_000 } as const;
const FLOODS = {
  headerSpam: "blocks",
  invSpam: "hashes",
  orphanFlood: "blocks",
  diskFill: "blocks",
  unknownBlockRequests: "hashes",
} as const satisfies Partial<Record<PeerSpec["behaviours"][number]["kind"], keyof typeof FLOOD_MAX>>;

type Flood = PeerSpec["behaviours"][number] & { readonly kind: keyof typeof FLOODS };
/** Whatever is sent again and again, as far as it is counted here. */
type Repeated = Flood | Extract<PeerSpec["behaviours"][number], { readonly kind: "unsolicitedBlock" }>;

/** What is too much, in one line that names the field; undefined = nothing. */
export function checkBounds(scenario: Scenario): string | undefined {
  return checkChains(scenario) ?? checkFloods(scenario) ?? checkUnasked(scenario);
}

function checkChains(scenario: Scenario): string | undefined {
  const { nodes, most, found } = blocksOf(scenario);
  if (found <= most) return undefined;
  return `chain.blocks: expected at most ${most} blocks in all, on the main chain, in branches and mined, with ${nodes} nodes (${NODE_BLOCKS_MAX} in all nodes together), found ${found}`;
}

/** Good blocks that nobody asked for: where one is the best tip yet, its node passes it on to all others. */
function checkUnasked(scenario: Scenario): string | undefined {
  const { nodes, most, found: inChains } = blocksOf(scenario);
  let found = inChains;
  for (const { path, listeners, behaviours } of behavioursOf(scenario)) {
    for (const [i, behaviour] of behaviours.entries()) {
      if (behaviour.kind !== "diskFill" && behaviour.kind !== "unsolicitedBlock") continue;
      found += countOf(behaviour) * messagesOf(behaviour, listeners, scenario);
      if (found <= most) continue;
      return `${path}.behaviours.${i}.messages: expected fewer, so that there are at most ${most} blocks in all, in chains, mined and sent unasked, with ${nodes} nodes (${NODE_BLOCKS_MAX} in all nodes together), found ${found}`;
    }
  }
  return undefined;
}

/** In each node, and in one of them: who has little at the beginning may come to have all. */
function blocksOf({ chain, mining, peers, acts }: Scenario) {
  const nodes = 1 + peers.length + acts.filter(({ act }) => act.kind === "addPeer").length;
  const inBranches = chain.branches.reduce((sum, { blocks }) => sum + blocks, 0);
  const mined = acts.reduce((sum, { act }) => sum + (act.kind === "mineBlock" ? (act.blocks ?? 1) : 0), 0);
  const found = chain.blocks + inBranches + (mining?.blocks ?? 0) + mined;
  return { nodes, most: Math.floor(NODE_BLOCKS_MAX / nodes), found };
}

function checkFloods(scenario: Scenario): string | undefined {
  const unlimited = keepsAllOrphans(scenario);
  let orphans = 0;
  for (const { path, listeners, behaviours } of behavioursOf(scenario)) {
    const left: Record<keyof typeof FLOOD_MAX, number> = { ...FLOOD_MAX };
    for (const [i, behaviour] of behaviours.entries()) {
      if (!isFlood(behaviour)) continue;
      const what = FLOODS[behaviour.kind];
      const count = countOf(behaviour);
      const most = Math.floor(left[what] / listeners);
      if (count > most) {
        return `${path}.behaviours.${i}.count: expected at most ${most} with ${listeners} connections (${FLOOD_MAX[what]} ${what} at a time), found ${count}`;
      }
      left[what] -= count * listeners;
      if (!unlimited || behaviour.kind !== "orphanFlood") continue;
      orphans += count * messagesOf(behaviour, listeners, scenario);
      if (orphans > ORPHANS_MAX) {
        return `${path}.behaviours.${i}.messages: expected fewer, so that nodes that keep every orphan are sent at most ${ORPHANS_MAX} in all, found ${orphans}`;
      }
    }
  }
  return undefined;
}

/** Some node is of a software that knows no limit for them, or an act may make it so. */
function keepsAllOrphans({ constants, policy, peerPolicy, peers, acts }: Scenario): boolean {
  const ids = [policy, peerPolicy ?? policy, ...peers.map((peer) => peer.policy ?? policy)];
  for (const { act } of acts) {
    if (act.kind === "setPolicy") ids.push(act.policy);
    else if (act.kind === "addPeer" && act.peer.policy !== null) ids.push(act.peer.policy);
  }
  return ids.some((id) => {
    const known = policies.get(id);
    if (known?.strategy !== "blocks-first") return false;
    return (
      (constants.orphanBlocksMax === undefined ? known.orphanBlocksMax : constants.orphanBlocksMax) === null
    );
  });
}

/** How many things it sends at a time. */
function countOf(behaviour: Repeated): number {
  return behaviour.kind === "unsolicitedBlock" ? 1 : (behaviour.count ?? defaultOf(behaviour, "count"));
}

/** How often it sends them at most before the time is over. */
function messagesOf(behaviour: Repeated, listeners: number, { deadlineSeconds }: Scenario): number {
  const everySeconds = behaviour.everySeconds ?? defaultOf(behaviour, "everySeconds");
  const ticks = 1 + Math.floor(deadlineSeconds / everySeconds);
  return Math.min(behaviour.messages ?? defaultOf(behaviour, "messages"), ticks * listeners);
}

/** All that are there at the beginning, and all that acts begin; with how many connections their node has at most. */
function behavioursOf({ peers, acts, links }: Scenario) {
  const listenersOf = (node: string) =>
    1 + links.filter(({ from, to }) => from === node || to === node).length;
  return [
    ...peers.map(({ id, behaviours }, i) => ({ path: `peers.${i}`, listeners: listenersOf(id), behaviours })),
    ...acts.flatMap(({ act }, i) => {
      if (act.kind === "setBehaviours")
        return [{ path: `acts.${i}.act`, listeners: listenersOf(act.node), behaviours: act.behaviours }];
      if (act.kind !== "addPeer") return [];
      const { id, behaviours } = act.peer;
      return [{ path: `acts.${i}.act.peer`, listeners: listenersOf(id), behaviours }];
    }),
  ];
}

function isFlood(behaviour: PeerSpec["behaviours"][number]): behaviour is Flood {
  return Object.hasOwn(FLOODS, behaviour.kind);
}

function defaultOf({ kind }: Repeated, name: "count" | "everySeconds" | "messages"): number {
  const parameters = catalogue.find((definition) => definition.kind === kind)?.parameters;
  const parameter = (parameters as Record<string, { readonly default?: number }> | undefined)?.[name];
  if (parameter?.default === undefined) throw new Error(`${kind}: no default for ${name}`);
  return parameter.default;
}
