/** What a node reports when it starts: all that is on its disk. */
import type { ChainState } from "../chain/chain-state.ts";
import type { NodeContext } from "./context.ts";
import { entriesOf } from "./header-entries.ts";
import type { EntryWork, Observation } from "./observation.ts";

type Disk = Pick<
  Extract<Observation, { readonly kind: "started" }>,
  "entries" | "stored" | "works" | "invalid"
>;

/** Of whole chains, by where their hashes stand: nodes that have the same one share it until it changes, and report the same. */
const reported = new WeakMap<ArrayBufferLike, Disk>();

export function observeStart(context: Pick<NodeContext, "chain" | "observe">): void {
  const { chain } = context;
  context.observe({
    kind: "started",
    network: chain.network.name,
    ...diskOf(chain),
    tip: chain.tip,
    bestHeader: chain.bestHeader,
  });
}

/** Of every entry that no other has for its parent, and of the best header. */
function worksOf({ index, bestHeader }: ChainState, parents: Int32Array): readonly EntryWork[] {
  const isParent = new Uint8Array(parents.length);
  for (const parent of parents) if (parent >= 0) isParent[parent] = 1;
  const works: EntryWork[] = [];
  isParent.forEach((parent, entry) => {
    if (parent === 0 || entry === bestHeader) works.push({ entry, work: index.workHex(entry) });
  });
  return works;
}

function diskOf(chain: ChainState): Disk {
  const { index } = chain;
  const { size } = index;
  const hashes = index.allHashes();
  const isWhole = chain.active.height === size - 1 && chain.hasAllBlocksTo(chain.tip);
  const known = isWhole ? reported.get(hashes.buffer) : undefined;
  if (known?.entries.count === size) return known;
  const stored = Int32Array.from({ length: size }, (_, entry) => entry);
  const entries = entriesOf(index, 0, size, hashes);
  const disk = {
    entries,
    stored: isWhole ? stored : stored.filter((entry) => chain.hasBlock(entry)),
    works: worksOf(chain, entries.parents),
    invalid: isWhole ? [] : [...stored.filter((entry) => chain.isFailed(entry))],
  };
  if (isWhole) reported.set(hashes.buffer, disk);
  return disk;
}
