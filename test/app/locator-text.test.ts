/** The sentence on the locator: what it is about comes before whose it is, and no name is too long for it. */
import { expect, test } from "vitest";
import { locatorText } from "../../src/app/chain-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

test("the height stands before the name, and a long name is cut in its middle", () => {
  const world = builtIn("slow-peer");
  const long = world.peers.map((peer, i) => (i === 0 ? { ...peer, id: "peer-of-the-longest-a" } : peer));
  const { records } = runToEnd({ ...world, peers: long });
  const view = new WorldView(long);
  const said = new Set<string>();
  for (const record of records) {
    view.apply([record]);
    said.add(locatorText(view));
  }
  const answers = [...said].filter((text) => text.includes("goes on after"));
  expect(answers.some((text) => /goes on after \d+: .*of peer-o…est-a/.test(text))).toBe(true);
  for (const text of said) expect(text).not.toContain("peer-of-the-longest-a");
});
