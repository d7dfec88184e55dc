/** Every policy that ships, by id. */
import type { Policy } from "../policy.ts";
import { learncoin } from "./learncoin.ts";

export const policies: ReadonlyMap<string, Policy> = new Map(
  [learncoin].map((policy) => [policy.id, policy]),
);
