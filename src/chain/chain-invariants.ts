/** What must always be true of a chain state: I1–I11 of protocol.md §2.18 (Core `CheckBlockIndex`). */
import type { ActiveChain } from "./active-chain.ts";
import type { BestChain } from "./best-chain.ts";
import type { BlockIndex } from "./block-index.ts";
import type { BlockStatuses } from "./block-status.ts";

/** The parts of a chain state that the invariants speak of. */
export interface ChainView {
  readonly index: BlockIndex;
  readonly active: ActiveChain;
  readonly status: BlockStatuses;
  readonly best: BestChain;
  readonly bestHeader: number;
  hasBody(entry: number): boolean;
}

/** What is wrong around one entry, each as `I5 entry 12: …`. */
export function checkEntry(view: ChainView, entry: number): string[] {
  const { index, status, best, active } = view;
  const problems: string[] = [];
  const must = (id: string, holds: boolean, what: string) => {
    if (!holds) problems.push(`${id} entry ${entry}: ${what}`);
  };
  const parent = index.parent(entry);
  must("I10", parent < 0 === (entry === 0), "only genesis has no parent");
  must("I11", parent < entry, "its parent came before it");
  const data = status.haveData(entry);
  const linked = status.isLinked(entry);
  const failed = status.isFailed(entry);
  must("I4", data === view.hasBody(entry), "it has data exactly if its body is stored");
  if (parent >= 0) {
    must("I1", index.height(entry) === index.height(parent) + 1, "its height is its parent's plus 1");
    must("I1", index.compareWork(entry, parent) > 0, "its work is more than its parent's");
    must(
      "I5",
      linked === (data && status.isLinked(parent)),
      "it is linked exactly if it and its parent are whole",
    );
    must("I6", failed || !status.isFailed(parent), "a child of a failed block is failed");
  }
  if (index.height(entry) >= 2)
    must("I2", index.height(index.skip(entry)) < index.height(entry), "its skip leads down");
  must(
    "I7",
    failed || index.compareWork(entry, view.bestHeader) <= 0,
    "no valid header has more work than the best",
  );
  must("I7", !status.isFailed(view.bestHeader), "the best header is not failed");
  const notWorse = index.compareWork(entry, active.tip) >= 0;
  must(
    "I8",
    best.isCandidate(entry) === (notWorse && linked && !failed),
    "candidates are the whole, valid, not worse",
  );
  must(
    "I9",
    best.timesUnlinked(entry) === (data && !linked && !failed ? 1 : 0),
    "it waits once exactly if its parent is missing",
  );
  return problems;
}

/** What is wrong anywhere. */
export function checkWhole(view: ChainView): string[] {
  const { index, active, status } = view;
  const problems: string[] = [];
  for (let entry = 0; entry < index.size; entry++) problems.push(...checkEntry(view, entry));
  for (let height = 0; height <= active.height; height++) {
    const entry = active.at(height) ?? -1;
    if (index.height(entry) !== height || !status.isLinked(entry) || status.isFailed(entry)) {
      problems.push(`I3 entry ${entry}: a block of the active chain is whole, valid and at its height`);
    }
    if (height > 0 && index.parent(entry) !== active.at(height - 1)) {
      problems.push(`I3 entry ${entry}: the active chain is a path`);
    }
  }
  return problems;
}
