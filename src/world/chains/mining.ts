/** Who finds a block when: the blocks that are mined while a world runs, as timed acts drawn from the seed. */
import { known } from "../../bitcoin/known.ts";
import type { NetworkName } from "../../bitcoin/networks.ts";
import { Prng } from "../../sim/prng.ts";
import { US_PER_SECOND } from "../../sim/time.ts";
import { isHonest } from "../judging/honesty.ts";
import type { TimedAct } from "../scenario/act.ts";
import type { MiningSpec, Scenario } from "../scenario/scenario.ts";
import type { BuiltChains, ByteRange } from "./chain-builder.ts";

/** Mainnet and testnet have chains that come from files: nobody mines them here. */
export const MINABLE_NETWORKS = ["regtest", "classroom"] as const satisfies readonly NetworkName[];

/** Each second of virtual time somebody wins with a probability of one in `meanSeconds`. */
export function scheduleMining(scenario: Scenario, seed: number): readonly TimedAct[] {
  const { mining } = scenario;
  if (mining === null) return [];
  const miners = minersOf(scenario, mining);
  const prng = Prng.fromSeed(seed).split("mining");
  const acts: TimedAct[] = [];
  for (let second = 1; acts.length < mining.blocks; second++) {
    if (prng.below(mining.meanSeconds) !== 0) continue;
    const node = known(miners[prng.below(miners.length)], "a miner");
    const at = Math.round((mining.startSeconds + second) * US_PER_SECOND);
    acts.push({ at, act: { kind: "mineBlock", node } });
  }
  return acts;
}

/** Without a list: all honest peers of the beginning. */
export function minersOf({ peers }: Scenario, { miners }: MiningSpec): readonly string[] {
  return miners ?? peers.filter((peer) => isHonest(peer.behaviours)).map(({ id }) => id);
}

/** Nodes can mine on these chains: easy enough, and with bodies. */
export function isMinable({ network, main }: BuiltChains<ByteRange>): boolean {
  return !main.headersOnly && MINABLE_NETWORKS.some((name) => name === network);
}

/** What is wrong with mining in this scenario on these chains; undefined = nothing. */
export function refuseMining({ mining, acts }: Scenario, chains: BuiltChains<ByteRange>): string | undefined {
  if (isMinable(chains)) return undefined;
  const expected = `expected no mining on a chain of ${chains.main.headersOnly ? "headers" : chains.network}`;
  if (mining !== null) return `mining: ${expected}, found ${mining.blocks} blocks`;
  const act = acts.findIndex((scheduled) => scheduled.act.kind === "mineBlock");
  return act < 0 ? undefined : `acts.${act}.act: ${expected}, found mineBlock`;
}
