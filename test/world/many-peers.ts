/** A world with many peers, P1 to Pn, that give blocks at seven speeds; for whoever looks at crowds. */
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { scenario } from "./worlds.ts";

export function manyPeers(count: number): Scenario {
  return scenario({
    id: `${count}-peers`,
    title: `${count} peers`,
    policy: "learncoin",
    chain: { blocks: 600, blockBytes: 1_000_000 },
    constants: { headersPerMessage: 100, windowBlocks: 64, inFlightPerPeer: 4 },
    peers: Array.from({ length: count }, (_, i) => ({
      id: `P${i + 1}`,
      uploadBytesPerSecond: 600_000 + 100_000 * (i % 7),
      link: { latencyMs: 30 + 5 * (i % 9) },
    })),
    deadlineSeconds: 86_400,
  });
}
