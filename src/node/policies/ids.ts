/** The policies that ship, by name and in their order; what each does is in all.ts. */
import { type DefectId, defectIds } from "../published/defect-ids.ts";

export const policyIds = [
  "blocks-first-0.8",
  "blocks-first",
  "learncoin-as-published",
  "learncoin",
  "headers-then-blocks",
  "core-0.12",
  "core",
] as const;

export type PolicyId = (typeof policyIds)[number];

/** Those of the published program, each of which can be mended alone; the others have none. */
export function defectsOf(policy: string): readonly DefectId[] {
  const published: PolicyId = "learncoin-as-published";
  return policy === published ? defectIds : [];
}
