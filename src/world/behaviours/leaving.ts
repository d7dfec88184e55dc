/** Peers that leave when they are needed (protocol.md §7 rows 6 and 7). */
import { US_PER_SECOND } from "../../sim/time.ts";
import { defineBehaviour } from "./behaviour.ts";

export const leavesMidHeaders = defineBehaviour({
  kind: "leavesMidHeaders",
  row: 6,
  sentence: "Sends some headers and then closes the connection.",
  cost: "The headers that it sent.",
  noticed: "At once: the connection is gone, and the next peer goes on from the best header.",
  honest: false,
  parameters: {
    messages: {
      type: "whole",
      min: 1,
      max: 10_000,
      default: 1,
      meaning: "headers messages before it leaves",
    },
  },
  filter: ({ messages }, actor) => {
    const sent = new Map<string, number>();
    return {
      outgoing(message, peer) {
        if (message.command !== "headers" || message.headers.count === 0) return [message];
        const count = (sent.get(peer) ?? 0) + 1;
        sent.set(peer, count);
        if (count === messages) {
          actor.misbehaved(`left after ${count} headers ${count === 1 ? "message" : "messages"}`);
          actor.close(peer, "it left in the middle of the headers");
        }
        return [message];
      },
      gone: (peer) => sent.delete(peer),
    };
  },
});

export const flapping = defineBehaviour({
  kind: "flapping",
  row: 7,
  sentence: "Lets itself be asked for blocks, leaves with the requests, and comes back.",
  cost: "One connection now and then.",
  noticed: "At once each time: what it owed is free for others when the connection closes.",
  honest: false,
  parameters: {
    awaySeconds: { type: "whole", min: 1, max: 86_400, default: 5, meaning: "how long it stays away" },
    times: { type: "whole", min: 1, max: 100_000, default: 1000, meaning: "how often it comes back" },
  },
  filter: ({ awaySeconds, times }, actor) => {
    const away = new Map<string, number>();
    let left = times;
    const wakeNext = () => {
      let next: number | undefined;
      for (const at of away.values()) if (next === undefined || at < next) next = at;
      actor.wakeAt(next);
    };
    return {
      incoming(message, peer) {
        if (message.command !== "getdata") return { pass: message };
        actor.misbehaved(`took the requests for ${message.items.length} blocks and left`);
        actor.close(peer, "it left with the requests");
        if (left > 0) away.set(peer, actor.now + awaySeconds * US_PER_SECOND);
        left -= 1;
        wakeNext();
        return { answered: true };
      },
      ready(peer) {
        away.delete(peer);
        wakeNext();
      },
      wake() {
        for (const [peer, at] of away) {
          if (at > actor.now) continue;
          away.delete(peer);
          actor.dial(peer);
        }
        wakeNext();
      },
    };
  },
});
