import { expect, test } from "@playwright/test";
import { policyIds } from "../../src/node/policies/ids.ts";
import { mischievousWorlds } from "../world/mischief.ts";
import { runToEnd, scenario } from "../world/worlds.ts";
import { open, run } from "./page.ts";

for (const policy of policyIds) {
  test(`${policy}: one trace hash from the command line, one thread and workers, with every behaviour`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await open(page);
    for (const world of mischievousWorlds(policy)) {
      const { summary } = runToEnd(world);
      expect(summary.invariants.violations, world.id).toBe(0);
      expect(await run(page, world, "single-thread", 1), `${world.id}, single thread`).toEqual(summary);
      expect(await run(page, world, "workers", 1), `${world.id}, workers`).toEqual(summary);
    }
  });
}

test("a node that changes its policy in mid-run does so at the same moment everywhere", async ({ page }) => {
  await open(page);
  const acts = policyIds.map((policy, i) => ({
    atSeconds: 2 + 2 * i,
    act: { kind: "setPolicy", node: i % 2 === 0 ? "You" : "A", policy },
  }));
  const world = scenario({
    chain: { blocks: 60, blockBytes: 100_000 },
    peers: [{}, {}, {}],
    acts,
    deadlineSeconds: 300,
  });
  const { summary } = runToEnd(world);
  expect(await run(page, world, "single-thread", 1)).toEqual(summary);
  expect(await run(page, world, "workers", 1)).toEqual(summary);
});
