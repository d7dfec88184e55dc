/** Connections as the world keeps them, where a node's wish and what becomes of it differ. */
import { expect, it } from "vitest";
import { runToEnd, scenario } from "../worlds.ts";

it("what a hanging node gave up is closed when it comes to itself, and it can be dialled again", () => {
  const { records } = runToEnd(
    scenario({
      chain: { blocks: 20 },
      policy: "learncoin",
      // Its getheaders is on the way when it hangs; the answer never reaches it.
      peers: [{ id: "A", height: 5, link: { latencyMs: 100 } }, { id: "B" }],
      acts: [
        { atSeconds: 0.6, act: { kind: "setBehaviours", node: "A", behaviours: [{ kind: "dead" }] } },
        { atSeconds: 100, act: { kind: "setBehaviours", node: "A", behaviours: [] } },
        { atSeconds: 110, act: { kind: "mendLink", peer: "A" } },
        { atSeconds: 200, act: { kind: "setBehaviours", node: "You", behaviours: [] } },
      ],
    }),
  );
  const told = records.flatMap((record) => {
    if (record.node !== 1) return [];
    if (record.kind === "connected") return [[record.at, "connected"]];
    if (record.kind === "disconnected") return [[record.at, record.why]];
    if (record.kind === "observed" && record.observation.kind === "peerDropped")
      return [[record.at, "dropped by the node"]];
    return [];
  });
  expect(told.map(([, what]) => what)).toEqual([
    "connected",
    "dropped by the node",
    "headers response timeout",
    "connected",
  ]);
  expect(told[2]?.[0]).toBe(100_000_000);
  const tips = records.flatMap((record) =>
    record.node === 1 && record.kind === "observed" && record.observation.kind === "tipChanged"
      ? [record.observation.height]
      : [],
  );
  expect(tips.at(-1)).toBe(20);
});
