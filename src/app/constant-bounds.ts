/** How far a constant of a scenario may be changed, all else being as it is: as its schema says, which is asked. */
import type { Scenario } from "../world/scenario/scenario.ts";
import { parseScenario } from "../world/scenario/scenario-schema.ts";

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Above it nothing would be another run. */
const MOST = 1_000_000;

/** Whole numbers around the one it has, all of which are allowed; undefined: it is no number, or may be no other. */
export function constantBounds(scenario: Scenario, name: string): Bounds | undefined {
  const now = (scenario.constants as Readonly<Record<string, unknown>>)[name];
  if (typeof now !== "number" || !Number.isInteger(now)) return undefined;
  const isAllowed = (value: number) => parseScenario(withConstant(scenario, name, value)).ok;
  if (!isAllowed(now)) return undefined;
  let beyond = Math.max(1, now) * 2;
  while (beyond < MOST && isAllowed(beyond)) beyond *= 2;
  const max = last(now, Math.min(beyond, MOST + 1), isAllowed);
  const min = -last(-now, 1, (value) => isAllowed(-value));
  return min < max ? { min, max } : undefined;
}

function withConstant(scenario: Scenario, name: string, value: number): Scenario {
  return { ...scenario, constants: { ...scenario.constants, [name]: value } };
}

/** From one that is allowed up to one that is not: the last before that. */
function last(from: number, to: number, isAllowed: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isAllowed(middle)) low = middle;
    else high = middle;
  }
  return low;
}
