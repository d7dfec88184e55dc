/** The best header and the tip of a node against all that it has: the most work, and of equals what was there first. */
import type { ChainState } from "../../chain/chain-state.ts";

export function wrongBest(chain: ChainState): string[] {
  const { index, tip, bestHeader } = chain;
  const problems: string[] = [];
  let header = 0;
  let whole = 0;
  let anyFailed = false;
  const isWhole: boolean[] = [];
  for (let entry = 0; entry < index.size; entry++) {
    const parent = index.parent(entry);
    isWhole.push(chain.hasBlock(entry) && (parent < 0 || isWhole[parent] === true));
    anyFailed ||= chain.isFailed(entry);
    if (chain.isFailed(entry)) continue;
    if (index.work(entry) > index.work(header)) header = entry;
    if (isWhole[entry] && index.work(entry) > index.work(whole)) whole = entry;
  }
  if (index.work(bestHeader) !== index.work(header) || chain.isFailed(bestHeader))
    problems.push(
      `best header: ${index.height(bestHeader)}, and there is a better one at ${index.height(header)}`,
    );
  // Where the best has turned out to be invalid, our own tip comes before what is no better.
  else if (bestHeader !== header && !(anyFailed && bestHeader === tip))
    problems.push(`best header: entry ${bestHeader}, and ${header} has as much work and came first`);
  if (index.work(tip) !== index.work(whole) || isWhole[tip] !== true)
    problems.push(`tip: ${index.height(tip)}, and the best whole chain ends at ${index.height(whole)}`);
  return problems;
}
