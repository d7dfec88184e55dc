/** A whole world drawn from a seed alone: topology, rates, chains, constants, bad peers, acts, and how it heals. */
import { networks } from "../bitcoin/networks.ts";
import { policyIds } from "../node/policies/ids.ts";
import { Prng } from "../sim/prng.ts";
import { HASHES_MAX, miningEffort } from "../world/scenario/mining-effort.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { ChainSpec, Scenario, ScheduledAct } from "../world/scenario/scenario.ts";
import { parseScenario } from "../world/scenario/scenario-schema.ts";
import { between, once, oneOf } from "./draw.ts";
import { drawFeatures, type Feature } from "./features.ts";
import { randomActs } from "./random-acts.ts";
import { randomConstants } from "./random-constants.ts";
import { randomPeers } from "./random-peers.ts";
import { rivalBranch, rivalConstants, rivalPeers } from "./rivals.ts";

/** A world with its trouble, not healed yet. */
export interface DrawnWorld {
  readonly scenario: Scenario;
  readonly seed: number;
  /** From the last act to the healing. */
  readonly trouble: number;
  /** All connections are made anew when it heals; otherwise only those that are gone. */
  readonly reconnects: boolean;
}

const BLOCKS_MAX = 120;
const BRANCH_BLOCKS_MAX = 40;

/** `policy`: of the local node; drawn if it is undefined. */
export function randomWorld(seed: number, policy: string | undefined): DrawnWorld {
  const prng = Prng.fromSeed(seed).split("random world");
  const on = drawFeatures(prng.split("features"));
  const drawnPolicy = oneOf(prng.split("policy"), policyIds);
  const network = on.has("retargets") ? "classroom" : "regtest";
  const chain = randomChain(prng.split("chain"), on, network);
  const rivals = on.has("rivals") ? rivalPeers(prng.split("rivals"), chain) : [];
  // Whoever else is there would bring what the rivals keep back.
  const peers = rivals.length > 0 ? rivals : randomPeers(prng.split("peers"), on, chain);
  const rest = prng.split("rest");
  // What is not drawn gets its default, and what is drawn must be what a file could hold.
  const drawn = {
    version: 1,
    id: `seed-${seed}`,
    title: `World ${seed}`,
    caption: "",
    network,
    chain,
    policy: policy ?? drawnPolicy,
    // What the article's program does wrong on purpose is not looked for here.
    defects: [],
    constants: {
      ...randomConstants(prng.split("constants"), on, policy ?? drawnPolicy, chain.blocks),
      ...(rivals.length > 0 ? rivalConstants(prng.split("rival constants")) : {}),
    },
    local: {
      height: on.has("localDisk") ? rest.below(chain.blocks + 1) : 0,
      uploadBytesPerSecond: null,
      downloadBytesPerSecond: on.has("slowLinks") ? oneOf(rest, [null, null, 3_000_000]) : null,
    },
    peers,
    links: on.has("peerLinks") ? randomLinks(prng.split("links"), peers) : [],
    mining: on.has("mining") ? randomMining(prng.split("mining"), peers) : null,
    acts: randomActs(prng.split("acts"), on, chain, peers),
    deadlineSeconds: 86_400,
  };
  const whole = parseScenario(drawn);
  const parsed = whole.ok ? whole : parseScenario(withoutMining(drawn));
  if (!parsed.ok) throw new Error(`seed ${seed}: ${parsed.error}`);
  return {
    scenario: parsed.scenario,
    seed,
    trouble: oneOf(rest, [0, 1, 30, 400, 4000]),
    reconnects: once(rest, 3),
  };
}

/** Where blocks that are found fast would make the next too hard, nobody finds any. */
function withoutMining<D extends { readonly acts: readonly ScheduledAct[] }>(drawn: D): object {
  return { ...drawn, mining: null, acts: drawn.acts.filter(({ act }) => act.kind !== "mineBlock") };
}

/** Some pairs of the peers of the beginning know each other. */
function randomLinks(prng: Prng, peers: readonly PeerSpec[]): object[] {
  return peers.flatMap(({ id: from }, i) =>
    peers
      .slice(i + 1)
      .filter(() => once(prng, 3))
      .map(({ id: to }) => ({ from, to, link: { latencyMs: between(prng, 1, 150) } })),
  );
}

/** Where nobody is honest nobody mines. */
function randomMining(prng: Prng, peers: readonly PeerSpec[]): object | null {
  if (peers.every(({ behaviours }) => behaviours.length > 0)) return null;
  return {
    meanSeconds: oneOf(prng, [2, 30, 600]),
    blocks: between(prng, 1, 8),
    startSeconds: oneOf(prng, [0, 10, 500]),
  };
}

function randomChain(prng: Prng, on: ReadonlySet<Feature>, network: "classroom" | "regtest"): ChainSpec {
  const blocks = between(prng, 1, BLOCKS_MAX);
  const count = on.has("branches") ? between(prng, 1, 3) : 0;
  // Where difficulty follows the pace of blocks, another pace makes chains hard to mine.
  const spacingSeconds =
    network === "classroom" ? between(prng, 400, 800) : oneOf(prng, [300, 600, 1200, 5000]);
  const blockBytes = on.has("largeBlocks") ? oneOf(prng, [1000, 1_000_000]) : null;
  const branches = Array.from({ length: count }, (_, i) => ({
    id: `branch${i}`,
    forkHeight: prng.below(blocks + 1),
    blocks: between(prng, 1, BRANCH_BLOCKS_MAX),
    spacingSeconds: between(prng, 300, 1200),
  }));
  if (on.has("rivals")) branches.push(rivalBranch(prng.split("rival"), blocks, spacingSeconds));
  const chain: ChainSpec = { blocks, spacingSeconds, blockBytes, branches };
  const tooHard = miningEffort(chain, networks[network]).some(({ hashes }) => hashes > HASHES_MAX);
  return tooHard ? { ...chain, branches: [], spacingSeconds: 600 } : chain;
}
