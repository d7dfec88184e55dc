/** Delivers the blocks it is asked for in another order, as anybody may (protocol.md §7 row 32). */
import { US_PER_MS } from "../../sim/time.ts";
import type { Outgoing } from "../host/outgoing.ts";
import { defineBehaviour } from "./behaviour.ts";

export const outOfOrder = defineBehaviour({
  kind: "outOfOrder",
  row: 32,
  sentence: "Delivers every block that it is asked for, a few at a time and the last one first.",
  cost: "Nothing: it is allowed.",
  noticed: "It need not be: blocks wait until the one below them is there.",
  honest: true,
  parameters: {
    count: { type: "whole", min: 2, max: 100, default: 4, meaning: "blocks that it turns around at a time" },
    holdMs: {
      type: "whole",
      min: 1,
      max: 60_000,
      default: 500,
      meaning: "how long it holds one back at most",
    },
  },
  filter: ({ count, holdMs }, actor) => {
    const held = new Map<string, Outgoing[]>();
    let flushAt: number | undefined;
    const release = (peer: string) => {
      const messages = held.get(peer) ?? [];
      held.delete(peer);
      if (messages.length > 1) actor.misbehaved(`sent ${messages.length} blocks the last one first`);
      for (const message of messages.reverse()) actor.release(peer, message);
    };
    return {
      outgoing(message, peer) {
        if (message.command !== "block") return [message];
        const messages = held.get(peer) ?? [];
        messages.push(message);
        held.set(peer, messages);
        if (messages.length >= count) release(peer);
        else if (flushAt === undefined) {
          flushAt = actor.now + holdMs * US_PER_MS;
          actor.wakeAt(flushAt);
        }
        return [];
      },
      wake() {
        flushAt = undefined;
        for (const peer of [...held.keys()]) release(peer);
      },
      gone: (peer) => {
        held.delete(peer);
      },
    };
  },
});
