/** Whom a person who knows the truth would believe. */
import { type Behaviour, definitionOf } from "../behaviours/catalogue.ts";

/** Slow is no lie; silence is (the catalogue says which). */
export function isHonest(behaviours: readonly Behaviour[]): boolean {
  return behaviours.every((behaviour) => definitionOf(behaviour).honest);
}
