/** The policies by name, for whoever lets a person choose one. */
import { policies } from "../node/policies/all.ts";

export const policyIds: readonly string[] = [...policies.keys()];
