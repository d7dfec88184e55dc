/** The minimum chain work as a world makes it out of what its policy, its scenario and its network say. */
import { describe, expect, it, test } from "vitest";
import { minimumChainWorkOf } from "../../../src/bitcoin/minimum-chain-work.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import {
  localPlan,
  noteOnLightChain,
  peerPlan,
  prepareWorld,
  type WorldOptions,
} from "../../../src/world/setup.ts";
import { sampleChain } from "../../fixtures/chain-files.ts";
import { observed, runToEnd, scenario } from "../worlds.ts";

const base = { policy: "core", chain: { blocks: 99 }, peers: [{}, {}] };
/** Genesis and 99 blocks on top, of work 2 each. */
const WORK = 200n;

function minimumIn(value: object, options: Partial<WorldOptions> = {}): bigint {
  const prepared = prepareWorld({ scenario: scenario(value), seed: 1, ...options });
  if (!prepared.ok) throw new Error(prepared.error);
  return BigInt(`0x${localPlan(prepared.value).policy.minimumChainWork}`);
}

describe("[§2.1] the minimum chain work", () => {
  test("of mainnet and testnet3 is Core's, regtest has none", () => {
    expect(minimumChainWorkOf(networks.mainnet)).toBe(0x1128750f82f4c366153a3a030n);
    expect(minimumChainWorkOf(networks.testnet3)).toBe(0x17dde1c649f3708d14b6n);
    expect(minimumChainWorkOf(networks.regtest)).toBe(0n);
  });

  test.each([
    [undefined, (WORK * 85n) / 100n],
    ["network", (WORK * 85n) / 100n],
    ["0", 0n],
    ["1f", 31n],
    ["50%", WORK / 2n],
    ["7%", 14n],
    ["100%", WORK],
    ["0%", 0n],
  ])("%s of a made chain", (minimumChainWork, expected) => {
    expect(minimumIn({ ...base, constants: { minimumChainWork } })).toBe(expected);
    expect(minimumIn(base, { minimumChainWork })).toBe(expected);
  });

  test("is that of the main chain, with real difficulty, whatever branches there are", () => {
    const chain = { blocks: 48, spacingSeconds: 300, branches: [{ id: "b", forkHeight: 7, blocks: 57 }] };
    const world = { ...base, network: "classroom", chain };
    const all = minimumIn({ ...world, constants: { minimumChainWork: "100%" } });
    expect(all).toBeGreaterThan(2n * 49n);
    expect(minimumIn(world)).toBe((all * 85n) / 100n);
  });

  test("is none for older clients and the article's, unless a scenario gives them one", () => {
    for (const policy of ["core-0.12", "blocks-first", "learncoin", "learncoin-as-published"]) {
      expect(minimumIn({ ...base, policy })).toBe(0n);
      expect(minimumIn({ ...base, policy, constants: { minimumChainWork: "25%" } })).toBe(50n);
    }
  });

  test("is a peer's, too", () => {
    const prepared = prepareWorld({ scenario: scenario({ ...base, policy: "learncoin" }), seed: 1 });
    if (!prepared.ok) throw new Error(prepared.error);
    const { value } = prepared;
    const [peer] = value.scenario.peers;
    if (peer === undefined) throw new Error("no peer");
    expect(peerPlan(value, { ...peer, policy: "core" }, 1).policy.minimumChainWork).toBe("aa");
  });

  test.each(["0x10", "101%", "-5%", "share", "", "8.5%", "F"])(
    "%j is refused by its name",
    (minimumChainWork) => {
      const prepared = prepareWorld({ scenario: scenario(base), seed: 1, minimumChainWork });
      expect(prepared).toMatchObject({
        ok: false,
        error: expect.stringMatching(/^minimumChainWork: expected .*85%/),
      });
    },
  );
});

describe("a chain from a file", () => {
  const chainFile = { kind: "headers", bytes: sampleChain(60).headers } as const;

  it("of a network without a minimum has to show the share of its own", () => {
    expect(minimumIn(base, { chainFile })).toBe((122n * 85n) / 100n);
    const { summary } = runToEnd(scenario(base), { chainFile });
    expect(summary).toMatchObject({ ended: "synced", lightChain: null, local: { headers: 60 } });
  });

  it("that has less is said to lead to nothing, and why, and what to do", () => {
    const over = { chainFile, minimumChainWork: "7b" };
    const prepared = prepareWorld({ scenario: scenario(base), seed: 1, ...over });
    if (!prepared.ok) throw new Error(prepared.error);
    const note = noteOnLightChain(prepared.value);
    expect(note).toMatch(/^the chain has work 0x7a, and the minimum chain work of core is 0x7b: /);
    expect(note).toMatch(/minimumChainWork to 0 .* 85%/);
    const { summary } = runToEnd(scenario({ ...base, deadlineSeconds: 3600 }), over);
    expect(summary).toMatchObject({ ended: "stuck", lightChain: note, local: { headers: 0 } });
    expect(runToEnd(scenario(base), { ...over, minimumChainWork: "7a" }).summary).toMatchObject({
      ended: "synced",
      lightChain: null,
      local: { headers: 60 },
    });
  });
});

describe("core in a world of its own", () => {
  const classroom = { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 };

  it("[§2.8] asks for no block before a chain has shown its work", () => {
    const { records } = runToEnd(scenario({ ...base, constants: classroom }));
    const [asked] = observed(records, "blocksRequested");
    const kept = observed(records, "headersReceived").filter(({ observation }) => observation.newCount > 0);
    expect(kept[0]?.observation.newCount).toBeGreaterThanOrEqual(84);
    expect(asked?.at).toBeGreaterThanOrEqual(kept[0]?.at ?? Number.NaN);
    const free = runToEnd(scenario({ ...base, constants: { ...classroom, minimumChainWork: "0" } }));
    expect(observed(free.records, "headersReceived")[0]?.observation.newCount).toBe(20);
  });

  it("[§2.12] a peer below it answers getheaders with nothing, and one above it with its chain", () => {
    for (const [height, headers] of [
      [83, 0],
      [84, 84],
    ] as const) {
      const world = { ...base, peers: [{ height }, { height }], deadlineSeconds: 3600 };
      const { summary } = runToEnd(scenario({ ...world, policy: "learncoin", peerPolicy: "core" }));
      expect({ height, headers: summary.local.headers }).toEqual({ height, headers });
    }
  });

  it("[§2.21] a node whose tip has less is catching up, however young the tip", () => {
    const world = { ...base, local: { height: 80 }, peers: [{ height: 80 }], deadlineSeconds: 100 };
    const { records } = runToEnd(
      scenario({ ...world, acts: [{ atSeconds: 50, act: { kind: "mineBlock", node: "You" } }] }),
    );
    const told = records.filter(
      (record) =>
        record.kind === "sent" && record.node === 0 && record.at >= 50_000_000 && record.command !== "ping",
    );
    expect(told.map((record) => record.kind === "sent" && record.command)).not.toContain("headers");
  });
});
