/** A node that is handed its disk is the node that would have read it. */
import { expect, test } from "vitest";
import { toldRecords } from "../../src/runtime/told-records.ts";
import { diskOf } from "../../src/world/host/hosts.ts";
import { createMember } from "../../src/world/host/member.ts";
import { allPeers } from "../../src/world/scenario/members.ts";
import { prepareWorld } from "../../src/world/setup.ts";
import { scenario } from "./worlds.ts";

const POLICIES = ["core", "core-0.12", "blocks-first", "learncoin-as-published"];
const setup = (() => {
  const prepared = prepareWorld({
    seed: 1,
    scenario: scenario({
      chain: { blocks: 30, branches: [{ id: "side", forkHeight: 20, blocks: 15 }] },
      local: { height: 7 },
      peers: POLICIES.flatMap((policy) => [
        { policy },
        { policy, chain: "side" },
        { policy, chain: "side", height: 12 },
        { policy, height: 25 },
        { policy, height: 0 },
      ]),
    }),
  });
  if (!prepared.ok) throw new Error(prepared.error);
  return prepared.value;
})();
const nodes = 1 + allPeers(setup.scenario).length;

/** All that can be said of what it begins with. */
function beginning(member: ReturnType<typeof createMember>) {
  const { chain } = member;
  const entries = Array.from({ length: chain.index.size }, (_, entry) => [
    chain.index.hashHex(entry),
    chain.index.workHex(entry),
    chain.block(entry)?.bytes.length,
    chain.hasBlock(entry),
  ]);
  const { checks, witnesses, connects, tip, bestHeader, storedCount } = chain;
  member.advance(1, Number.POSITIVE_INFINITY);
  const records = member.takeRecords();
  return {
    entries,
    checks,
    witnesses,
    connects,
    tip,
    bestHeader,
    storedCount,
    audit: member.audit(),
    records,
  };
}

test("whatever its policy and its chain", () => {
  for (let number = 0; number < nodes; number++) {
    const disk = diskOf(setup, number);
    expect(disk === undefined).toBe(number > 0 && number % 5 === 0);
    const handed = beginning(createMember(setup, number, structuredClone(disk)));
    expect(handed).toEqual(beginning(createMember(setup, number)));
    expect(handed.audit).toEqual([]);
    expect(handed.records.length).toBeGreaterThan(0);
  }
});

test("of what a peer has only the amount is told, of what the local node has all", () => {
  for (const [number, name] of [
    [0, "You"],
    [1, "A"],
  ] as const) {
    const member = createMember(setup, number);
    member.advance(1, Number.POSITIVE_INFINITY);
    const told = toldRecords(name, member.takeRecords()).flatMap((record) =>
      record.kind === "observed" && record.observation.kind === "started" ? [record.observation] : [],
    );
    const [{ entries, stored }] = told as [(typeof told)[number]];
    const listed = number === 0 ? 8 : 0;
    expect([entries.count, stored.length, entries.hashes.length, entries.heights.length]).toEqual([
      number === 0 ? 8 : 31,
      listed,
      32 * listed,
      listed,
    ]);
  }
});
