/** What is said at the end of every built-in scenario answers what it asks, and is what the records say. */
import { expect, test } from "vitest";
import { eventText } from "../../src/app/event-text.ts";
import { outcomeText } from "../../src/app/outcome-text.ts";
import { span } from "../../src/app/text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { linesOf } from "../replay/lines-of.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

function ended(id: string, policy?: string): { view: WorldView; records: readonly WorldRecord[] } {
  const world = builtIn(id);
  const { records } = runToEnd(world, { policy });
  const view = new WorldView(world.peers, world.peerPolicy ?? policy ?? world.policy);
  view.apply(records);
  return { view, records };
}

const seen = (records: readonly WorldRecord[]) =>
  records.flatMap((record) => (record.kind === "observed" ? [record] : []));

test("while a run goes on nothing is said of how it ended", () => {
  const world = builtIn("two-branches");
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  view.apply(records.slice(0, -1));
  expect(outcomeText(view)).toBe("");
});

test.each(builtInScenarios.map(({ id }) => id))("%s has an end that says something", (id) => {
  const { view } = ended(id);
  const text = outcomeText(view);
  expect(text).not.toMatch(/undefined|NaN|\{\{|outcome\./);
  expect(text === "").toBe(view.end?.ended !== "synced");
});

test("two branches: which one was followed, and what the other cost", () => {
  const { view, records } = ended("two-branches");
  const stored = seen(records).filter(
    ({ node, observation }) =>
      node === 0 && observation.kind === "blockReceived" && observation.verdict === "stored",
  ).length;
  expect(outcomeText(view)).toContain(
    "You followed the heavier chain, 48 blocks with work 2,021, and not the longer one, 64 blocks with work 387.",
  );
  expect(outcomeText(view)).toContain(`${stored - 48} blocks`);
});

test("one slow peer: how long the window stood still for it", () => {
  const { view, records } = ended("slow-peer");
  let total = 0;
  let since: number | undefined;
  for (const { at, node, observation } of seen(records)) {
    if (node !== 0) continue;
    if (observation.kind === "windowStalled") since = at;
    if (observation.kind === "windowFreed" && since !== undefined) {
      total += at - since;
      since = undefined;
    }
  }
  expect(total).toBeGreaterThan(60_000_000);
  expect(outcomeText(view)).toContain(`For ${span(total)} of it the window stood still, waiting for D`);
});

test("a window that goes on at a giver's pace does not stand, and each has its own share of a stand", () => {
  const { view, records } = ended("slow-peer", "core");
  const ofNode = seen(records).filter(({ node }) => node === 0);
  const stalled = ofNode.find(({ observation }) => observation.kind === "windowStalled")?.at ?? 0;
  const dropped = ofNode.find(({ observation }) => observation.kind === "peerDropped")?.at ?? 0;
  const moved =
    ofNode.find(({ at, observation }) => at > dropped && observation.kind === "windowMoved")?.at ?? 0;
  // The next blocks come half a second after each other, each of them owed by A for so long.
  const later = ofNode.filter(({ at, observation }) => at >= moved && observation.kind === "windowStalled");
  expect(later.length).toBeGreaterThan(1);
  const [all, ofD, ofA] = [moved - stalled, dropped - stalled, moved - dropped].map(span);
  expect(outcomeText(view)).toBe(
    `For ${all} of it the window stood still: ${ofD} for D, ${ofA} for A. You dropped D at ${span(dropped)}: for ${ofD} it had held up the window.`,
  );
});

test("a peer that is dropped: who, when and why", () => {
  for (const [id, why] of [
    ["silent-sync-peer", "no headers came in time"],
    ["withholding-peer", "a block did not come in time"],
  ] as const) {
    const { view, records } = ended(id);
    const drops = seen(records).flatMap(({ at, node, observation }) =>
      node === 0 && observation.kind === "peerDropped" ? [{ at, peer: observation.peer }] : [],
    );
    expect(drops).toHaveLength(1);
    const [drop] = drops;
    expect(outcomeText(view)).toContain(`You dropped ${drop?.peer} at ${span(drop?.at ?? 0)}: ${why}.`);
  }
});

test("a reorganisation: how many blocks were taken back, and how many were found", () => {
  const { view, records } = ended("reorganisation");
  let left = 0;
  for (const { node, observation } of seen(records))
    if (node === 0 && observation.kind === "tipChanged") left += observation.disconnected.length;
  expect(left).toBe(6);
  expect(outcomeText(view)).toContain("Changing chains you took 6 blocks back.");
  expect(outcomeText(view)).toContain("7 blocks were found meanwhile.");
});

test("in the log blocks of a branch that is left aside are marked, as it stands at the moment shown", () => {
  const world = builtIn("two-branches");
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  const said = new Map<string, string[]>();
  for (const record of records) {
    view.apply([record]);
    for (const event of linesOf(view)) {
      if (!event.key.startsWith("sentence.blocksRequested")) continue;
      const text = eventText(view, event);
      const texts = said.get(`${event.values.peer} ${event.values.heights}`) ?? [];
      if (texts.at(-1) !== text) texts.push(text);
      said.set(`${event.values.peer} ${event.values.heights}`, texts);
    }
  }
  // C was asked when the longer chain was still the one with more known work.
  expect(said.get("C 9 to 12")).toEqual(["asked C for blocks 9′ to 12′", "asked C for blocks 9 to 12"]);
  expect(said.get("A 9")).toEqual(["asked A for block 9′"]);
  const stored = linesOf(view).filter(({ key }) => key.startsWith("sentence.blockStored"));
  const marked = stored.filter((event) => eventText(view, event).includes("′"));
  expect([marked.length, stored.length - marked.length]).toEqual([view.storedAside, 48]);
});
