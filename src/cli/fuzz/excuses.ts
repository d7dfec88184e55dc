/**
 * Why a node may miss a chain although everybody is honest at the end: reasons inherent in the real protocol, each with
 * its name and the row of protocol.md §7. A run that is excused is counted under that name. An excuse is good for one peer,
 * and every peer that has more work needs one.
 */
import { US_PER_SECOND } from "../../sim/time.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import type { Outcome } from "./judge.ts";
import type { PeerStanding } from "./watch.ts";

interface Excuse {
  readonly name: string;
  /** Policies of the local node to which it applies; undefined: to all. */
  readonly policies?: readonly string[];
  readonly applies: (peer: PeerStanding, outcome: Outcome, name: string) => boolean;
}

const RECENT_SECONDS = 86_400;
const AGREEING = 2;

const excuses: readonly Excuse[] = [
  {
    name: "a peer that hid its chain when it was asked is not asked again before it announces a block (rows 8, 20 to 22)",
    applies: (peer) => peer.connected && peer.wasBad && peer.askedAt !== undefined && !peer.headersAwaited,
  },
  {
    name: "a peer that was silent when it was asked for headers has no time-out, or none once the best header is recent (row 2)",
    policies: ["core-0.12", "core"],
    applies: (peer) => peer.connected && peer.wasBad && peer.headersAwaited,
  },
  {
    name: "nobody but the sync peer is asked while the best header is older than a day (row 20)",
    policies: ["core-0.12", "core"],
    applies: (peer, { scenario, bestHeaderAge }) =>
      peer.connected &&
      peer.askedAt === undefined &&
      bestHeaderAge >= (scenario.constants.recentHeaderSeconds ?? RECENT_SECONDS),
  },
  {
    name: "a peer in its own initial download answers nobody (row 21)",
    policies: ["core-0.12"],
    applies: ({ connected, headersAwaited, askedAt = 0 }, { scenario, summary, tipAges }, name) => {
      const ageWhenAsked = (tipAges.get(name) ?? 0) - summary.atSeconds + askedAt / US_PER_SECOND;
      return (
        connected && headersAwaited && ageWhenAsked >= (scenario.constants.tipAgeMaxSeconds ?? RECENT_SECONDS)
      );
    },
  },
  {
    name: "the peer is banned for a day",
    policies: ["core-0.12"],
    applies: (peer) => peer.closedBecause === "banned",
  },
  {
    name: "too few peers have the best chain to agree on it",
    policies: ["headers-then-blocks"],
    applies: (peer, { works, watch }) => {
      const best = [...works.values()].reduce((a, b) => (a > b ? a : b), 0n);
      const open = [...works].filter(([name, work]) => work === best && !watch.of(name).wasBad);
      return peer.connected && open.length < AGREEING;
    },
  },
];

/** Its name; undefined: there is none for at least one of these peers. */
export function excuseFor(outcome: Outcome, missed: readonly string[]): string | undefined {
  const policy = outcome.watch.policies.get(LOCAL_NODE) ?? outcome.summary.policy;
  const names = missed.map((name) => {
    const peer = outcome.watch.of(name);
    return excuses.find(
      ({ policies, applies }) => (policies?.includes(policy) ?? true) && applies(peer, outcome, name),
    )?.name;
  });
  return names.includes(undefined) ? undefined : names[0];
}
