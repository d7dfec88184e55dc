/** Who takes part in a scenario, with their numbers, and the lines between them. */
import type { LinkOptions } from "../../sim/link.ts";
import { US_PER_MS } from "../../sim/time.ts";
import type { LinkSpec, PeerSpec } from "./peer-spec.ts";
import type { Scenario } from "./scenario.ts";

/** The peers of the beginning and those that scheduled acts add, in this order: their numbers are 1, 2, 3 … */
export function allPeers(scenario: Scenario): readonly PeerSpec[] {
  const added = scenario.acts.flatMap(({ act }) => (act.kind === "addPeer" ? [act.peer] : []));
  return [...scenario.peers, ...added];
}

/** The links between peers, with the numbers of the two. */
export function peerLinks({ peers, links }: Scenario) {
  const end = (name: string) => ({ name, number: 1 + peers.findIndex((peer) => peer.id === name) });
  return links.map(({ from, to, link }) => ({ from: end(from), to: end(to), link }));
}

export function linkOptions(link: LinkSpec): LinkOptions {
  return {
    latencyUs: Math.max(US_PER_MS, Math.round(link.latencyMs * US_PER_MS)),
    jitterUs: Math.round(link.jitterMs * US_PER_MS),
    bytesPerSecond: link.bytesPerSecond,
  };
}
