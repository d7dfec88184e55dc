/**
 * How a node of this policy keeps its chain: what the article's program does not check (L-8), how it counts work (L-9), that it
 * never connects a block (L-27); and whether it knows of witnesses.
 */
import type { ChainOptions } from "../../chain/chain-options.ts";
import type { Policy } from "../policy.ts";

export function chainOptions({
  defects,
  fetchesWitness,
}: Policy): Required<Pick<ChainOptions, "checks" | "workIsHeight" | "witnesses" | "connects">> {
  return {
    checks: !defects.includes("L-8"),
    workIsHeight: defects.includes("L-9"),
    connects: !defects.includes("L-27"),
    witnesses: fetchesWitness,
  };
}
