/** What the fields of a scenario ask of each other. */
import { known } from "../../bitcoin/known.ts";
import { networks } from "../../bitcoin/networks.ts";
import { policies } from "../../node/policies/all.ts";
import { minersOf } from "../chains/mining.ts";
import { LOCAL_NODE } from "../record.ts";
import { checkActs, checkPeer, pairOf } from "./check-act.ts";
import { refuseFinds } from "./finding-effort.ts";
import { HASHES_MAX, miningEffort } from "./mining-effort.ts";
import type { Scenario } from "./scenario.ts";
import { checkBounds } from "./scenario-bounds.ts";

export const YEAR_SECONDS = 31_536_000;
/** A header's time is a u32; a world may run on for a year after the last. */
const TIP_TIME_MAX = 0xffff_ffff - YEAR_SECONDS;

/** What is wrong, in one line; undefined = nothing. */
export function checkScenario(scenario: Scenario): string | undefined {
  return (
    checkChain(scenario) ??
    checkMining(scenario) ??
    checkConstants(scenario) ??
    checkPeers(scenario) ??
    checkLinks(scenario) ??
    checkMiners(scenario) ??
    checkActs(scenario, []) ??
    refuseFinds(scenario) ??
    checkBounds(scenario)
  );
}

function checkChain({ chain, local }: Scenario): string | undefined {
  const ids = new Set(["main"]);
  for (const [i, branch] of chain.branches.entries()) {
    if (ids.has(branch.id)) return wrong(`chain.branches.${i}.id`, "an id of its own", branch.id);
    ids.add(branch.id);
    if (branch.forkHeight > chain.blocks) {
      return wrong(
        `chain.branches.${i}.forkHeight`,
        `at most chain.blocks, ${chain.blocks}`,
        branch.forkHeight,
      );
    }
  }
  if (local.height > chain.blocks) {
    return wrong("local.height", `at most chain.blocks, ${chain.blocks}`, local.height);
  }
  return undefined;
}

/** A chain that takes for ever to mine, or whose timestamps do not fit, is not built. */
function checkMining({ network, chain }: Scenario): string | undefined {
  const efforts = miningEffort(chain, networks[network]);
  for (const { branch, blocks, startTime, tipTime, hashes } of efforts) {
    const path = branch === undefined ? "chain" : `chain.branches.${branch}`;
    const { spacingSeconds } = branch === undefined ? chain : (chain.branches[branch] ?? chain);
    if (tipTime > TIP_TIME_MAX) {
      const most = Math.floor((TIP_TIME_MAX - startTime) / blocks);
      return wrong(`${path}.spacingSeconds`, `at most ${most} with so many blocks`, spacingSeconds);
    }
    if (hashes > HASHES_MAX) {
      return wrong(
        `${path}.spacingSeconds`,
        `more, so that mining at the difficulty of ${network} takes no more than ${HASHES_MAX} hashes`,
        spacingSeconds,
      );
    }
  }
  return undefined;
}

function checkConstants({ constants, policy, peerPolicy, peers }: Scenario): string | undefined {
  const running = new Set([policy, peerPolicy ?? policy, ...peers.map((peer) => peer.policy ?? policy)]);
  for (const id of running) {
    const { windowBlocks, inFlightPerPeer } = {
      ...known(policies.get(id), `the policy ${id}`),
      ...constants,
    };
    if (windowBlocks < inFlightPerPeer) {
      return wrong("constants.windowBlocks", `at least inFlightPerPeer, ${inFlightPerPeer}`, windowBlocks);
    }
  }
  return undefined;
}

function checkPeers(scenario: Scenario): string | undefined {
  const ids = new Set([LOCAL_NODE]);
  for (const [i, peer] of scenario.peers.entries()) {
    if (ids.has(peer.id)) return wrong(`peers.${i}.id`, "a name not yet taken", peer.id);
    ids.add(peer.id);
    const error = checkPeer(scenario, peer, `peers.${i}`);
    if (error !== undefined) return error;
  }
  return undefined;
}

function checkLinks({ peers, links }: Scenario): string | undefined {
  const ids = new Set(peers.map(({ id }) => id));
  const pairs = new Set<string>();
  for (const [i, { from, to }] of links.entries()) {
    if (!ids.has(from)) return wrong(`links.${i}.from`, "a peer of the beginning", from);
    if (!ids.has(to) || to === from) return wrong(`links.${i}.to`, "another peer of the beginning", to);
    if (pairs.has(pairOf(from, to))) return wrong(`links.${i}.to`, `one link between it and ${from}`, to);
    pairs.add(pairOf(from, to));
  }
  return undefined;
}

function checkMiners(scenario: Scenario): string | undefined {
  const { mining, peers } = scenario;
  if (mining === null) return undefined;
  const miners = minersOf(scenario, mining);
  if (miners.length === 0) return wrong("mining.miners", "at least one, where no peer is honest", "none");
  const ids = new Set([LOCAL_NODE, ...peers.map(({ id }) => id)]);
  for (const [i, miner] of miners.entries())
    if (!ids.has(miner)) return wrong(`mining.miners.${i}`, "a node of the beginning", miner);
  return undefined;
}

function wrong(field: string, expected: string, found: string | number): string {
  return `${field}: expected ${expected}, found ${found}`;
}
