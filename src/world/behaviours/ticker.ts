/** Does something to every peer that listens, again and again, as a spammer does. */
import { US_PER_SECOND } from "../../sim/time.ts";
import type { Actor, Filter } from "./behaviour.ts";

/** Parameters of everything that repeats itself. */
export const tickerParameters = {
  everySeconds: { type: "whole", min: 1, max: 86_400, default: 1, meaning: "time between two messages" },
  messages: {
    type: "whole",
    min: 1,
    max: 1_000_000,
    default: 1000,
    meaning: "how many messages in all, so that a world without hope ends",
  },
} as const;

/** The first comes as soon as a peer listens. */
export function tick(
  actor: Actor,
  { everySeconds, messages }: { readonly everySeconds: number; readonly messages: number },
  act: (peer: string, nth: number) => void,
): Filter {
  let sent = 0;
  let waiting = false;
  const wait = () => {
    waiting = sent < messages && actor.listeners.size > 0;
    actor.wakeAt(waiting ? actor.now + everySeconds * US_PER_SECOND : undefined);
  };
  const once = (peer: string) => {
    if (sent < messages) act(peer, sent++);
  };
  return {
    ready(peer) {
      once(peer);
      if (!waiting) wait();
    },
    wake() {
      for (const peer of actor.listeners) once(peer);
      wait();
    },
    gone() {
      if (actor.listeners.size === 0) wait();
    },
  };
}
