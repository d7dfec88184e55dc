/** When a node that is behind asks those for blocks that called it (protocol.md §2.8, §2.22; Core `SendMessages`). */
import { expect, test } from "vitest";
import { policies } from "../../../src/node/policies/all.ts";
import { extended } from "../miner.ts";
import { coreBench, freshChain, takeAsked } from "./core-bench.ts";

/** Years old: whoever has no more is in its initial download. */
const old = extended([], 3);

/** A node that has called a peer that gives nothing, and was called by one that has told its headers. */
function between(id: string, chain = old) {
  const bench = coreBench([], { ...policies.get(id), inFlightPerPeer: 1 });
  const called = bench.connect("called");
  const caller = bench.connect("caller", chain, { inbound: true });
  caller.tellHeaders(chain);
  return { bench, called, caller };
}

test.each([
  ["core", [1]],
  ["core-0.12", []],
] as const)("[§2.22] %s asks who called it, while nobody owes it a block: %j", (id, heights) => {
  const { bench, caller, called } = between(id);
  expect(takeAsked(caller)).toEqual(heights);
  bench.feed({ kind: "peerDisconnected", peer: called.id, why: "closed by the peer" });
  expect(takeAsked(caller)).toEqual(heights.length > 0 ? [] : [1]);
});

test.each(["core", "core-0.12"])("[§2.8] %s spares who called it while another owes it a block", (id) => {
  const bench = coreBench([], { ...policies.get(id), inFlightPerPeer: 1 });
  const called = bench.connect("called", old);
  called.tellHeaders(old);
  expect(takeAsked(called)).toEqual([1]);
  const caller = bench.connect("caller", old, { inbound: true });
  caller.tellHeaders(old);
  expect(takeAsked(caller)).toEqual([]);
});

test("[§2.22] once its initial download is over 0.12 asks everybody", () => {
  const { caller } = between("core-0.12", freshChain(3));
  expect(takeAsked(caller).length).toBe(1);
});
