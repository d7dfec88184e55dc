/**
 * A bad peer is an honest node behind a filter: what its behaviours swallow never reaches the node, so it
 * never answers. Catalogue: protocol.md §7.
 */
import type { Message } from "../bitcoin/wire/message.ts";
import type { ChainState } from "../chain/chain-state.ts";
import type { Behaviour } from "./act.ts";

/** Upload rate that `slow` divides where the scenario sets none: a common home line. */
const UNLIMITED_MADE_SLOW_BYTES_PER_SECOND = 2_000_000;

/** The message as the node is to see it, or why it does not see it at all. */
export type Filtered = { readonly message: Message } | { readonly swallowed: string };

export function filterIncoming(
  behaviours: readonly Behaviour[],
  message: Message,
  chain: ChainState,
): Filtered {
  let passed = message;
  for (const behaviour of behaviours) {
    if (behaviour.kind === "silentOnHeaders" && passed.command === "getheaders") {
      return { swallowed: "silent on headers" };
    }
    if (behaviour.kind === "silentOnBlocks" && passed.command === "getdata") {
      const withheld = behaviour.heights;
      if (withheld === undefined) return { swallowed: "silent on blocks" };
      const items = passed.items.filter((item) => {
        const entry = chain.index.find(item.hash);
        return entry === undefined || !withheld.includes(chain.index.height(entry));
      });
      if (items.length === 0) return { swallowed: "silent on blocks" };
      passed = { ...passed, items };
    }
  }
  return { message: passed };
}

export function uploadRate(behaviours: readonly Behaviour[], bytesPerSecond: number | null): number | null {
  let rate = bytesPerSecond;
  for (const behaviour of behaviours) {
    if (behaviour.kind === "slow") {
      rate = Math.max(1, Math.floor((rate ?? UNLIMITED_MADE_SLOW_BYTES_PER_SECOND) / behaviour.factor));
    }
  }
  return rate;
}
