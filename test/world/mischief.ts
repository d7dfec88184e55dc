/** Worlds in which every behaviour of the catalogue is at work, a few at a time, beside one honest peer. */
import { type Behaviour, catalogue } from "../../src/world/behaviours/catalogue.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { scenario } from "./worlds.ts";

const PEERS_PER_WORLD = 8;

/** With the least that each behaviour needs to be told. */
function every(): Behaviour[] {
  return catalogue.map(({ kind }) => (kind === "slow" ? { kind, factor: 20 } : { kind }) as Behaviour);
}

/** The behaviours change hands in mid-run, and one peer stops and comes back. */
export function mischievousWorlds(policy: string): readonly Scenario[] {
  const behaviours = every();
  const worlds: Scenario[] = [];
  for (let first = 0; first < behaviours.length; first += PEERS_PER_WORLD) {
    const group = behaviours.slice(first, first + PEERS_PER_WORLD);
    const bad = group.map((behaviour, i) => ({
      id: `B${i}`,
      uploadBytesPerSecond: 400_000,
      behaviours: [behaviour],
    }));
    worlds.push(
      scenario({
        id: `mischief-${first}`,
        policy,
        chain: { blocks: 80, spacingSeconds: 3600, blockBytes: 50_000 },
        constants: { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 },
        peers: [...bad, { id: "honest", uploadBytesPerSecond: 400_000 }],
        acts: [
          { atSeconds: 1.5, act: { kind: "setBehaviours", node: "B1", behaviours: group.slice(0, 3) } },
          { atSeconds: 2, act: { kind: "stopNode", node: "B2" } },
          { atSeconds: 3, act: { kind: "startNode", node: "B2" } },
          { atSeconds: 4, act: { kind: "cutLink", peer: "B3" } },
          { atSeconds: 6, act: { kind: "mendLink", peer: "B3" } },
        ],
        deadlineSeconds: 40,
      }),
    );
  }
  return worlds;
}
