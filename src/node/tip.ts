/** Reports that the active chain or the best header has moved. */
import type { NodeContext } from "./context.ts";

type Observing = Pick<NodeContext, "chain" | "observe">;

/** Says how the active chain got from the tip `from` to where it is now; nothing if it did not move. */
export function observeTip(context: Observing, from: number): void {
  const { index, tip } = context.chain;
  if (tip === from) return;
  const fork = index.lastCommon(from, tip);
  const disconnected: number[] = [];
  for (let walk = from; walk !== fork; walk = index.parent(walk)) disconnected.push(walk);
  const connected: number[] = [];
  for (let walk = tip; walk !== fork; walk = index.parent(walk)) connected.push(walk);
  context.observe({
    kind: "tipChanged",
    from,
    to: tip,
    height: index.height(tip),
    work: index.workHex(tip),
    hash: index.hashHex(tip),
    disconnected,
    connected: connected.reverse(),
  });
}

/** Says that the best header is another one than `from`; nothing if it is not. */
export function observeBestHeader(context: Observing, from: number): void {
  const { index, bestHeader } = context.chain;
  if (bestHeader === from) return;
  context.observe({
    kind: "bestHeaderChanged",
    from,
    to: bestHeader,
    height: index.height(bestHeader),
    work: index.workHex(bestHeader),
  });
}
