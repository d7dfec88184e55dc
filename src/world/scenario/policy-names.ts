/** What policies and defects are called, for whoever names them and has no need of what they do. */
import { policyIds as ids, defectsOf as ofPolicy } from "../../node/policies/ids.ts";
import { type DefectId, defectIds as known } from "../../node/published/defect-ids.ts";

export const policyIds: readonly string[] = ids;

export const defectIds: readonly DefectId[] = known;

export const defectsOf: typeof ofPolicy = ofPolicy;
