/** How a node of this policy keeps its chain: what the article's program does not check (L-8) and how it counts work (L-9). */
import type { ChainOptions } from "../../chain/chain-state.ts";
import type { Policy } from "../policy.ts";

export function chainOptions({ defects }: Policy): Required<Pick<ChainOptions, "checks" | "workIsHeight">> {
  return { checks: !defects.includes("L-8"), workIsHeight: defects.includes("L-9") };
}
