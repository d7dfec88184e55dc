/** What happens to a drawn world while it runs: each kind of act is one entry of the table. */

import { policyIds } from "../node/policies/ids.ts";
import type { Prng } from "../sim/prng.ts";
import { LOCAL_NODE } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { ChainSpec, ScheduledAct } from "../world/scenario/scenario.ts";
import { between, once, oneOf } from "./draw.ts";
import type { Feature } from "./features.ts";
import { randomBehaviours } from "./random-behaviours.ts";
import { randomPeer, STEADY } from "./random-peers.ts";

const ACTS_MAX = 8;
/** All acts of a world come within one of these, seconds: some worlds are done in one, others need hours. */
const SPANS = [1, 5, 40, 300];

interface Drawing {
  readonly prng: Prng;
  readonly on: ReadonlySet<Feature>;
  readonly chain: ChainSpec;
  /** Names of the peers that something may happen to. */
  readonly names: string[];
  /** How many have joined. */
  joined: number;
  readonly stopped: Set<string>;
}

interface ActKind {
  /** Without this feature it never happens. */
  readonly needs: Feature;
  readonly draw: (drawing: Drawing) => Act;
}

const kinds: readonly ActKind[] = [
  {
    needs: "badPeers",
    draw: ({ prng, on, names }) => ({
      kind: "setBehaviours",
      node: oneOf(prng, names),
      behaviours: once(prng, 3) ? [] : randomBehaviours(prng, on.has("combinedBehaviours")),
    }),
  },
  { needs: "acts", draw: ({ prng, names }) => ({ kind: "cutLink", peer: oneOf(prng, names) }) },
  { needs: "acts", draw: ({ prng, names }) => ({ kind: "mendLink", peer: oneOf(prng, names) }) },
  { needs: "restarts", draw: stopOrStart },
  { needs: "newcomers", draw: (drawing) => ({ kind: "addPeer", peer: newcomer(drawing) }) },
  {
    needs: "mining",
    draw: (drawing) => ({
      kind: "mineBlock",
      node: anyNode(drawing),
      blocks: between(drawing.prng, 1, 4),
      forkDepth: once(drawing.prng, 2) ? 0 : drawing.prng.below(6),
    }),
  },
  {
    needs: "policyChanges",
    draw: (drawing) => {
      const node = anyNode(drawing);
      drawing.stopped.delete(node);
      return { kind: "setPolicy", node, policy: oneOf(drawing.prng, policyIds) };
    },
  },
];

/** Ascending. */
export function randomActs(
  prng: Prng,
  on: ReadonlySet<Feature>,
  chain: ChainSpec,
  peers: readonly PeerSpec[],
): ScheduledAct[] {
  const drawing: Drawing = {
    prng,
    on,
    chain,
    names: peers.map(({ id }) => id).filter((id) => id !== STEADY),
    joined: 0,
    stopped: new Set(),
  };
  const possible = kinds.filter(({ needs }) => on.has(needs));
  if (!on.has("acts") || possible.length === 0) return [];
  const span = oneOf(prng, SPANS);
  const moments = Array.from({ length: between(prng, 1, ACTS_MAX) }, () => (prng.below(1000) * span) / 1000);
  return moments
    .sort((a, b) => a - b)
    .map((atSeconds) => ({ atSeconds, act: oneOf(prng, possible).draw(drawing) }));
}

/** A running node is stopped, a stopped one started. */
function stopOrStart(drawing: Drawing): Act {
  const node = anyNode(drawing);
  if (drawing.stopped.delete(node)) return { kind: "startNode", node };
  drawing.stopped.add(node);
  return { kind: "stopNode", node };
}

function anyNode({ prng, names }: Drawing): string {
  return once(prng, 3) ? LOCAL_NODE : oneOf(prng, names);
}

function newcomer(drawing: Drawing): PeerSpec {
  const peer = randomPeer(drawing.prng, drawing.on, drawing.chain, `N${drawing.joined++}`);
  drawing.names.push(peer.id);
  return peer;
}
