/** What a node reports when it starts: all that is on its disk. */
import type { NodeContext } from "./context.ts";
import { headerEntries } from "./header-entries.ts";

export function observeStart(context: Pick<NodeContext, "chain" | "observe">): void {
  const { chain } = context;
  const entries = headerEntries(chain.index, 0, chain.index.size);
  if (entries === undefined) throw new Error("the block index has no genesis");
  const stored = Int32Array.from({ length: chain.index.size }, (_, entry) => entry);
  context.observe({
    kind: "started",
    network: chain.network.name,
    entries,
    stored: stored.filter((entry) => chain.hasBlock(entry)),
    tip: chain.tip,
    bestHeader: chain.bestHeader,
  });
}
