/** A connection that stays open and carries nothing: a machine that hangs (protocol.md §7 row 5). */
import { defineBehaviour } from "./behaviour.ts";

export const dead = defineBehaviour({
  kind: "dead",
  row: 5,
  sentence: "Takes the connection and never sends a byte, not even a pong.",
  cost: "One open connection.",
  noticed:
    "By the handshake time-out if it was dead from the start, else by those for headers and blocks, or a ping.",
  honest: false,
  parameters: {},
  filter: () => ({
    incoming: () => ({ swallowed: "dead" }),
    outgoing: () => [],
    holdsOn: true,
  }),
});
