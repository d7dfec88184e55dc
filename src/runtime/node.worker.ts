/** A Web Worker that holds one node. */
import { NodeServer } from "./node-server.ts";
import type { NodeWorkerStart } from "./worker-protocol.ts";

addEventListener("message", (event: MessageEvent<NodeWorkerStart>) => new NodeServer(event.data), {
  once: true,
});
// Whoever made it may wait for its program to have come.
postMessage("here");
