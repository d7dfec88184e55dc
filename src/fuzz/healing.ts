/**
 * The end of all trouble: every bad peer is honest, every link is mended, every node runs; if nobody was honest all along
 * a fresh peer joins. From here on there is no excuse.
 */

import { LOCAL_NODE } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { Scenario, ScheduledAct } from "../world/scenario/scenario.ts";
import type { DrawnWorld } from "./random-world.ts";

/** After the healing a world may take so long, virtual seconds. */
const BUDGET_SECONDS = 20_000;
/** After the last dialling all have time to speak before the run may end. */
export const SETTLE_SECONDS = 300;
/** Changes nothing: no run ends before its last act. */
const PAUSE: Act = { kind: "setBehaviours", node: LOCAL_NODE, behaviours: [] };
export const FRESH = "fresh";
const FRESH_PEER: PeerSpec = {
  id: FRESH,
  policy: null,
  chain: "main",
  height: null,
  behaviours: [],
  uploadBytesPerSecond: null,
  downloadBytesPerSecond: null,
  link: { latencyMs: 20, jitterMs: 0, bytesPerSecond: null },
};

/**
 * `redials`: moments, seconds after the healing, at which everybody dials again whoever he has lost. `quietUntil`: the run
 * does not end before this second.
 */
export function heal(world: DrawnWorld, redials: readonly number[] = [], quietUntil = 0): Scenario {
  const { scenario, trouble } = world;
  const at = Math.ceil((scenario.acts.at(-1)?.atSeconds ?? 0) + trouble);
  const peers = allPeers(scenario);
  const dials = [...dialActs(scenario, peers), ...(needsFresh(scenario) ? [dial(FRESH)] : [])];
  const settled = Math.max(quietUntil, at + (redials.at(-1) ?? 0) + SETTLE_SECONDS);
  const acts: ScheduledAct[] = [
    ...scenario.acts,
    ...healingActs(world, peers).map((act) => ({ atSeconds: at, act })),
    ...redials.flatMap((later) => dials.map((act) => ({ atSeconds: at + later, act }))),
    ...(redials.length > 0 ? [{ atSeconds: settled, act: PAUSE }] : []),
  ];
  return { ...scenario, acts, deadlineSeconds: at + BUDGET_SECONDS };
}

function healingActs({ scenario, reconnects }: DrawnWorld, peers: readonly PeerSpec[]): Act[] {
  const named = new Set([LOCAL_NODE, ...peers.map(({ id }) => id)]);
  const running = runningAtTheEnd(scenario.acts, named);
  const bad = peers.filter(({ id, behaviours }) => behaviours.length > 0 || isTouched(scenario.acts, id));
  return [
    ...bad.map(({ id }): Act => ({ kind: "setBehaviours", node: id, behaviours: [] })),
    ...[...named].filter((node) => !running.has(node)).map((node): Act => ({ kind: "startNode", node })),
    ...(reconnects ? bad.map(({ id }): Act => ({ kind: "cutLink", peer: id })) : []),
    ...dialActs(scenario, peers),
    ...(needsFresh(scenario) ? [{ kind: "addPeer", peer: FRESH_PEER } as const] : []),
  ];
}

/** All links are mended; whoever is not connected dials. */
function dialActs({ links }: Scenario, peers: readonly PeerSpec[]): Act[] {
  return [...peers.map(({ id }) => dial(id)), ...links.map(({ from, to }) => dial(to, from))];
}

function dial(peer: string, from?: string): Act {
  return from === undefined ? { kind: "mendLink", peer } : { kind: "mendLink", from, peer };
}

/** It is honest from the beginning, and nothing has happened to it so far. */
export function isUntouched({ peers, acts }: Scenario, id: string): boolean {
  const peer = peers.find((candidate) => candidate.id === id);
  const touching = acts.filter(({ act }) => act.kind !== "mendLink");
  return peer !== undefined && peer.behaviours.length === 0 && !isTouched(touching, id);
}

/** Nobody who had a whole chain was left in peace. */
function needsFresh({ peers, acts }: Scenario): boolean {
  return peers.every(
    ({ id, behaviours, height }) => behaviours.length > 0 || height !== null || isTouched(acts, id),
  );
}

function isTouched(acts: readonly ScheduledAct[], peer: string): boolean {
  return acts.some(({ act }) => {
    if (act.kind === "addPeer") return act.peer.id === peer;
    return ("node" in act ? act.node : act.peer) === peer;
  });
}

function runningAtTheEnd(acts: readonly ScheduledAct[], names: ReadonlySet<string>): ReadonlySet<string> {
  const running = new Set(names);
  for (const { act } of acts) {
    if (act.kind === "stopNode") running.delete(act.node);
    else if (act.kind === "startNode") running.add(act.node);
  }
  return running;
}

function allPeers({ peers, acts }: Scenario): readonly PeerSpec[] {
  return [...peers, ...acts.flatMap(({ act }) => (act.kind === "addPeer" ? [act.peer] : []))];
}
