/** What is so, beside what the local node believes: from what a page is told, as true as with everything told. */
import { expect, test } from "vitest";
import { lyingGuide } from "../../src/lessons/en/lying-guide.ts";
import { lessonRun } from "../../src/lessons/lesson-world.ts";
import { type Truth, TruthTrack } from "../../src/replay/truth.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { toldRecords } from "../../src/runtime/told-records.ts";
import { chainHashes } from "../../src/world/chains/chain-hashes.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

/** As the page has it: without what is on peers' disks. */
function asTold(base: Scenario, records: readonly WorldRecord[]): readonly WorldRecord[] {
  const names = ["You", ...base.peers.map(({ id }) => id)];
  return records.flatMap((record) => toldRecords(names[record.node] ?? "?", [record]));
}

function truths(
  base: Scenario,
  records: readonly WorldRecord[],
  every: number,
): readonly (Truth | undefined)[] {
  const view = new WorldView(base.peers);
  const track = new TruthTrack(view.history, chainHashes(base, 1), base.peers);
  const found: (Truth | undefined)[] = [];
  for (let i = 0; i < records.length; i += every) {
    view.apply(records.slice(i, i + every));
    found.push(track.at(view));
  }
  // Looked at once more from the other end: the same.
  for (let i = found.length - 1; i >= 0; i -= 7) {
    view.show(Math.min(records.length, (i + 1) * every));
    expect(track.at(view)).toEqual(found[i]);
  }
  return found;
}

test("the lying guide: what is beyond its branch, and who has it, long before anybody says so", () => {
  const { scenario } = lessonRun(lyingGuide.world);
  const { records } = runToEnd(scenario);
  const found = truths(scenario, asTold(scenario, records), 10);
  const others = ["B", "C", "D", "E", "F", "G", "H"];
  const fooled = found.filter((truth) => truth?.yours === 300);
  expect(fooled.length).toBeGreaterThan(3);
  for (const truth of fooled)
    expect(truth).toEqual({ height: 400, fork: 250, yours: 300, have: others, aside: ["A"] });
  // Before the fork its headers are everybody's.
  expect(found.find((truth) => truth?.yours === 200)).toMatchObject({ fork: 200, height: 400, aside: [] });
  expect(found.at(-1)).toMatchObject({ height: 400, fork: 400, yours: 400, have: [], aside: [] });
});

for (const name of ["reorganisation", "living-network", "two-branches", "slow-peer"])
  test(`${name}: the chains of the scenario say of peers' disks what their records would have said`, () => {
    const base = builtIn(name);
    const { records } = runToEnd(base);
    const told = truths(base, asTold(base, records), 40);
    expect(told).toEqual(truths(base, records, 40));
    expect(told.length).toBeGreaterThan(5);
    const last = told.at(-1);
    expect(last?.fork).toBe(last?.height);
  });
