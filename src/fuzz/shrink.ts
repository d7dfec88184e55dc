/**
 * Makes a failing world small while it goes on failing in the same way: delta debugging, by throwing away lists' items
 * and making numbers plain, as long as the budget of runs lasts.
 */

import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { Scenario, ScheduledAct } from "../world/scenario/scenario.ts";
import { parseScenario } from "../world/scenario/scenario-schema.ts";
import { heal } from "./healing.ts";
import { judge } from "./judge.ts";
import type { DrawnWorld } from "./random-world.ts";

type Change = (scenario: Scenario) => Scenario;

const plainLink = { latencyMs: 50, jitterMs: 0, bytesPerSecond: null };

/** The smallest world found that still has a problem of this kind. `runs`: how many may be tried. */
export function shrink(world: DrawnWorld, kind: string, runs: number): DrawnWorld {
  let best = world;
  let left = runs;
  const fails = (candidate: DrawnWorld): boolean => {
    if (left === 0 || !isValid(candidate)) return false;
    left -= 1;
    return judge(candidate).problems.some((problem) => problem.kind === kind);
  };
  for (let before: DrawnWorld | undefined; before !== best && left > 0; ) {
    before = best;
    for (const candidate of shorterTroubles(best)) if (fails(candidate)) best = candidate;
    // The list of changes is that of the smaller world as soon as there is one.
    for (let i = 0; i < changesOf(best.scenario).length; i++) {
      const change = changesOf(best.scenario)[i];
      if (change === undefined) break;
      const candidate = { ...best, scenario: change(best.scenario) };
      if (JSON.stringify(candidate.scenario) === JSON.stringify(best.scenario) || !fails(candidate)) continue;
      best = candidate;
      i -= 1;
    }
  }
  return best;
}

function isValid(world: DrawnWorld): boolean {
  return parseScenario(heal(world)).ok;
}

function shorterTroubles(world: DrawnWorld): DrawnWorld[] {
  return [0, 1, 30].filter((trouble) => trouble < world.trouble).map((trouble) => ({ ...world, trouble }));
}

/** From the largest steps to the smallest. */
function changesOf({ peers, acts, chain, constants }: Scenario): Change[] {
  return [
    ...halves(acts).map(
      (kept): Change =>
        (s) => ({ ...s, acts: kept }),
    ),
    ...peers.map(
      (peer): Change =>
        (s) =>
          withoutPeer(s, peer.id),
    ),
    ...acts.map(
      (act): Change =>
        (s) => ({ ...s, acts: s.acts.filter((other) => other !== act) }),
    ),
    ...chain.branches.map(
      (branch): Change =>
        (s) =>
          withoutBranch(s, branch.id),
    ),
    ...[0.25, 0.5, 0.75, 0.9].map(
      (part): Change =>
        (s) =>
          withBlocks(s, Math.floor(s.chain.blocks * part)),
    ),
    (s) => withBlocks(s, s.chain.blocks - 1),
    ...chain.branches.flatMap((branch): Change[] => [
      (s) => withBranch(s, branch.id, { blocks: Math.max(1, Math.floor(branch.blocks / 2)) }),
      (s) => withBranch(s, branch.id, { blocks: Math.max(1, branch.blocks - 1) }),
      (s) => withBranch(s, branch.id, { spacingSeconds: 600 }),
    ]),
    ...Object.keys(constants).map(
      (name): Change =>
        (s) =>
          withoutConstant(s, name),
    ),
    ...peers.flatMap((peer): Change[] => [
      ...peer.behaviours.map(
        (_, i): Change =>
          (s) =>
            withPeer(s, peer.id, { behaviours: peer.behaviours.filter((_b, j) => j !== i) }),
      ),
      (s) => withPeer(s, peer.id, { uploadBytesPerSecond: null, link: plainLink }),
      (s) => withPeer(s, peer.id, { height: null }),
      (s) => withPeer(s, peer.id, { chain: "main", height: null }),
    ]),
    (s) => ({ ...s, local: { height: 0, uploadBytesPerSecond: null, downloadBytesPerSecond: null } }),
    (s) => ({ ...s, network: "regtest", chain: { ...s.chain, spacingSeconds: 600 } }),
    (s) => ({ ...s, chain: { ...s.chain, blockBytes: null } }),
    (s) => ({
      ...s,
      acts: s.acts.map((act, i): ScheduledAct => ({ ...act, atSeconds: Math.min(act.atSeconds, i) })),
    }),
  ];
}

function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return list.length < 2 ? [] : [[], list.slice(0, middle), list.slice(middle)];
}

function withPeer(scenario: Scenario, id: string, change: Partial<PeerSpec>): Scenario {
  return {
    ...scenario,
    peers: scenario.peers.map((peer) => (peer.id === id ? { ...peer, ...change } : peer)),
  };
}

function withoutPeer(scenario: Scenario, id: string): Scenario {
  const acts = scenario.acts.filter(({ act }) => {
    if (act.kind === "addPeer") return true;
    return ("node" in act ? act.node : act.peer) !== id;
  });
  return { ...scenario, peers: scenario.peers.filter((peer) => peer.id !== id), acts };
}

function withoutBranch(scenario: Scenario, id: string): Scenario {
  const home = (peer: PeerSpec): PeerSpec => (peer.chain === id ? { ...peer, chain: "main" } : peer);
  return {
    ...scenario,
    chain: { ...scenario.chain, branches: scenario.chain.branches.filter((branch) => branch.id !== id) },
    peers: scenario.peers.map(home),
    acts: scenario.acts.map((scheduled) =>
      scheduled.act.kind === "addPeer"
        ? { ...scheduled, act: { ...scheduled.act, peer: home(scheduled.act.peer) } }
        : scheduled,
    ),
  };
}

function withBranch(scenario: Scenario, id: string, change: object): Scenario {
  const branches = scenario.chain.branches.map((branch) =>
    branch.id === id ? { ...branch, ...change } : branch,
  );
  return { ...scenario, chain: { ...scenario.chain, branches } };
}

/** Whatever lies higher comes down with the tip. */
function withBlocks(scenario: Scenario, blocks: number): Scenario {
  if (blocks < 1) return scenario;
  const low = (peer: PeerSpec): PeerSpec =>
    peer.height === null || peer.chain !== "main" ? peer : { ...peer, height: Math.min(peer.height, blocks) };
  const { minimumChainWork, ...constants } = scenario.constants;
  const isHex = minimumChainWork !== undefined && /^[0-9a-f]+$/.test(minimumChainWork);
  const isWithinReach = !isHex || BigInt(`0x${minimumChainWork}`) <= blocks;
  return {
    ...scenario,
    constants: isWithinReach ? scenario.constants : constants,
    chain: {
      ...scenario.chain,
      blocks,
      branches: scenario.chain.branches.map((branch) => ({
        ...branch,
        forkHeight: Math.min(branch.forkHeight, blocks),
      })),
    },
    local: { ...scenario.local, height: Math.min(scenario.local.height, blocks) },
    peers: scenario.peers.map(low),
    acts: scenario.acts.map((scheduled) =>
      scheduled.act.kind === "addPeer"
        ? { ...scheduled, act: { ...scheduled.act, peer: low(scheduled.act.peer) } }
        : scheduled,
    ),
  };
}

function withoutConstant(scenario: Scenario, name: string): Scenario {
  const constants = Object.fromEntries(
    Object.entries(scenario.constants).filter(([other]) => other !== name),
  );
  return { ...scenario, constants };
}
