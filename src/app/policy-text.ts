/** What a policy is called. */
import { keyOf, t } from "./text.ts";

export function policyName(id: string): string {
  return t(`policy.${keyOf(id)}.name`);
}

export function policyHint(id: string): string {
  return t(`policy.${keyOf(id)}.hint`);
}
