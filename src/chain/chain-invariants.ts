/** What must always be true of a chain state: I1–I11 of protocol.md §2.18 (Core `CheckBlockIndex`). */
import { known } from "../bitcoin/known.ts";
import type { ActiveChain } from "./active-chain.ts";
import type { BestChain } from "./best-chain.ts";
import type { BlockIndex } from "./block-index.ts";
import type { BlockStatuses } from "./block-status.ts";
import { skipHeight } from "./skip-height.ts";

/** The parts of a chain state that the invariants speak of. */
export interface ChainView {
  readonly index: BlockIndex;
  readonly active: ActiveChain;
  readonly status: BlockStatuses;
  readonly best: BestChain;
  readonly bestHeader: number;
  /** What is not checked may claim a target that no hash can meet, and add no work. */
  readonly checks: boolean;
  /** The active chain follows the blocks. */
  readonly connects: boolean;
  hasBody(entry: number): boolean;
}

/**
 * Adds what is wrong around one entry to `problems`, each as `I5 entry 12: …`. Costs the same for every entry and, while
 * nothing is wrong, allocates nothing: it runs for every header that comes in.
 */
export function checkEntry(view: ChainView, entry: number, problems: string[]): void {
  const { index, status, best, active } = view;
  const parent = index.parent(entry);
  must(problems, entry, "I10", parent < 0 === (entry === 0), "only genesis has no parent");
  must(problems, entry, "I11", parent < entry, "its parent came before it");
  const data = status.haveData(entry);
  const linked = status.isLinked(entry);
  const failed = status.isFailed(entry);
  must(problems, entry, "I4", data === view.hasBody(entry), "it has data exactly if its body is stored");
  if (parent >= 0) {
    const whole = data && status.isLinked(parent);
    const follows = index.height(entry) === index.height(parent) + 1;
    const addsWork = index.compareWork(entry, parent) > 0 || !view.checks;
    must(problems, entry, "I1", follows, "its height is its parent's plus 1");
    must(problems, entry, "I1", addsWork, "its work is more than its parent's");
    must(problems, entry, "I5", linked === whole, "it is linked exactly if it and its parent are whole");
    must(problems, entry, "I6", failed || !status.isFailed(parent), "a child of a failed block is failed");
  }
  const skips = index.height(index.skip(entry)) === skipHeight(index.height(entry));
  must(problems, entry, "I2", skips, "its skip leads to the height it should");
  if (active.contains(entry)) {
    must(problems, entry, "I3", linked && !failed, "a block of the active chain is whole and valid");
    must(problems, entry, "I3", parent < 0 || active.contains(parent), "the active chain is a path");
  }
  const overBest = index.compareWork(entry, view.bestHeader);
  must(problems, entry, "I7", failed || overBest <= 0, "no valid header has more work than the best");
  must(problems, entry, "I7", !status.isFailed(view.bestHeader), "the best header is not failed");
  const overTip = index.compareWork(entry, active.tip);
  const candidate = linked && !failed && overTip >= 0;
  const isRated = best.isCandidate(entry) === candidate;
  must(problems, entry, "I8", isRated, "candidates are the whole, valid, not worse");
  const isBehind = view.connects && candidate && overTip > 0;
  must(problems, entry, "I8", !isBehind, "no candidate has more work than the tip");
  const waits = data && !linked && !failed;
  must(problems, entry, "I9", best.isUnlinked(entry) === waits, "it waits exactly if an ancestor is missing");
}

function must(problems: string[], entry: number, id: string, holds: boolean, what: string): void {
  if (!holds) problems.push(`${id} entry ${entry}: ${what}`);
}

/** What is wrong anywhere. Looks at every entry and at everything that refers to one. */
export function checkWhole(view: ChainView): string[] {
  const { index, active, best } = view;
  const problems: string[] = [];
  for (let entry = 0; entry < index.size; entry++) {
    checkEntry(view, entry, problems);
    problems.push(...checkStored(index, entry));
  }
  for (let height = 0; height <= active.height; height++) {
    const entry = known(active.at(height), "a block of the active chain");
    if (index.height(entry) !== height) problems.push(`I3 entry ${entry}: it is not of height ${height}`);
    if (height > 0 && index.parent(entry) !== active.at(height - 1)) {
      problems.push(`I3 entry ${entry}: the active chain is a path`);
    }
  }
  for (const entry of best.candidates) {
    if (entry >= index.size) problems.push(`I8 entry ${entry}: a candidate is in the index`);
  }
  for (const [parent, entry] of best.unlinked) {
    if (index.parent(entry) !== parent)
      problems.push(`I9 entry ${entry}: it waits for ${parent}, no parent of it`);
  }
  return problems;
}

/** What an entry's own fields say, recomputed. */
function checkStored(index: BlockIndex, entry: number): string[] {
  const problems: string[] = [];
  const parent = index.parent(entry);
  const before = parent < 0 ? 0n : index.work(parent);
  if (index.work(entry) !== before + index.ownWork(entry)) {
    problems.push(`I1 entry ${entry}: its work is its parent's plus its own`);
  }
  if (parent >= 0 && index.ancestor(parent, skipHeight(index.height(entry))) !== index.skip(entry)) {
    problems.push(`I2 entry ${entry}: its skip is an ancestor`);
  }
  if (index.find(index.hash(entry)) !== entry) problems.push(`I11 entry ${entry}: it is found by its hash`);
  return problems;
}
