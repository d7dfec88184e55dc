/** What a run left behind, as one of its nodes sees it. */
import { hashFromDisplay } from "../bitcoin/bytes.ts";
import type { SingleThreadWorld } from "../runtime/single-thread-world.ts";
import { US_PER_SECOND } from "../sim/time.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NODE } from "../world/record.ts";
import { allPeers } from "../world/scenario/members.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { policyOf, type WorldSetup } from "../world/setup.ts";
import type { NodeWatch } from "./node-watch.ts";
import type { Watch } from "./watch.ts";

type Chain = ReturnType<SingleThreadWorld["chains"]>[number];

const DAY_SECONDS = 86_400;

export interface Outcome {
  readonly scenario: Scenario;
  readonly summary: RunSummary;
  /** Of the node. */
  readonly name: string;
  /** The node's at the end. */
  readonly policy: string;
  /** Chains with less are not downloaded by it. */
  readonly leastWork: bigint;
  readonly chain: Chain;
  /** What the node did and saw. */
  readonly watch: NodeWatch;
  /** Names of those that it has a link to. */
  readonly neighbours: readonly string[];
  /** How old its best header is at the end, seconds. */
  readonly bestHeaderAge: number;
  /** By the tip that it had at this moment, µs, it was still catching up. */
  readonly isDownloadingAt: (us: number) => boolean;
  /** When it got the tip that it has, µs. */
  readonly tipSince: number;
  /** It does not have the block with this hash (display order). */
  readonly lacks: (hash: string) => boolean;
  /** Another node, or the same, as it sees the end. */
  readonly other: (name: string) => Outcome;
  /** Some node has been given another policy. */
  readonly policiesChanged: boolean;
  /** Chain work of each node's tip by name, the local node's first. */
  readonly works: ReadonlyMap<string, bigint>;
  /** Of each node's tip. */
  readonly heights: ReadonlyMap<string, number>;
}

/** The local node's is the first. */
export function outcomes(
  scenario: Scenario,
  setup: WorldSetup,
  world: SingleThreadWorld,
  watch: Watch,
): readonly Outcome[] {
  const summary = world.summary();
  const { startTimeSeconds } = setup;
  const nowSeconds = startTimeSeconds + world.now / US_PER_SECOND;
  const { tipAgeMaxSeconds } = scenario.constants;
  const peers = allPeers(scenario);
  const names = [LOCAL_NODE, ...peers.map(({ id }) => id)];
  const chains = new Map(world.chains().map((chain, number) => [names[number] ?? "", chain] as const));
  const shared = {
    scenario,
    summary,
    policiesChanged: watch.policies.size > 0,
    works: new Map([...chains].map(([name, { index, tip }]) => [name, index.work(tip)])),
    heights: new Map([...chains].map(([name, { active }]) => [name, active.height])),
  };
  const all = new Map<string, Outcome>();
  for (const [name, chain] of chains) {
    const own = peers.find(({ id }) => id === name);
    const { tips, looks, tipSince } = watch.node(name);
    const peerPolicy = own === undefined ? undefined : (own.policy ?? scenario.peerPolicy);
    const policy = watch.policies.get(name) ?? peerPolicy ?? summary.policy;
    const { minimumChainWork, tipBehindBlocksMax: behindMax } = policyOf(setup, policy, null);
    const leastWork = BigInt(`0x${minimumChainWork}`);
    const isOld = (entry: number, us: number) =>
      startTimeSeconds + us / US_PER_SECOND - chain.index.time(entry) >= (tipAgeMaxSeconds ?? DAY_SECONDS);
    all.set(name, {
      ...shared,
      name,
      policy,
      leastWork,
      chain,
      watch: watch.node(name),
      neighbours: neighboursOf(scenario, name, names),
      bestHeaderAge: nowSeconds - chain.index.time(chain.bestHeader),
      isDownloadingAt: (us) => {
        const { index } = chain;
        if (behindMax !== null) {
          // 0.12 is through as soon as it has once been near a recent best header.
          return !looks.some(
            ({ at, tip, bestHeader }) =>
              at <= us &&
              !isOld(bestHeader, at) &&
              index.height(bestHeader) - index.height(tip) <= behindMax &&
              index.work(tip) >= leastWork,
          );
        }
        const { entry } = tips.findLast(({ at }) => at <= us) ?? { entry: chain.tip };
        return isOld(entry, us) || index.work(entry) < leastWork;
      },
      tipSince,
      lacks: (hash) => {
        const entry = chain.index.find(hashFromDisplay(hash));
        return entry === undefined || !chain.hasBlock(entry);
      },
      other: (id) => {
        const outcome = all.get(id);
        if (outcome === undefined) throw new Error(`no node ${id}`);
        return outcome;
      },
    });
  }
  return [...all.values()];
}

function neighboursOf({ links }: Scenario, name: string, names: readonly string[]): string[] {
  if (name === LOCAL_NODE) return names.filter((other) => other !== name);
  const own = links.filter(({ from, to }) => from === name || to === name);
  return [LOCAL_NODE, ...own.map(({ from, to }) => (from === name ? to : from))];
}
