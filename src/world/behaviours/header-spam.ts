/** Headers that nobody asked for, without end (protocol.md §7 rows 12 and 14). */
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import { defineBehaviour } from "./behaviour.ts";
import { orphanBlock } from "./orphans.ts";
import { isMinable, PrivateChain } from "./private-chain.ts";
import { tick, tickerParameters } from "./ticker.ts";

export const unconnectingHeaders = defineBehaviour({
  kind: "unconnectingHeaders",
  row: 12,
  sentence: "Announces headers whose parents nobody has ever seen.",
  cost: "The proof of work of one header each.",
  noticed:
    "Taken for news: the victim asks for what leads to them; as an answer to its own question it is an offence.",
  honest: false,
  parameters: tickerParameters,
  filter: (parameters, actor) =>
    tick(actor, parameters, (peer) => {
      if (!isMinable(actor.network)) return;
      const orphan = orphanBlock(actor);
      if (orphan === undefined) return;
      actor.send(peer, { command: "headers", headers: { count: 1, bytes: orphan.header } });
      actor.misbehaved("announced a header that leads nowhere");
    }),
});

export const headerSpam = defineBehaviour({
  kind: "headerSpam",
  row: 14,
  sentence: "Sends new headers of worthless branches without end.",
  cost: "For each header that the victim keeps 81 bytes, and proof of work at the least difficulty.",
  noticed: "By nothing but its memory; a minimum chain work keeps such headers out of it.",
  honest: false,
  parameters: {
    ...tickerParameters,
    count: { type: "whole", min: 1, max: 2000, default: 20, meaning: "headers in each message" },
  },
  filter: (parameters, actor) =>
    tick(actor, parameters, (peer) => {
      if (!isMinable(actor.network)) return;
      const bytes = new Uint8Array(Math.min(parameters.count, actor.headersPerMessage) * HEADER_BYTES);
      // Always from genesis, which everybody has, and never enough work to be followed.
      const chain = new PrivateChain(actor, 0);
      chain.mineBelow(bytes.length / HEADER_BYTES, actor.nowSeconds, actor.random);
      const headers = chain.headersAfter([], bytes.length / HEADER_BYTES);
      if (headers.count === 0) return;
      actor.send(peer, { command: "headers", headers });
      actor.misbehaved(`sent ${headers.count} worthless headers that nobody asked for`);
    }),
});
