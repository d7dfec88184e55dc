/** The sentence, the figures and the badge in the moments in which they once said what was not so. */
import { expect, test } from "vitest";
import { figuresOf, nowText } from "../../src/app/state-text.ts";
import { t } from "../../src/app/text.ts";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

const reorganisation: Scenario = { ...builtIn("reorganisation"), policy: "core" };
const slowPeer: Scenario = { ...builtIn("slow-peer"), policy: "core" };

/** Calls `look` at the end of every instant in which something happened. */
function atEveryInstant(scenario: Scenario, look: (view: WorldView, at: number) => void): void {
  const { records } = runToEnd(scenario);
  const view = new WorldView(scenario.peers, scenario.peerPolicy ?? scenario.policy);
  records.forEach((record, i) => {
    view.apply([record]);
    if (records[i + 1]?.at !== record.at) look(view, record.at);
  });
}

test("nobody waits for a round trip while nothing is asked", () => {
  let quiet = 0;
  for (const policy of ["core", "learncoin", "headers-then-blocks", "core-0.12"]) {
    atEveryInstant({ ...reorganisation, policy }, (view, at) => {
      const asks = view.peers.some((peer) => peer.owedHeaders !== undefined);
      if (asks || view.owed > 0 || view.tipHeight < 60) return;
      quiet += 1;
      expect(["nothingToAsk", "notAsked", "myLink", "done"], `${policy} at ${at}`).toContain(
        bottleneck(view, at).kind,
      );
    });
  }
  expect(quiet).toBeGreaterThan(0);
});

test("who waits for company for a chain asks nobody for blocks, and has not got all there is", () => {
  const chain = { blocks: 60, branches: [{ id: "b", forkHeight: 20, blocks: 50 }] };
  const peers = [{ id: "A" }, { id: "B", chain: "b" }];
  const waits = scenario({ policy: "headers-then-blocks", chain, peers, deadlineSeconds: 100 });
  let last: string | undefined;
  atEveryInstant(waits, (view, at) => {
    if (view.end !== undefined) return;
    last = bottleneck(view, at).kind;
    if (last === "nothingToAsk")
      expect(view.entries.bestHeight, `at ${at}`).toBeLessThanOrEqual(view.tipHeight);
  });
  expect(last).toBe("notAsked");
});

test("blocks of a branch that is being left are validated aside, not of the best chain", () => {
  let left = 0;
  atEveryInstant(reorganisation, (view) => {
    const { stored, aside, validated, validatedAside } = figuresOf(view);
    expect(validated).toBeLessThanOrEqual(stored);
    expect(validated + validatedAside).toBe(Math.max(0, view.tipHeight));
    if (validatedAside === 0) return;
    left += 1;
    expect(validatedAside).toBeLessThanOrEqual(aside);
  });
  expect(left).toBeGreaterThan(0);
});

test("everybody sends blocks only where most of those connected owe some, else those who do are named", () => {
  const said = new Set<string>();
  const look = (view: WorldView, at: number) => {
    const { title } = nowText(view, at);
    const debtors = view.peers.filter((peer) => peer.inFlight > 0);
    const connected = view.peers.filter((peer) => peer.connected);
    if (title.includes("everybody")) {
      expect(debtors.length, `at ${at}`).toBeGreaterThan(1);
      expect(debtors.length, `at ${at}`).toBeGreaterThan(connected.length / 2);
    }
    const names = /^All headers are known\. Blocks are asked of (.+)\.$/.exec(title)?.[1];
    if (names !== undefined && debtors.length <= 4)
      expect(names).toBe(debtors.map(({ name }) => name).join(", "));
    said.add(title);
  };
  atEveryInstant(reorganisation, look);
  expect(said).toContain("All headers are known. Blocks are asked of D.");
  atEveryInstant(builtIn("living-network"), look);
  expect(said).toContain("All headers are known. Blocks come from everybody at once.");
});

test("of many peers that owe blocks the sentence names a few and counts the others", () => {
  const said = new Set<string>();
  const peers = Array.from({ length: 24 }, (_, i) => ({ id: `P${i}` }));
  atEveryInstant(scenario({ policy: "core", chain: { blocks: 200 }, peers }), (view, at) => {
    said.add(nowText(view, at).title);
  });
  expect(said).toContain("All headers are known. Blocks are asked of P0, P1, P2 and 9 more.");
  expect([...said].filter((title) => title.includes("everybody"))).toEqual([]);
});

test("no block is said to come in before the first byte of one is under way", () => {
  let asked = 0;
  atEveryInstant(slowPeer, (view, at) => {
    const { title } = nowText(view, at);
    const came = view.peers.some((peer) => peer.blocks > 0);
    const comes = [...view.flights.values()].some(
      ({ command, outgoing, departAt }) => command === "block" && !outgoing && departAt <= at,
    );
    if (came || comes) return;
    expect(title, `at ${at}`).not.toMatch(/[Bb]locks come/);
    if (title.includes("asked for")) asked += 1;
  });
  expect(asked).toBeGreaterThan(0);
});

test("headers that come a second time are kept only as far as the block index has them", () => {
  const said = new Set<string>();
  atEveryInstant(slowPeer, (view, at) => {
    const { title } = nowText(view, at);
    if (!title.startsWith("Enough work: ")) return;
    expect(title).not.toContain("kept");
    expect(title).toMatch(new RegExp(`; in the block index so far: ${view.entries.size - 1}\\.$`));
    said.add(title);
  });
  expect(said).toContain(
    "Enough work: A sends its headers a second time. Checked up to 320; in the block index so far: 0.",
  );
});

test("the end says since when the node is synced, where the run went on for a while", () => {
  const { records, summary } = runToEnd(reorganisation);
  const view = new WorldView(reorganisation.peers, reorganisation.peerPolicy ?? reorganisation.policy);
  view.apply(records);
  const last = view.event(view.told - 1);
  expect(last?.at).toBeGreaterThan(summary.atSeconds * 1e6);
  expect(t(last?.key ?? "", last?.values)).toMatch(/^Synced since 00:27\.11: /);
  expect(nowText(view, last?.at ?? 0).detail).toContain("in 27.1\u00a0s");
});

test("not all headers are known while a peer says that it has more, and whoever is asked for the map is named", () => {
  const all = { shown: 0, asked: 0 };
  for (const world of [builtIn("two-branches"), slowPeer, reorganisation]) {
    atEveryInstant(world, (view, at) => {
      const { title } = nowText(view, at);
      const hasMore = (view.claimedHeight ?? 0) > view.entries.bestHeight;
      if (hasMore && view.owed > 0) all.shown += 1;
      if (view.owed > 0 && title.startsWith("All headers"))
        expect(hasMore, `${world.id} at ${at}`).toBe(false);
      const asked = view.peers.filter((peer) => peer.owedHeaders !== undefined);
      if (!title.startsWith("You ask") || asked.length < 2) return;
      all.asked += 1;
      for (const { name } of asked.slice(0, 3)) expect(title, `${world.id} at ${at}`).toContain(name);
    });
  }
  expect(all.shown).toBeGreaterThan(0);
  expect(all.asked).toBeGreaterThan(0);
});

test("not all headers are known while somebody owes some, whether blocks have been asked for or not", () => {
  const said = new Set<string>();
  for (const policy of ["learncoin", "headers-then-blocks", "core-0.12", "core"]) {
    for (const id of ["first-visit", "two-branches", "reorganisation"]) {
      atEveryInstant({ ...builtIn(id), policy }, (view, at) => {
        const { title } = nowText(view, at);
        const asked = view.peers.filter(({ owedHeaders }) => owedHeaders !== undefined);
        if (asked.length === 0) return;
        expect(title, `${id} with ${policy} at ${at}`).not.toMatch(/^All headers are known/);
        if (title.startsWith("You know")) said.add(title.replace(/\d+/, "n"));
      });
    }
  }
  expect([...said].join("\n")).toMatch(
    /^You know n headers and have asked .+ for more\. Nobody owes you a block\.$/m,
  );
});
