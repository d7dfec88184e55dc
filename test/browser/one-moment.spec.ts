/** All that is to be seen in a frame is of one moment: every part of the page shows the same tip, and the same time. */
import { expect, type Page, test } from "@playwright/test";
import { listenToCanvases } from "./drawn.ts";
import { open } from "./page.ts";

const FRAMES = 150;

/** What each part shows in one frame. */
interface Shown {
  readonly clocks: string[];
  readonly bar: number;
  readonly headers: number;
  readonly stage: number;
  readonly stageHeaders: number;
  /** Undefined where there is no room for the tip's height. */
  readonly tree: number | undefined;
  readonly ribbon: number | undefined;
  readonly windowHeading: number | undefined;
  readonly windowDrawn: number | undefined;
  readonly sentence: string | undefined;
  readonly windowSentence: string | undefined;
  /** The last that the log says was validated. */
  readonly log: number;
  /** Wall ms. */
  readonly at: number;
}

/** New lines come in frames of their own: the log may be as far behind as this, wall ms, and two frames of a slow machine. */
const LOG_BEHIND_MS = 100;

/** The tips that the log may have: of this frame and of those shortly before. */
function before(shown: readonly Shown[], frame: Shown): readonly number[] {
  const place = shown.indexOf(frame);
  return shown
    .filter(({ at }, i) => i <= place && (i >= place - 2 || at >= frame.at - LOG_BEHIND_MS))
    .map(({ bar }) => bar);
}

/** Reads the page in so many frames of its run, and between them. */
function watch(page: Page, frames: number): Promise<Shown[]> {
  return page.evaluate(async (count) => {
    const canvas = (selector: string) => window.drawnOn(document.querySelector(`${selector} canvas`));
    const whole = (text: string | null | undefined) => Number((text ?? "").replaceAll(",", ""));
    const barOf = (name: string) => whole(document.querySelector(`.bar.${name} code`)?.textContent);
    const ago = (text: string | undefined) => /for ([\d.]+\s(?:ms|s|min \d+\ss))/.exec(text ?? "")?.[1];
    const read = (): Shown => {
      const stage = canvas(".stage").texts;
      const below = (label: string) => {
        const above = stage.find(({ text, x }) => text === label && x < 100);
        const under = stage.filter(({ x, y }) => x === above?.x && y > above.y).sort((a, b) => a.y - b.y);
        return whole(under[0]?.text);
      };
      const tree = window.drawnOn(document.querySelector("canvas.tree")).texts;
      const you = tree.find(({ text }) => text === "You");
      const under = tree.find(({ text, x }) => /^[\d,]+$/.test(text) && Math.abs(x - (you?.x ?? -99)) < 1);
      const ribbonCanvas = document.querySelector("canvas.ribbon");
      const probe = document.createElement("canvas").getContext("2d");
      if (probe !== null)
        probe.fillStyle = getComputedStyle(ribbonCanvas ?? document.body)
          .getPropertyValue("--validated")
          .trim();
      const solid = window
        .drawnOn(ribbonCanvas)
        .rects.find(({ x, fill }) => Math.abs(x - 1) < 0.01 && fill === probe?.fillStyle);
      const total = whole(
        /of ([\d,]+)/.exec(document.querySelector(".bar.headers small")?.textContent ?? "")?.[1],
      );
      const width = (ribbonCanvas?.getBoundingClientRect().width ?? 0) - 2;
      const strip = canvas(".window").texts.sort((a, b) => a.y - b.y || a.x - b.x);
      return {
        clocks: [".transport time", ".stage h2 code"].map(
          (selector) => document.querySelector(selector)?.textContent ?? "",
        ),
        bar: barOf("validated"),
        headers: barOf("headers"),
        stage: below("tip"),
        stageHeaders: below("headers"),
        tree: under === undefined ? undefined : whole(under.text),
        ribbon: solid === undefined ? undefined : Math.round((solid.w / width) * (total + 1)) - 1,
        windowHeading: whole(
          /[\d,]+/.exec(document.querySelector(".window h2 code")?.textContent ?? "")?.[0],
        ),
        windowDrawn: whole(strip.find(({ text }) => /^[\d,]+$/.test(text))?.text),
        sentence: ago(document.querySelector(".now .sentence")?.textContent ?? undefined),
        log: Math.max(
          ...[...document.querySelectorAll(".log li span")].map((row) =>
            whole(/^validated .*?([\d,]+)$/.exec(row.textContent ?? "")?.[1]),
          ),
        ),
        at: performance.now(),
        windowSentence: ago(strip.find(({ text }) => / for /.test(text))?.text),
      };
    };
    const shown: Shown[] = [];
    for (let i = 0; i < count; i++) {
      await new Promise<void>((resolve) =>
        i % 3 === 0 ? setTimeout(resolve, 5) : requestAnimationFrame(() => resolve()),
      );
      shown.push(read());
    }
    return shown;
  }, frames);
}

for (const [scenario, speed, host] of [
  ["classroom", "normal", "workers"],
  ["slow-peer", "fast", "single-thread"],
  ["slow-peer", "fast", "workers"],
] as const) {
  test(`every part shows the same tip and the same time in every frame: ${scenario}, ${speed}, ${host}`, async ({
    page,
  }) => {
    await listenToCanvases(page);
    await open(page, `?scenario=${scenario}&seed=3&host=${host}`);
    await page.evaluate(() => window.headway.play("fast"));
    await expect.poll(() => page.locator(".bar.validated code").textContent()).toMatch(/^\d{2,}$/);
    await page.evaluate((to) => window.headway.play(to), speed);
    const shown = await watch(page, FRAMES);
    await page.evaluate(() => window.headway.pause());
    const [still] = await watch(page, 1);
    // In a stall so much happens between two validated blocks that none is in sight.
    if (scenario === "classroom") expect(still?.log).toBe(still?.bar);
    const torn = shown.filter((frame) => {
      const tips = [frame.stage, frame.tree ?? frame.bar, frame.ribbon ?? frame.bar];
      const lows = [frame.windowDrawn];
      const times = frame.clocks;
      return (
        tips.some((tip) => tip !== frame.bar) ||
        frame.stageHeaders !== frame.headers ||
        (speed === "normal" && !before(shown, frame).includes(frame.log)) ||
        lows.some(
          (low) => low !== undefined && frame.windowHeading !== undefined && low !== frame.windowHeading,
        ) ||
        times.some((time) => time !== times[0]) ||
        (frame.sentence !== undefined &&
          frame.windowSentence !== undefined &&
          frame.sentence !== frame.windowSentence)
      );
    });
    expect(torn).toEqual([]);
    // It did run, and all parts were read.
    expect(new Set(shown.map(({ clocks }) => clocks[0])).size).toBeGreaterThan(10);
    expect(new Set(shown.map(({ bar }) => bar)).size).toBeGreaterThan(3);
    for (const part of ["tree", "ribbon", "windowHeading", "windowDrawn"] as const)
      expect(
        shown.filter((frame) => frame[part] !== undefined && !Number.isNaN(frame[part])).length,
      ).toBeGreaterThan(10);
    if (scenario === "slow-peer")
      expect(
        shown.filter((frame) => frame.sentence !== undefined && frame.windowSentence !== undefined).length,
      ).toBeGreaterThan(5);
  });
}
