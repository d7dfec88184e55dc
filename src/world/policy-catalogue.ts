/** The policies by name, for whoever lets a person choose one or compares them. */
import { policies as known } from "../node/policies/all.ts";
import type { Policy } from "../node/policy.ts";

/** By id. */
export const policies: ReadonlyMap<string, Policy> = known;

export const policyIds: readonly string[] = [...known.keys()];
