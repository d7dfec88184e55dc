/** Nodes of all ages in one world, and what becomes of that once there are witnesses to be had (protocol.md §2.8 rule 4b). */
import { describe, expect, test } from "vitest";
import type { Network } from "../../src/bitcoin/networks.ts";
import type { WorldOptions } from "../../src/world/setup.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { runToEnd, scenario } from "./worlds.ts";

const OLD = ["core-0.12", "blocks-first", "blocks-first-0.8"] as const;
const TODAY = ["core", "learncoin", "headers-then-blocks"] as const;

/** You of one policy, and a peer of each of the others, on a chain of 30. */
function worldOf(policy: string, peers: readonly string[], network: Network["name"] = "regtest") {
  return scenario({
    network,
    policy,
    chain: { blocks: 30 },
    local: { height: 0 },
    peers: peers.map((other, i) => ({ id: `P${i}`, policy: other, link: { latencyMs: 20 } })),
    deadlineSeconds: 300,
    constants: { tipAgeMaxSeconds: 31_536_000, minimumChainWork: "0" },
  });
}

/** Height of You in the end, and bytes of blocks that each peer gave. */
function reached(options: Partial<WorldOptions> & { readonly scenario: WorldOptions["scenario"] }) {
  const { summary, audit } = runToEnd(options.scenario, options);
  expect(audit).toEqual([]);
  return summary.local.height;
}

describe.each(["regtest", "classroom"] as const)("a made chain (%s)", (network) => {
  test.each(TODAY)("%s gets it of peers that know no witnesses", (policy) => {
    expect(reached({ scenario: worldOf(policy, OLD, network) })).toBe(30);
  });

  test.each(OLD)("%s gets it of peers of today", (policy) => {
    expect(reached({ scenario: worldOf(policy, TODAY, network) })).toBe(30);
  });
});

describe("the chain of a regtest file, where segwit is active from the beginning", () => {
  const chainFile = { kind: "blocks", bytes: sampleChain(30).blocks } as const;

  test.each(TODAY)("%s asks nobody for it who has no witnesses", (policy) => {
    expect(reached({ scenario: worldOf(policy, OLD), chainFile })).toBe(0);
  });

  test.each(TODAY)("%s gets it as soon as one has", (policy) => {
    expect(reached({ scenario: worldOf(policy, [...OLD, "core"]), chainFile })).toBe(30);
  });

  test.each(OLD)("%s gets it of peers of today", (policy) => {
    expect(reached({ scenario: worldOf(policy, TODAY), chainFile })).toBe(30);
  });
});
