/** Whole worlds under each policy: how each fares with an honest network, a silent sync peer, a peer that withholds. */
import { describe, expect, test } from "vitest";
import { policyIds } from "../../src/node/policies/ids.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { builtIn, observed, runToEnd, scenario } from "./worlds.ts";

const HEADERS_FIRST = ["learncoin", "headers-then-blocks", "core-0.12", "core"];
const quiet = builtInScenarios.filter(({ id }) => ["first-visit", "classroom", "two-branches"].includes(id));

describe.each(HEADERS_FIRST)("the policy %s", (policy) => {
  test("is one that a person can choose", () => {
    expect(policyIds).toContain(policy);
  });

  test.each(quiet.map(({ id }) => id))("syncs %s, and breaks no rule on the way", (id) => {
    const { summary, audit } = runToEnd(builtIn(id), { policy });
    expect(summary).toMatchObject({ ended: "synced", invariants: { violations: 0 } });
    expect(audit).toEqual([]);
  });

  test("gives the same run for the same seed", () => {
    const hash = () => runToEnd(builtIn("classroom"), { policy, seed: 7 }).summary.traceHash;
    expect(hash()).toBe(hash());
  });
});

describe("[§7 row 2] a sync peer that is silent on headers", () => {
  test.each([
    ["learncoin", "headers response timeout", 60, 61],
    ["headers-then-blocks", "headers response timeout", 60, 61],
    ["core", "timeout downloading headers", 900, 1000],
  ])("is dropped by %s", (policy, reason, from, to) => {
    const { summary, records } = runToEnd(builtIn("silent-sync-peer"), { policy });
    const [dropped] = observed(records, "peerDropped");
    expect(summary.ended).toBe("synced");
    expect(dropped?.observation).toMatchObject({ peer: "A", reason: { text: reason } });
    expect((dropped?.at ?? 0) / 1e6).toBeGreaterThanOrEqual(from);
    expect((dropped?.at ?? 0) / 1e6).toBeLessThan(to);
  });

  test("is never dropped by core-0.12, which has no time-out for headers", () => {
    const patient = { ...builtIn("silent-sync-peer"), deadlineSeconds: 7200 };
    const { summary } = runToEnd(patient, { policy: "core-0.12" });
    expect(summary).toMatchObject({ ended: "deadline", local: { headers: 0 } });
    expect(summary.peers.map(({ state }) => state)).not.toContain("disconnected");
  });
});

describe("[§7 row 3] a peer that withholds blocks", () => {
  test.each([
    ["core-0.12", "stalling block download"],
    ["core", "stalling block download"],
    ["learncoin", "block response timeout"],
  ])("is dropped by %s once it holds up the window", (policy, reason) => {
    const { summary } = runToEnd(builtIn("withholding-peer"), { policy });
    expect(summary.ended).toBe("synced");
    expect(summary.peers.find(({ id }) => id === "C")).toMatchObject({ state: "disconnected", reason });
  });
});

describe("headers-then-blocks", () => {
  test("asks for no block before two peers agree on the best header", () => {
    const { records } = runToEnd(builtIn("classroom"), { policy: "headers-then-blocks" });
    const [first] = observed(records, "blocksRequested");
    const known = observed(records, "peerBestKnownChanged").filter(({ at }) => at <= (first?.at ?? 0));
    const agreeing = new Set(
      known.filter(({ observation }) => observation.height === 400).map((seen) => seen.observation.peer),
    );
    expect(agreeing.size).toBeGreaterThanOrEqual(2);
  });

  const lone = {
    version: 1,
    policy: "headers-then-blocks",
    chain: { blocks: 60, branches: [{ id: "lone", forkHeight: 20, blocks: 50 }] },
  };

  test("asks for no block that one peer alone has, though its chain has the most work", () => {
    const { summary, records } = runToEnd(
      scenario({ ...lone, peers: [{ id: "A", chain: "lone" }, {}, {}], deadlineSeconds: 500 }),
    );
    expect(summary).toMatchObject({ ended: "deadline", local: { height: 60, headers: 110 } });
    const asked = observed(records, "blocksRequested").filter(({ observation }) => observation.peer === "A");
    // Up to where its way leaves the others'.
    expect(Math.max(0, ...asked.flatMap(({ observation }) => observation.heights))).toBeLessThanOrEqual(20);
  });

  test("follows the most work after ten minutes without agreement", () => {
    const { summary } = runToEnd(scenario({ ...lone, peers: [{ id: "A", chain: "lone" }, {}, {}] }));
    expect(summary).toMatchObject({ ended: "synced", local: { height: 70 } });
    expect(summary.atSeconds).toBeGreaterThan(600);
  });
});

describe("core with a minimum chain work", () => {
  const constants = {
    headersPerMessage: 20,
    windowBlocks: 32,
    inFlightPerPeer: 4,
    minimumChainWork: "1f4",
    presyncPeriodHeaders: 7,
    redownloadBufferHeaders: 40,
  };
  const light = { id: "light", forkHeight: 0, blocks: 100 };

  test("counts the headers first, and keeps none until their chain has shown enough work", () => {
    const world = scenario({ policy: "core", chain: { blocks: 300 }, constants, peers: [{}, {}, {}] });
    const { summary, records } = runToEnd(world);
    expect(summary).toMatchObject({
      ended: "synced",
      local: { headers: 300, blocks: 300 },
      invariants: { violations: 0 },
    });
    const phases = observed(records, "presync").map(({ observation }) => observation.phase);
    expect([...new Set(phases)]).toEqual(["presync", "redownload", "ended"]);
    const [turn] = observed(records, "presync").filter(
      ({ observation }) => observation.phase === "redownload",
    );
    const before = observed(records, "headersReceived").filter(({ at }) => at < (turn?.at ?? 0));
    expect(before.reduce((sum, { observation }) => sum + observation.newCount, 0)).toBe(0);
    expect(before.reduce((sum, { observation }) => sum + observation.count, 0)).toBeGreaterThanOrEqual(240);
  });

  test("[§7 row 8] keeps nothing of a light chain, and goes on with another peer when its time is up", () => {
    const world = scenario({
      policy: "core",
      chain: { blocks: 300, branches: [light] },
      constants,
      peers: [{ id: "A", chain: "light" }, {}, {}],
    });
    const { summary } = runToEnd(world);
    expect(summary).toMatchObject({ ended: "synced", local: { headers: 300, blocks: 300 } });
    expect(summary.peers[0]).toMatchObject({ id: "A", state: "disconnected", headers: 0, blocks: 0 });
    expect(summary.atSeconds).toBeGreaterThan(900);
  });
});
