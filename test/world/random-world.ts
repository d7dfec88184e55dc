/** Whole worlds drawn from a seed: topology, rates, constants, bad peers, acts. One honest peer is never touched. */
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/act.ts";
import { type Behaviour, catalogue } from "../../src/world/behaviours/catalogue.ts";
import type { PeerSpec, Scenario, ScheduledAct } from "../../src/world/scenario.ts";
import { scenario } from "./worlds.ts";

/** The peer that nothing happens to: with it, every run must end on the most-work chain. */
const STEADY = "steady";

export function randomWorld(seed: number): Scenario {
  const prng = Prng.fromSeed(seed).split("random world");
  const blocks = 1 + prng.below(120);
  const branches = Array.from({ length: prng.below(3) }, (_, i) => ({
    id: `branch${i}`,
    forkHeight: prng.below(blocks + 1),
    blocks: 1 + prng.below(40),
    spacingSeconds: 300 + prng.below(900),
  }));
  const peers = Array.from({ length: 1 + prng.below(6) }, (_, i) =>
    randomPeer(prng, `P${i}`, blocks, branches),
  );
  const steady = { ...randomPeer(prng, STEADY, blocks, []), behaviours: [], height: null };
  peers.splice(prng.below(peers.length + 1), 0, steady);
  return scenario({
    id: `seed-${seed}`,
    // Retargets make more blocks of less work possible; they also make long chains hard to mine.
    network: prng.below(2) < 1 ? "classroom" : "regtest",
    chain: {
      blocks,
      spacingSeconds: 400 + prng.below(400),
      blockBytes: oneOf(prng, [null, 1000, 1_000_000]),
      branches,
    },
    constants: randomConstants(prng),
    local: { height: prng.below(blocks + 1), downloadBytesPerSecond: oneOf(prng, [null, null, 3_000_000]) },
    peers,
    acts: Array.from({ length: prng.below(8) }, () => randomAct(prng, peers)),
  });
}

function randomConstants(prng: Prng): object {
  const inFlightPerPeer = 1 + prng.below(8);
  return {
    headersPerMessage: oneOf(prng, [1, 2, 7, 20, 2000]),
    inFlightPerPeer,
    windowBlocks: inFlightPerPeer + prng.below(40),
  };
}

function randomPeer(
  prng: Prng,
  id: string,
  blocks: number,
  branches: readonly { readonly id: string }[],
): PeerSpec {
  const branch = branches[prng.below(branches.length + 2)];
  return {
    id,
    chain: branch?.id ?? "main",
    height: branch === undefined && prng.below(3) < 1 ? prng.below(blocks + 1) : null,
    behaviours: prng.below(3) < 1 ? randomBehaviours(prng) : [],
    uploadBytesPerSecond: oneOf(prng, [null, 200_000, 2_000_000]),
    downloadBytesPerSecond: null,
    link: {
      latencyMs: 1 + prng.below(150),
      jitterMs: prng.below(40),
      bytesPerSecond: oneOf(prng, [null, 1_000_000]),
    },
  };
}

/** One of the catalogue, two, or three at once. */
function randomBehaviours(prng: Prng): Behaviour[] {
  return Array.from({ length: 1 + prng.below(3) }, () => randomBehaviour(prng));
}

/** With its parameters near their least: the worlds are small. */
function randomBehaviour(prng: Prng): Behaviour {
  const { kind, parameters } = oneOf(prng, catalogue);
  const drawn: Record<string, number | readonly number[]> = {};
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.type === "heights") drawn[name] = [1 + prng.below(50), 1 + prng.below(50)];
    else
      drawn[name] = name === "messages" ? 20 : spec.min + prng.below(Math.min(50, spec.max - spec.min + 1));
  }
  return { kind, ...drawn } as Behaviour;
}

function randomAct(prng: Prng, peers: readonly PeerSpec[]): ScheduledAct {
  const others = peers.filter((peer) => peer.id !== STEADY);
  const peer = oneOf(prng, others).id;
  const acts: Act[] = [
    { kind: "setBehaviours", node: peer, behaviours: randomBehaviours(prng) },
    { kind: "cutLink", peer },
    { kind: "mendLink", peer },
    { kind: "stopNode", node: peer },
    { kind: "startNode", node: peer },
  ];
  return { atSeconds: prng.below(40_000) / 1000, act: oneOf(prng, acts) };
}

function oneOf<T>(prng: Prng, values: readonly T[]): T {
  const value = values[prng.below(values.length)];
  if (value === undefined && values.length === 0) throw new Error("nothing to choose from");
  return value as T;
}
