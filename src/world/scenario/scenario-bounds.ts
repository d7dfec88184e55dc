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
/** Blocks without a parent that nodes without a limit may be sent, by all that flood them. */
const ORPHANS_MAX = 100_000;

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

/** What is too much, in one line that names the field; undefined = nothing. */
export function checkBounds(scenario: Scenario): string | undefined {
  return checkNodeBlocks(scenario) ?? checkFloods(scenario);
}

/** Who has little at the beginning may come to have all. */
function checkNodeBlocks(scenario: Scenario): string | undefined {
  const { chain, mining, acts } = scenario;
  const nodes = 1 + scenario.peers.length + acts.filter(({ act }) => act.kind === "addPeer").length;
  const most = Math.floor(NODE_BLOCKS_MAX / nodes);
  const inBranches = chain.branches.reduce((sum, { blocks }) => sum + blocks, 0);
  const mined = acts.reduce((sum, { act }) => sum + (act.kind === "mineBlock" ? (act.blocks ?? 1) : 0), 0);
  const found = chain.blocks + inBranches + (mining?.blocks ?? 0) + mined;
  if (found <= most) return undefined;
  return `chain.blocks: expected at most ${most} blocks in all, on the main chain, in branches and mined, with ${nodes} nodes (${NODE_BLOCKS_MAX} in all nodes together), found ${found}`;
}

function checkFloods(scenario: Scenario): string | undefined {
  const unlimited = keepsAllOrphans(scenario);
  let orphans = 0;
  for (const { path, node, behaviours } of behavioursOf(scenario)) {
    const listeners = 1 + scenario.links.filter(({ from, to }) => from === node || to === node).length;
    const left: Record<keyof typeof FLOOD_MAX, number> = { ...FLOOD_MAX };
    for (const [i, behaviour] of behaviours.entries()) {
      if (!isFlood(behaviour)) continue;
      const what = FLOODS[behaviour.kind];
      const count = behaviour.count ?? defaultOf(behaviour, "count");
      const most = Math.floor(left[what] / listeners);
      if (count > most) {
        return `${path}.behaviours.${i}.count: expected at most ${most} with ${listeners} connections (${FLOOD_MAX[what]} ${what} at a time), found ${count}`;
      }
      left[what] -= count * listeners;
      if (!unlimited || behaviour.kind !== "orphanFlood") continue;
      const everySeconds = behaviour.everySeconds ?? defaultOf(behaviour, "everySeconds");
      const ticks = 1 + Math.floor(scenario.deadlineSeconds / everySeconds);
      orphans += count * Math.min(behaviour.messages ?? defaultOf(behaviour, "messages"), ticks * listeners);
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

/** All that are there at the beginning, and all that acts begin. */
function behavioursOf({ peers, acts }: Scenario) {
  return [
    ...peers.map(({ id, behaviours }, i) => ({ path: `peers.${i}`, node: id, behaviours })),
    ...acts.flatMap(({ act }, i) => {
      if (act.kind === "setBehaviours")
        return [{ path: `acts.${i}.act`, node: act.node, behaviours: act.behaviours }];
      if (act.kind !== "addPeer") return [];
      const { id, behaviours } = act.peer;
      return [{ path: `acts.${i}.act.peer`, node: id, behaviours }];
    }),
  ];
}

function isFlood(behaviour: PeerSpec["behaviours"][number]): behaviour is Flood {
  return Object.hasOwn(FLOODS, behaviour.kind);
}

function defaultOf({ kind }: Flood, name: "count" | "everySeconds" | "messages"): number {
  const parameters = catalogue.find((definition) => definition.kind === kind)?.parameters;
  const parameter = (parameters as Record<string, { readonly default?: number }> | undefined)?.[name];
  if (parameter?.default === undefined) throw new Error(`${kind}: no default for ${name}`);
  return parameter.default;
}
