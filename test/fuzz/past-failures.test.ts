/** Worlds in which something once went wrong, as the fuzzer found them. Each is a scenario and the seed of its run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { judge } from "../../src/cli/fuzz/judge.ts";
import { ROOT } from "../../src/cli/prepare.mjs";
import { parseScenarioText } from "../../src/world/scenario-schema.ts";

/** File, seed, and what was wrong then. */
const failures = [
  [
    "steady-1056",
    1056,
    "a peer behind our best header was never asked how far it is, and its blocks never fetched",
  ],
  ["steady-190", 190, "more new blocks than fit one message were announced in one"],
  ["steady-225", 225, "more new blocks than fit one message were announced in one, after a reorganization"],
  [
    "steady-3398-core",
    3398,
    "a peer that is protected from eviction was evicted by the time that had begun before",
  ],
  ["steady-3750-core", 3750, "a block announced beyond a small window was not fetched"],
  ["steady-3750-core-0.12", 3750, "a block announced beyond a small window was not fetched, in 0.12"],
  ["direct-fetch-window", 19, "a block announced beyond the download window made the node throw"],
  ["direct-fetch-local", 92, "the same, the node that syncs being the one that threw"],
  [
    "direct-fetch-light",
    123,
    "a block announced on a chain with less than the least work made the node throw",
  ],
  [
    "announcing-9777",
    9777,
    "the article's node, all defects mended, told nobody of its new blocks while a better header had lost its only peer",
  ],
] as const;

it.each(failures)("%s, seed %i: %s", (file, seed) => {
  const parsed = parseScenarioText(readFileSync(join(ROOT, "test/fuzz/past", `${file}.json`), "utf8"));
  if (!parsed.ok) throw new Error(parsed.error);
  const { problems, excuse } = judge({ scenario: parsed.scenario, seed, trouble: 0, reconnects: false });
  expect({ problems, excuse }).toEqual({ problems: [], excuse: undefined });
});
