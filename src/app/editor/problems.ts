/** What is wrong with a draft, field by field, in the words in which a file would be refused. */
import type { Scenario } from "../../world/scenario/scenario.ts";
import { parseScenario, scenarioErrors } from "../../world/scenario/scenario-schema.ts";
import type { Draft } from "./draft.ts";

export interface Problem {
  /** Path of the field; `scenario`: the whole of it. */
  readonly field: string;
  /** What was expected and what was found. */
  readonly why: string;
}

export interface Checked {
  /** Undefined: something is wrong. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
}

export function checkDraft(draft: Draft): Checked {
  const parsed = parseScenario(draft);
  if (parsed.ok) return { scenario: parsed.scenario, problems: [] };
  return { scenario: undefined, problems: scenarioErrors(draft).map(problemOf) };
}

function problemOf(line: string): Problem {
  const end = line.indexOf(": ");
  return { field: line.slice(0, end), why: line.slice(end + 2) };
}

/** What is wrong with this very field, or, where it is one of several, with something in it. */
export function problemAt(problems: readonly Problem[], path: string): string | undefined {
  return problems.find(({ field }) => field === path)?.why;
}

/** Whether something in this part of it is wrong. */
export function isWrongWithin(problems: readonly Problem[], path: string): boolean {
  return problems.some(({ field }) => field === path || field.startsWith(`${path}.`));
}
