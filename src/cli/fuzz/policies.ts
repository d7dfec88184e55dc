/** Which policies are sound: the article's program as it was published has defects on purpose. */
import { policyIds } from "../../world/policy-catalogue.ts";

export const correctPolicies: readonly string[] = policyIds.filter((id) => !id.endsWith("as-published"));
