/** What every field of the editor is given: the draft, what is wrong with it, and how to change it. */
import { createContext, useContext } from "react";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { type Draft, fieldAt, withField } from "./draft.ts";
import { type Problem, problemAt } from "./problems.ts";

export interface Editing {
  readonly draft: Draft;
  readonly problems: readonly Problem[];
  readonly change: (next: (draft: Draft) => Draft) => void;
}

/** A draft that is kept while the dialog is closed. */
export interface KeptDraft {
  readonly draft: Draft;
  /** The scenario that was shown when it was last looked at: of another it is none. */
  readonly of: Scenario;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === undefined) throw new Error("no editor around this field");
  return editing;
}

/** One field, by its path. */
export function useField(path: string): {
  readonly value: unknown;
  /** What is wrong with it. */
  readonly why: string | undefined;
  readonly set: (value: unknown) => void;
} {
  const { draft, problems, change } = useEditing();
  return {
    value: fieldAt(draft, path),
    why: problemAt(problems, path),
    set: (value) => change((before) => withField(before, path, value)),
  };
}
