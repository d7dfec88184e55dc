/** The policies by name, for whoever lets a person choose one or compares them. */
import { policies as all } from "../../node/policies/all.ts";
import type { Policy } from "../../node/policy.ts";
import { defects as known } from "../../node/published/defects.ts";

/** By id. */
export const policies: ReadonlyMap<string, Policy> = all;

/** What is wrong with the published program, by id: what it does, and what would be right. */
export const defects: typeof known = known;
