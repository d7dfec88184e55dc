/** Who is not in every world of a sweep over how many peers there are: the first ones are taken, and somebody special may not be among them. */
import type { Behaviour } from "../world/behaviours/catalogue.ts";
import type { SweepSpec } from "./sweep-spec.ts";

export interface LeftOut {
  /** Its id. */
  readonly peer: string;
  readonly behaviours: readonly Behaviour[];
  /** It is in the worlds of so many peers and more. */
  readonly from: number;
  /** In none of these. */
  readonly isAlways: boolean;
}

/** Those with behaviours, or whose slowness is varied, that some world of this sweep is without; in their order. */
export function leftOut({ scenario, vary }: Pick<SweepSpec, "scenario" | "vary">): readonly LeftOut[] {
  const counts = vary.flatMap(({ what, values }) => (what === "peers" ? values.map(Number) : []));
  if (counts.length === 0) return [];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return scenario.peers.flatMap(({ id, behaviours }, i) => {
    const isSpecial =
      behaviours.length > 0 || vary.some(({ what, peer }) => what === "slowness" && peer === id);
    return isSpecial && i >= least ? [{ peer: id, behaviours, from: i + 1, isAlways: i >= most }] : [];
  });
}
