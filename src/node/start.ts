/** What a node reports when it starts: all that is on its disk. */
import type { ChainState } from "../chain/chain-state.ts";
import type { NodeContext } from "./context.ts";
import { entriesOf } from "./header-entries.ts";
import type { Observation } from "./observation.ts";

type Disk = Pick<Extract<Observation, { readonly kind: "started" }>, "entries" | "stored">;

/** Of whole chains, by where their hashes stand: nodes that have the same one share it until it changes, and report the same. */
const reported = new WeakMap<ArrayBufferLike, Disk>();

export function observeStart(context: Pick<NodeContext, "chain" | "observe">): void {
  const { chain } = context;
  const { entries, stored } = diskOf(chain);
  context.observe({
    kind: "started",
    network: chain.network.name,
    entries,
    stored,
    tip: chain.tip,
    bestHeader: chain.bestHeader,
  });
}

function diskOf(chain: ChainState): Disk {
  const { index } = chain;
  const { size } = index;
  const hashes = index.allHashes();
  const isWhole = chain.active.height === size - 1 && chain.hasAllBlocksTo(chain.tip);
  const known = isWhole ? reported.get(hashes.buffer) : undefined;
  if (known?.entries.count === size) return known;
  const stored = Int32Array.from({ length: size }, (_, entry) => entry);
  const disk = {
    entries: entriesOf(index, 0, size, hashes),
    stored: isWhole ? stored : stored.filter((entry) => chain.hasBlock(entry)),
  };
  if (isWhole) reported.set(hashes.buffer, disk);
  return disk;
}
