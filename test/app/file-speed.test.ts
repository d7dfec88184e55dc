import { expect, test } from "vitest";
import { estimateSeconds, fittingSpeed } from "../../src/app/file-speed.ts";
import { SPEED_FACTOR } from "../../src/app/view-state.ts";
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import type { ChainFile } from "../../src/world/chains/chain-file.ts";
import { chainFacts, prepareWorld } from "../../src/world/setup.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { builtIn } from "../world/worlds.ts";

test("the speed is the one with which the sync takes about a minute", () => {
  expect([0.9, 1.7, 3].map(fittingSpeed)).toEqual(["slow", "slow", "slow"]);
  expect([30, 60, 200].map(fittingSpeed)).toEqual(["normal", "normal", "normal"]);
  expect([600, 3600, 1e6].map(fittingSpeed)).toEqual(["fast", "fast", "fast"]);
});

test.each([
  ["headers", 6000],
  ["blocks", 300],
] as const)(
  "what a file of %s takes is known before it runs, and neither a blink nor an evening",
  (kind, count) => {
    const chainFile: ChainFile = { kind, bytes: sampleChain(count)[kind] };
    const scenario = builtIn("real-constants");
    const prepared = prepareWorld({ scenario, seed: 1, chainFile });
    if (!prepared.ok) throw new Error(prepared.error);
    const chain = chainFacts(prepared.value);
    expect(chain).toMatchObject({ blocks: count + 1, headersOnly: kind === "headers" });
    const world = new SingleThreadWorld(prepared.value);
    world.runToEnd();
    const { ended, atSeconds } = world.summary();
    expect(ended).toBe("synced");
    const guess = estimateSeconds(chain, scenario);
    expect(guess).toBeLessThan(4 * atSeconds);
    expect(guess).toBeGreaterThan(atSeconds / 4);
    const speed = fittingSpeed(guess);
    if (speed === "max") throw new Error("nobody sees that");
    const seen = atSeconds / SPEED_FACTOR[speed];
    expect(seen).toBeGreaterThan(5);
    expect(seen).toBeLessThan(300);
  },
);
