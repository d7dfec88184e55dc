/** At random moments of some worlds what is written in the page is what the records say: test/app/random-moments.test.ts, in a browser. */
import { expect, test } from "@playwright/test";
import { countsText, locatorText, spacingText } from "../../src/app/chain-text.ts";
import { ribbonText, stageText, treeText, windowText } from "../../src/app/drawing-text.ts";
import { phaseText } from "../../src/app/phase-text.ts";
import { nowText } from "../../src/app/state-text.ts";
import { bytes } from "../../src/app/text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { Prng } from "../../src/sim/prng.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { bestChain, judge, stateOf } from "../app/judge.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { open } from "./page.ts";

const MOMENTS = 6;
const EVENTS_AT_MOST = 1500;
/** So high that every peer has a lane. */
const VIEWPORT = { width: 1440, height: 1100 };
const SEED = 10;

for (const id of ["slow-peer", "two-branches", "reorganisation"]) {
  test(`${id}: what is written in the page at ${MOMENTS} random moments is what the records say`, async ({
    page,
  }) => {
    const scenario = builtIn(id);
    const { events } = runToEnd(scenario).summary;
    const prng = Prng.fromSeed(SEED).split(id);
    const moments = Array.from({ length: MOMENTS }, () => prng.below(Math.min(events, EVENTS_AT_MOST))).sort(
      (a, b) => a - b,
    );
    await page.setViewportSize(VIEWPORT);
    await open(page);
    await page.evaluate((what) => window.headway.load(what, { host: "single-thread" }), id);
    const world = worldOf(scenario);
    const view = new WorldView(scenario.peers, scenario.peerPolicy ?? scenario.policy);
    const records: WorldRecord[] = [];
    let handled = 0;
    for (const moment of moments) {
      await page.evaluate(async (count) => {
        for (let i = 0; i < count; i++) await window.headway.step();
      }, moment - handled);
      for (; handled < moment; handled++) world.advance(undefined, true);
      const told = world.takeRecords();
      records.push(...told);
      view.apply(told);
      const at = world.now;
      const facts = judge(scenario, records, at);
      const tip = facts.heights.get(facts.tip ?? -1) ?? 0;
      const top = facts.heights.get(facts.bestHeader ?? -1) ?? 0;
      const onBest = bestChain(facts).filter((entry) =>
        ["stored", "validated"].includes(stateOf(facts, entry)),
      );
      const text = (selector: string) => page.locator(selector).first().textContent();
      const label = (selector: string) => page.locator(selector).first().getAttribute("aria-label");

      const bars = await page.locator(".bars code").allTextContents();
      expect(bars).toEqual(
        [top, Math.max(0, onBest.length - 1), tip].map((value) => value.toLocaleString("en")),
      );
      const received = [...facts.peers.values()].reduce((sum, peer) => sum + peer.bytes, 0);
      expect(await page.locator(".figures code").allTextContents()).toEqual([
        bytes(received),
        moment.toLocaleString("en"),
      ]);
      const { title, detail } = nowText(view, at);
      expect((await text(".now .sentence"))?.trim()).toBe([title, detail].filter(Boolean).join(" "));
      expect(await text(".chain h2 small")).toContain(countsText(view));
      expect(await text(".chain h3 small")).toBe(locatorText(view) + spacingText(view));
      expect(await label(".stage canvas")).toBe(stageText(view, at));
      expect(await label(".window canvas")).toBe(windowText(view, at));
      expect(await label("canvas.ribbon")).toBe(ribbonText(view));
      expect(await label("canvas.tree")).toBe(treeText(view));
      expect(await page.locator(".peer .phase").allTextContents()).toEqual(
        view.peers.map((peer) => phaseText(peer, view, at)),
      );
      for (const [name, peer] of facts.peers)
        expect(await label(`.peer .row[aria-label^="Peer ${name}:"]`)).toContain(
          `${peer.owes.size} block${peer.owes.size === 1 ? "" : "s"} in flight, ${peer.delivered} delivered.`,
        );
      expect(await text(".events h2 small")).toBe(view.told.toLocaleString("en"));
    }
  });
}
