import { expect, it } from "vitest";
import { judge } from "../../src/fuzz/judge.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { parseScenario } from "../../src/world/scenario/scenario-schema.ts";

it.each(policyIds)("%s: twenty-five random worlds break no invariant and end as they should", (policy) => {
  for (let seed = 1; seed <= 25; seed++) expect(judge(randomWorld(seed, policy)).problems).toEqual([]);
});

it("every world drawn is a scenario that a file could hold", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { scenario } = randomWorld(seed, undefined);
    expect(parseScenario(scenario)).toMatchObject({ ok: true });
  }
});

it("the same seed draws the same world and comes to the same end", () => {
  for (let seed = 1; seed <= 5; seed++) {
    expect(randomWorld(seed, undefined)).toEqual(randomWorld(seed, undefined));
    expect(judge(randomWorld(seed, undefined))).toEqual(judge(randomWorld(seed, undefined)));
  }
});
