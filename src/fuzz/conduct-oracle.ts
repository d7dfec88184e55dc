/** What the local node may not have done, seen when the run is over: to peers that were honest, and to its disk. */
import { toHex } from "../bitcoin/bytes.ts";
import { FRESH, isUntouched } from "./healing.ts";
import { TOO_EARLY } from "./node-watch.ts";
import type { Outcome } from "./outcome.ts";

/** Policies with no rule by which a slow peer must make room, or a peer that is behind. */
const PATIENT = ["learncoin", "headers-then-blocks"];
const ANSWER_TIMEOUTS = ["headersTimeout", "blockTimeout"];

/** An honest peer that nothing happened to was dropped for something it cannot have done. */
export function wrongDrops({ scenario, watch, summary, policiesChanged }: Outcome): string[] {
  // Where peers serve each other too, a slow one may not find the time for us.
  const isPatient = PATIENT.includes(summary.policy) && !policiesChanged && scenario.links.length === 0;
  const wrong = watch.drops.filter(({ peer, kind, text }) => {
    // One that runs another policy may not know what it is asked for.
    const isLike = scenario.peers.every(({ id, policy }) => id !== peer || policy === null);
    // It sent what it was asked for, before the headers that lead there.
    if (text === TOO_EARLY && watch.bannedUnjustly(peer)) return false;
    const isHonest = isLike && (peer === FRESH || isUntouched(scenario, peer));
    return isHonest && (kind === "misbehaving" || (isPatient && ANSWER_TIMEOUTS.includes(kind)));
  });
  return wrong.map(({ peer, kind, text }) => `honest ${peer} was dropped: ${kind}: ${text}`);
}

/** Core keeps no header of a chain that has not shown the least work (protocol.md §2.5). */
export function lightHeaders(outcome: Outcome): string[] {
  const { scenario, watch, summary, chain, policiesChanged, leastWork: least } = outcome;
  const isWatched = summary.policy === "core" && !policiesChanged && !watch.redownloaded;
  if (!isWatched) return [];
  const { index } = chain;
  const parents = new Set(Array.from({ length: index.size }, (_, entry) => index.parent(entry)));
  const problems: string[] = [];
  // Those that it began with were proven long ago.
  for (let entry = scenario.local.height + 1; entry < index.size; entry++) {
    if (parents.has(entry) || watch.mined.has(toHex(index.hash(entry))) || index.work(entry) >= least)
      continue;
    problems.push(`header ${index.hashHex(entry)} is kept, with work ${index.work(entry)} of ${least}`);
  }
  return problems;
}
