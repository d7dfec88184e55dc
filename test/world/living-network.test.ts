/** Worlds in which more happens than that the local node syncs. */
import { describe, expect, it } from "vitest";
import { policies } from "../../src/node/policies/all.ts";
import { localPlan, peerPlan, prepareWorld } from "../../src/world/setup.ts";
import { runToEnd, scenario } from "./worlds.ts";

describe("the policy of each node", () => {
  const base = {
    policy: "learncoin",
    chain: { blocks: 20 },
    constants: { inFlightPerPeer: 3 },
    peers: [{ policy: "core-0.12" }, {}],
  };

  function policiesOf(value: object, policy?: string): string[] {
    const prepared = prepareWorld({ scenario: scenario(value), seed: 1, policy });
    if (!prepared.ok) throw new Error(prepared.error);
    const setup = prepared.value;
    const plans = [localPlan(setup), ...setup.scenario.peers.map((peer, i) => peerPlan(setup, peer, i + 1))];
    expect(plans.map((plan) => plan.policy.inFlightPerPeer)).toEqual([3, 3, 3]);
    return plans.map((plan) => plan.policy.id);
  }

  it("is its own, else that of all peers, else that of the local node", () => {
    expect(policiesOf(base)).toEqual(["learncoin", "core-0.12", "learncoin"]);
    expect(policiesOf(base, "core")).toEqual(["core", "core-0.12", "core"]);
    expect(policiesOf({ ...base, peerPolicy: "headers-then-blocks" })).toEqual([
      "learncoin",
      "core-0.12",
      "headers-then-blocks",
    ]);
  });

  it("need not be that of its neighbours", () => {
    for (const policy of policies.keys()) {
      const { summary } = runToEnd(scenario({ ...base, policy }));
      expect(summary).toMatchObject({ policy, ended: "synced", local: { height: 20 } });
    }
  });
});
