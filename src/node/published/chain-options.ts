/**
 * How a node of this policy keeps its chain: what the article's program does not check (L-8), how it counts work (L-9), and whether
 * it knows of witnesses.
 */
import type { ChainOptions } from "../../chain/chain-state.ts";
import type { Policy } from "../policy.ts";

export function chainOptions({
  defects,
  fetchesWitness,
}: Policy): Required<Pick<ChainOptions, "checks" | "workIsHeight" | "witnesses">> {
  return {
    checks: !defects.includes("L-8"),
    workIsHeight: defects.includes("L-9"),
    witnesses: fetchesWitness,
  };
}
