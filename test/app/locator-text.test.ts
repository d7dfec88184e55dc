/** The sentence on the locator: what it is about comes before whose it is, and no name is too long for it. */
import { expect, test } from "vitest";
import { locatorText } from "../../src/app/chain-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { entries, observed, record } from "../replay/every-record.ts";
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

function textAfter(records: readonly WorldRecord[]): string {
  const view = new WorldView(builtIn("slow-peer").peers);
  view.apply(records);
  return locatorText(view);
}

test("of several answers the last one is told, with nothing new or only counted, and of nobody who is gone", () => {
  const asks = (peer: string) =>
    observed({ kind: "headersRequested", peer, heights: [2, 0], timeoutAt: undefined });
  const records: WorldRecord[] = [
    record({ kind: "connected", peer: "A", inbound: false }),
    record({ kind: "connected", peer: "B", inbound: false }),
    asks("A"),
    asks("B"),
    observed({ kind: "headersReceived", peer: "A", count: 3, newCount: 3, entries: entries(3, 3, 2, 2) }),
  ];
  expect(textAfter(records)).toBe("2 hashes sent to B at 00:00.00 · goes on after 2: last answer, of A");
  records.push(
    observed({ kind: "headersReceived", peer: "B", count: 3, newCount: 0, entries: undefined }),
    asks("A"),
  );
  expect(textAfter(records)).toBe("2 hashes sent to A at 00:00.00 · nothing new: last answer, of B");
  const counted = { count: 9, newCount: 0, onlyCounted: true, entries: undefined };
  expect(textAfter([...records, observed({ kind: "headersReceived", peer: "A", ...counted })])).toBe(
    "2 hashes sent to A at 00:00.00 · headers that are only counted: answer of A",
  );
  records.push(record({ kind: "disconnected", peer: "B", why: "stalling", byUs: true }));
  expect(textAfter(records)).toBe("2 hashes sent to A at 00:00.00");
});
