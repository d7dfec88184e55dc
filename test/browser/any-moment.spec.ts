/** Any moment of any run: sought at random, after acts done by hand, and opened from a link elsewhere, it is the one of forward play. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { runSim } from "../../src/cli/run-sim.ts";
import { History } from "../../src/replay/history.ts";
import { viewDigest } from "../../src/replay/view-digest.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { randomAct } from "../app/random-links.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { open } from "./page.ts";

const isDeep = process.env["HEADWAY_DEEP"] !== undefined;
/** Its 5 000 blocks are looked at by the command line's own tests. */
const WORLDS = builtInScenarios.map(({ id }) => id).filter((id) => id !== "real-constants");
const SEEKS = isDeep ? 200 : 12;
const ACTED = isDeep ? 100 : 2;
const ACTS_AT_MOST = isDeep ? 10 : 3;
const LINKED = isDeep ? 100 : 2;
const ACTED_WORLDS = ["first-visit", "two-branches", "reorganisation", "slow-peer"];

const digestHere = (page: Page) => page.evaluate(() => window.headway.viewDigest());

for (const id of isDeep ? WORLDS : ["reorganisation"])
  test(`${id}: ${SEEKS} random seeks give what forward play gives`, async ({ page }) => {
    test.setTimeout(600_000);
    const scenario = builtIn(id);
    const { records } = runToEnd(scenario);
    const history = new History(scenario.peers, scenario.peerPolicy ?? scenario.policy);
    history.append(records);
    const last = records.at(-1)?.at ?? 0;
    const prng = Prng.fromSeed(7).split(id);
    const moments = Array.from({ length: SEEKS }, () => prng.below(last + 1));
    await open(page, `?scenario=${id}`);
    const digests = await page.evaluate(async (all) => {
      const given: string[] = [];
      for (const at of all) {
        await window.headway.seek(at);
        given.push(await window.headway.viewDigest());
      }
      return given;
    }, moments);
    moments.forEach((at, i) => {
      expect(digests[i], `at ${at}`).toBe(viewDigest(history.at(history.positionAt(at))));
    });
  });

/** Acts at some moments, as buttons and scripts do them; what cannot be done there is not done. Then it runs to its end. */
async function actByHand(page: Page, prng: Prng, acts: number): Promise<number> {
  let done = 0;
  for (let i = 0; i < acts; i++) {
    await page.evaluate((at) => window.headway.seek(at), prng.below(12_000_000));
    if (prng.below(3) === 0) {
      const buttons = page.locator(".trouble .acts button:not([aria-disabled=true])");
      // The last two open menus.
      const count = (await buttons.count()) - 2;
      const acts = () => page.evaluate(() => window.headway.run().then((run) => JSON.stringify(run.acts)));
      const before = await acts();
      await buttons.nth(prng.below(count)).click();
      await expect.poll(acts).not.toBe(before);
    } else {
      const names = ["A", "B", "C", "D"];
      await page.evaluate((act) => window.headway.act(act).catch(() => {}), randomAct(prng, names));
    }
    done = await page.evaluate(() => window.headway.run().then((run) => run.acts.length));
  }
  return done;
}

test(`${ACTED} runs with up to ${ACTS_AT_MOST} acts done by hand, saved, have the same trace hash on the command line`, async ({
  page,
}) => {
  test.setTimeout(3_600_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  const folder = mkdtempSync(join(tmpdir(), "headway-acted-"));
  const prng = Prng.fromSeed(21).split("by hand");
  let all = 0;
  try {
    await open(page);
    for (let i = 0; i < ACTED; i++) {
      const id = ACTED_WORLDS[i % ACTED_WORLDS.length] ?? "first-visit";
      await page.evaluate(([world, seed]) => window.headway.load(world, { seed }), [id, i + 1] as const);
      all += await actByHand(page, prng, 1 + prng.below(ACTS_AT_MOST));
      const summary = await page.evaluate(() => window.headway.runToEnd());
      const file = join(folder, `${i}.json`);
      writeFileSync(file, await page.evaluate(() => window.headway.run().then((run) => JSON.stringify(run))));
      let out = "";
      await runSim([file, "--json"], { out: (text) => (out += text), error: () => {} });
      expect((JSON.parse(out) as { traceHash: string }).traceHash, `run ${i}, ${id}`).toBe(summary.traceHash);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(all).toBeGreaterThan(ACTED / 2);
});

test(`links made at random moments of ${LINKED} runs open in a fresh browser on the same view`, async ({
  page,
  browser,
}) => {
  test.setTimeout(3_600_000);
  const prng = Prng.fromSeed(5).split("links");
  const times: number[] = [];
  await open(page);
  for (let i = 0; i < LINKED; i++) {
    const id = ACTED_WORLDS[i % ACTED_WORLDS.length] ?? "first-visit";
    await page.evaluate(([world, seed]) => window.headway.load(world, { seed }), [id, i + 1] as const);
    if (prng.below(2) === 0) await actByHand(page, prng, 1);
    await page.evaluate((at) => window.headway.seek(at), prng.below(30_000_000));
    const link = await page.evaluate(() => window.headway.link());
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(link);
    // By its own clock, from the navigation on.
    times.push(await other.evaluate(() => window.headway.ready.then(() => performance.now())));
    expect(await digestHere(other), `run ${i}, ${id}`).toBe(await digestHere(page));
    await context.close();
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  console.log(`links: ${at(0)} to ${at(1)} ms, median ${at(0.5)} ms, nine of ten ${at(0.9)} ms`);
});
