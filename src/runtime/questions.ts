/** What a run asks of its members, and what they answer: plain data, whoever carries it. */
import type { SimTime } from "../sim/time.ts";
import type { Standing } from "../world/host/member.ts";
import type { NodeHostTotals } from "../world/host/turn.ts";
import type { NodeOutlook } from "../world/judging/outlook.ts";
import type { LocalReport } from "../world/judging/summary.ts";
import type { WorldRecord } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { PeerSpec } from "../world/scenario/peer-spec.ts";
import type { Sent } from "./sent-by.ts";

/** Each is for the node of this number. */
export type Ask = { readonly node: number } & (
  | {
      /** Take your place, and say how you stand. */
      readonly kind: "join";
      /** Of a peer that a user adds; the others are in the setup. */
      readonly peer?: PeerSpec;
    }
  | {
      /** Handle what is due before `until`, at most `limit` events. */
      readonly kind: "advance";
      readonly until: SimTime;
      readonly limit: number;
      /** As `Member.advance` has it. */
      readonly lineEnds?: readonly (SimTime | undefined)[] | undefined;
    }
  | {
      readonly kind: "act";
      readonly at: SimTime;
      readonly act: Act;
      /** The number of the peer that it adds. */
      readonly newcomer?: number | undefined;
    }
  | { readonly kind: "totals" }
);

/** To each but `totals`. */
export interface NodeReport {
  readonly standing: Standing;
  readonly sent: readonly Sent[];
  readonly records: readonly WorldRecord[];
}

export interface NodeTotals {
  readonly totals: NodeHostTotals;
  readonly outlook: NodeOutlook;
  /** Of the local node alone. */
  readonly local: LocalReport | undefined;
}

export type Answer =
  | { readonly kind: "report"; readonly report: NodeReport }
  | ({ readonly kind: "totals" } & NodeTotals);

/** The answers come in the order of what was asked, all of one batch together. */
export type Work<T> = Generator<readonly Ask[], T, readonly Answer[]>;
