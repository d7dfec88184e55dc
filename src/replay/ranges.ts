/** Heights as a person writes them. */
import type { EntryTable } from "./entry-table.ts";

/** Behind the height of a block that is not on the best chain: another one has that height there. */
export const ASIDE = "\u2032";

/** `305 to 308, 1,320`. At most four runs; the rest is `…`. `mark`: what stands behind each. */
export function ranges(heights: readonly number[], mark = ""): string {
  const sorted = [...heights].sort((a, b) => a - b);
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const from = sorted[i]!;
    let to = from;
    i += 1;
    while (i < sorted.length && sorted[i] === to + 1) {
      to += 1;
      i += 1;
    }
    const [low, high] = [from, to].map((height) => `${grouped(height)}${mark}`);
    runs.push(to === from ? `${low}` : to === from + 1 ? `${low}, ${high}` : `${low} to ${high}`);
  }
  return runs.length > 4 ? `${runs.slice(0, 4).join(", ")} …` : runs.join(", ");
}

/** Those of the best chain, and then those of other branches, which are marked: `12 to 15, 8′`. */
export function rangesOfBlocks(
  entries: EntryTable,
  blocks: Iterable<{ readonly entry: number; readonly height: number }>,
): string {
  const [best, aside]: [number[], number[]] = [[], []];
  for (const { entry, height } of blocks) (entries.onBestChain(entry) ? best : aside).push(height);
  return [ranges(best), ranges(aside, ASIDE)].filter((text) => text !== "").join(", ");
}

function grouped(height: number): string {
  return `${height}`.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A height where there is little room: `1320`, `8′`. */
export function heightLabel(height: number, isAside: boolean): string {
  return `${height}${isAside ? ASIDE : ""}`;
}
