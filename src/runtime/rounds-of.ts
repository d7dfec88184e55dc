/** The rounds of a world at its beginning. */
import { US_PER_SECOND } from "../sim/time.ts";
import { SyncJudge } from "../world/judging/sync-judge.ts";
import { allPeers, linkOptions, peerLinks } from "../world/scenario/members.ts";
import type { WorldSetup } from "../world/setup.ts";
import { Rounds } from "./rounds.ts";

export function roundsOf(setup: WorldSetup): Rounds {
  const rounds = new Rounds({
    reachUs: setup.reachUs,
    quietUs: Math.round(setup.scenario.quietSeconds * US_PER_SECOND),
    deadlineUs: Math.round(setup.scenario.deadlineSeconds * US_PER_SECOND),
    acts: setup.acts,
    judge: new SyncJudge(allPeers(setup.scenario), setup.acts),
  });
  for (const peer of allPeers(setup.scenario)) rounds.addPeer(linkOptions(peer.link).latencyUs);
  for (const { from, to, link } of peerLinks(setup.scenario)) {
    rounds.addLink(from.number, to.number, linkOptions(link).latencyUs);
  }
  return rounds;
}
