/** Every message that the view has on a lane, against the records of the run. */
import { describe, expect, test } from "vitest";
import { WorldView } from "../../src/replay/world-view.ts";
import { LOCAL_NODE, type WorldRecord } from "../../src/world/record.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

describe.each(["reorganisation", "living-network", "slow-peer"])("%s", (id) => {
  const world = builtIn(id);
  const { records } = runToEnd(world);
  const names = [LOCAL_NODE, ...world.peers.map((peer) => peer.id)];

  test("a lane has what the local node and that peer sent each other, and nothing else", () => {
    const view = new WorldView(world.peers);
    const sent = new Map<string, WorldRecord & { kind: "sent" }>();
    let between = 0;
    for (const record of records) {
      view.apply([record]);
      if (record.kind === "sent") sent.set(record.message, record);
      if (record.kind === "delivered" || record.kind === "lost") sent.delete(record.message);
      if (record.kind !== "sent" && record.kind !== "delivered") continue;
      const lanes: string[] = [];
      const others: string[] = [];
      for (const { node, to, message } of sent.values()) {
        const from = names[node];
        if (from === LOCAL_NODE) lanes.push(`${message} to ${to}`);
        else if (to === LOCAL_NODE) lanes.push(`${message} from ${from}`);
        else others.push(`${message} ${from} ${to}`);
      }
      const drawn = [...view.flights.values()].map(
        ({ message, peer, outgoing }) => `${message} ${outgoing ? "to" : "from"} ${peer}`,
      );
      expect(drawn.sort()).toEqual(lanes.sort());
      const beside = [...view.sideFlights].map(([message, { from, to }]) => `${message} ${from} ${to}`);
      expect(beside.sort()).toEqual(others.sort());
      between += others.length;
    }
    expect(between > 0).toBe(world.links.length > 0);
  });
});
