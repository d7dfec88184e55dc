/**
 * The block tree with everything dull folded away, so that a chain of 900 000 blocks draws like one of 40
 * (interface.md §1.5): what is interesting stands alone, runs between become one link that says how many.
 */
import { type EntryTable, NO_ENTRY } from "./entry-table.ts";

export type SkeletonItem =
  | { readonly kind: "block"; readonly entry: number; readonly height: number }
  /** Blocks `low … high`, counted by state in the order of `BLOCK_STATES`. */
  | {
      readonly kind: "run";
      readonly low: number;
      readonly high: number;
      readonly histogram: readonly number[];
    };

export interface SkeletonBranch {
  /** Height of the block of the main line it leaves from. */
  readonly forkHeight: number;
  readonly tip: number;
  readonly items: readonly SkeletonItem[];
}

export interface Skeleton {
  /** The best header chain, or the active chain where that is not on it. */
  readonly main: readonly SkeletonItem[];
  readonly branches: readonly SkeletonBranch[];
  /** Branches that are not drawn. */
  readonly hiddenBranches: number;
}

export interface SkeletonOptions {
  /** Heights of the main line that must stand alone. */
  readonly keep: readonly number[];
  /** Heights that stand alone as far as there is room, most wanted first. */
  readonly wish: readonly number[];
  /** So many columns there are; a block takes one, a run takes `runColumns`. */
  readonly columns: number;
  readonly runColumns: number;
  readonly branches: number;
}

/** Runs up to this long are shown block by block. */
const RUN_AT_LEAST = 3;
/** A branch shows this many blocks at each end of its run. */
const BRANCH_ENDS = 2;

export function skeleton(entries: EntryTable, options: SkeletonOptions): Skeleton {
  const top = entries.bestHeight;
  if (top < 0) return { main: [], branches: [], hiddenBranches: 0 };
  const branches = findBranches(entries);
  const drawn = branches.slice(0, options.branches);
  const must = new Set<number>([0, top]);
  for (const height of options.keep) if (height >= 0 && height <= top) must.add(height);
  for (const branch of drawn) must.add(branch.forkHeight);
  return {
    main: mainLine(entries, top, must, options),
    branches: drawn,
    hiddenBranches: branches.length - drawn.length,
  };
}

function mainLine(
  entries: EntryTable,
  top: number,
  must: Set<number>,
  options: SkeletonOptions,
): SkeletonItem[] {
  if (top + 1 <= options.columns) {
    return Array.from({ length: top + 1 }, (_, height) => block(entries, height));
  }
  const kept = new Set(must);
  for (const height of options.wish) {
    if (height < 0 || height > top || kept.has(height)) continue;
    kept.add(height);
    if (columnsOf(kept, options.runColumns) > options.columns) {
      kept.delete(height);
      break;
    }
  }
  const heights = [...kept].sort((a, b) => a - b);
  const items: SkeletonItem[] = [];
  let previous = -1;
  for (const height of heights) {
    const gap = height - previous - 1;
    if (gap > 0 && gap < RUN_AT_LEAST) {
      for (let h = previous + 1; h < height; h++) items.push(block(entries, h));
    } else if (gap > 0) {
      items.push({
        kind: "run",
        low: previous + 1,
        high: height - 1,
        histogram: entries.histogram(previous + 1, height - 1),
      });
    }
    items.push(block(entries, height));
    previous = height;
  }
  return items;
}

function columnsOf(kept: ReadonlySet<number>, runColumns: number): number {
  const heights = [...kept].sort((a, b) => a - b);
  let columns = 0;
  let previous = -1;
  for (const height of heights) {
    const gap = height - previous - 1;
    columns += 1 + (gap === 0 ? 0 : gap < RUN_AT_LEAST ? gap : runColumns);
    previous = height;
  }
  return columns;
}

function block(entries: EntryTable, height: number): SkeletonItem {
  return { kind: "block", entry: entries.bestAt(height), height };
}

/** Every tip off the best chain, the longest branch first; ties by fork height, then by entry. */
function findBranches(entries: EntryTable): SkeletonBranch[] {
  const branches: SkeletonBranch[] = [];
  const taken = new Set<number>();
  for (const tip of entries.tips) {
    if (entries.onBestChain(tip)) continue;
    const path: number[] = [];
    let entry = tip;
    while (entry !== NO_ENTRY && !entries.onBestChain(entry) && !taken.has(entry)) {
      path.push(entry);
      entry = entries.parent(entry);
    }
    while (entry !== NO_ENTRY && !entries.onBestChain(entry)) entry = entries.parent(entry);
    for (const member of path) taken.add(member);
    branches.push({ forkHeight: entries.height(entry), tip, items: branchItems(entries, path.reverse()) });
  }
  const length = (branch: SkeletonBranch) => entries.height(branch.tip) - branch.forkHeight;
  return branches.sort((a, b) => length(b) - length(a) || a.forkHeight - b.forkHeight || a.tip - b.tip);
}

function branchItems(entries: EntryTable, path: readonly number[]): SkeletonItem[] {
  const one = (entry: number): SkeletonItem => ({ kind: "block", entry, height: entries.height(entry) });
  if (path.length < 2 * BRANCH_ENDS + RUN_AT_LEAST) return path.map(one);
  const first = path.slice(0, BRANCH_ENDS + 1);
  const last = path.slice(-1);
  const between = path.slice(BRANCH_ENDS + 1, -1);
  const histogram = [0, 0, 0, 0, 0, 0];
  const states = ["header", "asked", "stored", "validated", "stale", "invalid"];
  for (const entry of between) {
    histogram[states.indexOf(entries.state(entry))]! += 1;
  }
  const low = entries.height(between[0]!);
  return [
    ...first.map(one),
    { kind: "run", low, high: low + between.length - 1, histogram },
    ...last.map(one),
  ];
}
