/** What a policy is called. */
import { t } from "./text.ts";

export function policyName(id: string): string {
  return t(`policy.${keyOf(id)}.name`);
}

export function policyHint(id: string): string {
  return t(`policy.${keyOf(id)}.hint`);
}

/** A dot would part the key of a text. */
function keyOf(id: string): string {
  return id.replaceAll(".", "_");
}
