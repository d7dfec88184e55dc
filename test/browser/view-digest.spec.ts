/** A moment of a run has one digest: with workers, in one thread, and from the command line. */
import { expect, test } from "@playwright/test";
import { runSim } from "../../src/cli/run-sim.ts";
import { open } from "./page.ts";

const WORLDS = [
  { id: "slow-peer", policy: "core", seconds: [0.4, 3, 9.75, 500] },
  { id: "living-network", policy: "headers-then-blocks", seconds: [2, 20.125, 60] },
  { id: "reorganisation", policy: "blocks-first", seconds: [1, 5.5, 12] },
];

async function fromCommandLine(id: string, policy: string, seconds: number): Promise<string> {
  let out = "";
  const words = [id, "--policy", policy, "--view-digest", `${seconds}`, "--json"];
  await runSim(words, {
    out: (text) => {
      out += text;
    },
    error: () => {},
  });
  return (JSON.parse(out) as { viewDigest: string }).viewDigest;
}

for (const { id, policy, seconds } of WORLDS) {
  test(`${id}, ${policy}: one digest of a moment, whoever gets there`, async ({ page }) => {
    test.setTimeout(120_000);
    await open(page);
    const given = (host: "workers" | "single-thread") =>
      page.evaluate(
        async ([what, software, kind, moments]) => {
          await window.headway.load(what, { policy: software, host: kind });
          const digests: string[] = [];
          // There, and back.
          for (const moment of [...moments, ...[...moments].reverse()]) {
            await window.headway.seek(Math.round(moment * 1e6));
            digests.push(await window.headway.viewDigest());
          }
          return digests;
        },
        [id, policy, host, seconds] as const,
      );
    const expected: string[] = [];
    for (const moment of seconds) expected.push(await fromCommandLine(id, policy, moment));
    expect(new Set(expected).size).toBe(expected.length);
    expect(await given("workers")).toEqual([...expected, ...[...expected].reverse()]);
    expect(await given("single-thread")).toEqual([...expected, ...[...expected].reverse()]);
  });
}
