/** Runs a random world with every check on and says what was wrong with it. */

import { localPlan, peerPlan, prepareWorld } from "../../src/world/setup.ts";
import { chainWorkOf } from "../../src/world/truth.ts";
import { randomWorld } from "./random-world.ts";
import { observed, runToEnd } from "./worlds.ts";

/** Empty: nothing broke, and the local node ended on a chain of at least the work of the honest peer nobody touched. */
export function problemsOf(seed: number, policy = "learncoin"): string[] {
  const scenario = { ...randomWorld(seed), policy };
  const { summary, audit, records } = runToEnd(scenario, { seed });
  const problems = [...audit];
  for (const record of records) if (record.kind === "invariantBroken") problems.push(record.detail);
  if (summary.ended !== "synced") problems.push(`${summary.ended}: ${summary.why}`);
  const prepared = prepareWorld({ scenario, seed });
  if (!prepared.ok) return [prepared.error];
  const steady = scenario.peers.findIndex((peer) => peer.id === "steady");
  const spec = scenario.peers[steady];
  if (spec === undefined) return ["no steady peer"];
  const least = chainWorkOf(prepared.value, peerPlan(prepared.value, spec, steady + 1));
  if (BigInt(`0x${summary.local.chainWork}`) < least)
    problems.push("the tip has less work than the steady peer's");
  if (BigInt(`0x${summary.local.chainWork}`) < chainWorkOf(prepared.value, localPlan(prepared.value))) {
    problems.push("the tip has less work than at the start");
  }
  const dropped = observed(records, "peerDropped").filter(({ observation }) => observation.peer === "steady");
  for (const { observation } of dropped)
    problems.push(`the steady peer was dropped: ${observation.reason.text}`);
  return problems.map((problem) => `seed ${seed}: ${problem}`);
}
