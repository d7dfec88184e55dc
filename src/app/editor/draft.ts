/** A scenario while somebody writes it: its fields by their paths, as `parseScenario` names them. */
import { type RunSpec, withActs } from "../../world/scenario/run-spec.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";

/** The same, but a number may still be what was typed. */
export type Loose<T> = T extends number
  ? number | string
  : T extends readonly (infer U)[]
    ? readonly Loose<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Loose<T[K]> }
      : T;

export type Draft = Loose<Scenario>;

/** The world that is shown, with what was done in it and with what its local node was given instead of the scenario's. */
export function draftOf(run: RunSpec): Scenario {
  const { policy, minimumChainWork } = run;
  const scenario = withActs(run.scenario, run.acts);
  return {
    ...scenario,
    policy: policy ?? scenario.policy,
    constants: { ...scenario.constants, ...(minimumChainWork === undefined ? {} : { minimumChainWork }) },
  };
}

/** What stands at a path, `peers.0.link.latencyMs`; undefined: nothing. */
export function fieldAt(draft: unknown, path: string): unknown {
  let at = draft;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** With this at that path; undefined: without the field. What the path leads through must be there. */
export function withField<D>(draft: D, path: string, value: unknown): D {
  return placed(draft, path.split("."), value) as D;
}

function placed(at: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  if (typeof at !== "object" || at === null) throw new Error(`no field ${key} here`);
  const next = rest.length === 0 ? value : placed((at as Record<string, unknown>)[key], rest, value);
  if (Array.isArray(at)) return at.map((item, i) => (i === Number(key) ? next : item));
  if (next !== undefined) return { ...at, [key]: next };
  return Object.fromEntries(Object.entries(at).filter(([name]) => name !== key));
}

/** What was typed into a field for a number: the number, null where nothing was, else the text, which the schema will refuse. */
export function typedNumber(text: string): number | string | null {
  const typed = text.trim();
  if (typed === "") return null;
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

/** A list of numbers, parted by commas or spaces; undefined: none. */
export function typedNumbers(text: string): readonly (number | string | null)[] | undefined {
  const typed = text.split(/[\s,;]+/).filter((part) => part !== "");
  return typed.length === 0 ? undefined : typed.map(typedNumber);
}
