/**
 * What it takes to find the blocks that a scenario wants found while it runs, worked out without mining them: as if all nodes were of
 * one mind, each block on the best chain so far, at its moment. Where difficulty follows the pace of blocks, many in a short time make
 * the next one too hard.
 */

import { headerBits, headerTime, MEDIAN_TIME_SPAN } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import { type Network, networks } from "../../bitcoin/networks.ts";
import { nextBits, type TimedTarget } from "../../bitcoin/retarget.ts";
import { workOf } from "../../bitcoin/work.ts";
import { START_AFTER_TIP_SECONDS } from "../chains/chain-builder.ts";
import { BLOCK_HASHES_MAX } from "../chains/hash-budget.ts";
import { HASHES_MAX } from "./mining-effort.ts";
import type { ChainSpec, Scenario } from "./scenario.ts";

/** Expected of all blocks of one act. With the tries that an event has, one in many millions falls short. */
const ACT_HASHES_MAX = 32_768;

interface Find {
  readonly atSeconds: number;
  readonly blocks: number;
  readonly forkDepth: number;
  /** Position in the list of acts; undefined = one of `mining`. */
  readonly act: number | undefined;
}

/**
 * What is wrong with the blocks that are to be found, in one line; undefined = nothing. Those of `mining` as if chance had no part in
 * when they are found: where it makes too much difference, the miner stops in time.
 */
export function refuseFinds(scenario: Scenario): string | undefined {
  const network = networks[scenario.network];
  // Every block takes the same few hashes, and the schema bounds how many there are.
  if (network.noRetargeting) return undefined;
  const chain = new BestChainOf(scenario.chain, network);
  const start = newestTime(scenario.chain, network) + START_AFTER_TIP_SECONDS;
  let total = 0;
  let mined = 0;
  for (const find of findsOf(scenario)) {
    const found = chain.find(find, start + Math.floor(find.atSeconds), HASHES_MAX - total);
    total += found.hashes;
    if (find.act === undefined) mined += found.blocks;
    if (found.blocks < find.blocks)
      return explain(scenario, find, find.act === undefined ? mined : found.blocks);
  }
  return undefined;
}

function explain({ network, acts, mining }: Scenario, { act, blocks }: Find, found: number): string {
  const why = `more would take too many hashes at the difficulty of ${network}, which follows their pace`;
  if (act === undefined) return `mining.blocks: expected at most ${found} (${why}), found ${mining?.blocks}`;
  if (found > 0) return `acts.${act}.act.blocks: expected at most ${found} (${why}), found ${blocks}`;
  return `acts.${act}.act: expected no block to be found then (${why}), found ${acts[act]?.act.kind}`;
}

/** In the order in which they happen: acts of one moment in that of the list. What the run is over before is never found. */
function findsOf({ acts, mining, deadlineSeconds }: Scenario): Find[] {
  const scheduled = acts.flatMap(({ atSeconds, act }, i): Find[] =>
    act.kind === "mineBlock"
      ? [{ atSeconds, blocks: act.blocks ?? 1, forkDepth: act.forkDepth ?? 0, act: i }]
      : [],
  );
  const drawn = Array.from(
    { length: mining?.blocks ?? 0 },
    (_, i): Find => ({
      atSeconds: (mining?.startSeconds ?? 0) + (i + 1) * (mining?.meanSeconds ?? 0),
      blocks: 1,
      forkDepth: 0,
      act: undefined,
    }),
  );
  const all = [...scheduled, ...drawn].filter(({ atSeconds }) => atSeconds <= deadlineSeconds);
  return all.sort((a, b) => a.atSeconds - b.atSeconds);
}

function newestTime({ blocks, spacingSeconds, branches }: ChainSpec, network: Network): number {
  const tips = branches.map(
    (branch) => branch.forkHeight * spacingSeconds + branch.blocks * branch.spacingSeconds,
  );
  return headerTime(network.genesis.header) + Math.max(blocks * spacingSeconds, ...tips);
}

/** Times and targets of the chain with the most work, by height. */
class BestChainOf {
  readonly #network: Network;
  readonly #blocks: TimedTarget[];

  constructor({ blocks, spacingSeconds }: ChainSpec, network: Network) {
    const { header } = network.genesis;
    this.#network = network;
    this.#blocks = [{ time: headerTime(header), bits: headerBits(header) }];
    for (let i = 0; i < blocks; i++) this.#add(this.#tip.time + spacingSeconds);
  }

  /** Finds what may be found of it with so many hashes at most. */
  find(
    { blocks, forkDepth }: Find,
    now: number,
    hashesMax: number,
  ): { readonly blocks: number; readonly hashes: number } {
    const limit = Math.min(hashesMax, ACT_HASHES_MAX);
    const fork = Math.max(0, this.#blocks.length - 1 - forkDepth);
    const left = this.#blocks.splice(fork + 1);
    let hashes = 0;
    let found = 0;
    for (; found < blocks; found++) {
      const work = Number(this.#add(Math.max(now, this.#medianTimePast + 1)));
      if (work > BLOCK_HASHES_MAX || hashes + work > limit) {
        this.#blocks.pop();
        break;
      }
      hashes += work;
    }
    // A branch with no more work than the chain it left is not followed.
    if (hashes <= left.reduce((sum, { bits }) => sum + Number(workOf(bits)), 0)) {
      this.#blocks.length = fork + 1;
      this.#blocks.push(...left);
    }
    return { blocks: found, hashes };
  }

  /** Its work. */
  #add(time: number): bigint {
    const bits = nextBits(
      this.#network,
      { height: this.#blocks.length - 1, ...this.#tip },
      time,
      (height) => this.#blocks[height] ?? this.#tip,
    );
    this.#blocks.push({ time, bits });
    return workOf(bits);
  }

  get #tip(): TimedTarget {
    const tip = this.#blocks.at(-1);
    if (tip === undefined) throw new Error("a chain without genesis");
    return tip;
  }

  get #medianTimePast(): number {
    const times = this.#blocks.slice(-MEDIAN_TIME_SPAN).map(({ time }) => time);
    return known(times.sort((a, b) => a - b)[times.length >> 1], "the median");
  }
}
