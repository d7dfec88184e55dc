/** What whoever watches a node's host is told: each turn as it happens, and in the end what all of them came to. */
import type { ChainState } from "../../chain/chain-state.ts";
import type { NodeInput, NodeOutput } from "../../node/interface.ts";
import type { Policy } from "../../node/policy.ts";

/** What a node was given, and what came of it; `chain`: as the turn left it. */
export interface Turn {
  readonly chain: ChainState;
  readonly policy: Policy;
  readonly input: NodeInput;
  readonly outputs: readonly NodeOutput[];
}

export interface NodeHostTotals {
  readonly events: number;
  readonly checks: number;
  readonly violations: number;
  readonly digest: string;
}
