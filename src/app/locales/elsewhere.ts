/**
 * Texts that English has outside of the page's files, since the command line and the documents say them, too: a translation has them here,
 * by the same keys. `own-texts.ts` says them.
 */
import { defects } from "../../node/published/defects.ts";
import { builtInScenarios } from "../../scenarios/built-in.ts";
import { catalogue } from "../../world/behaviours/catalogue.ts";
import { coreSentences } from "./core-sentences.ts";

/** What a translation has besides the keys of English. */
export interface Elsewhere {
  /** Headway's own scenarios, by id. */
  readonly scenario: ById<"title" | "caption">;
  /** Behaviours by kind: what a peer does, what that costs it, and what its parameters mean, by name. */
  readonly habit: Readonly<
    Record<
      string,
      { readonly does: string; readonly cost: string; readonly of?: Readonly<Record<string, string>> }
    >
  >;
  /** The defects of the article's program, by id. */
  readonly defect: ById<"does" | "right">;
  /** What nodes and worlds say. */
  readonly core: { readonly [K in keyof typeof coreSentences]: string };
}

type ById<Part extends string> = Readonly<Record<string, { readonly [K in Part]: string }>>;

/** They in English. */
export function elsewhere(): Elsewhere {
  const habits = catalogue.map(({ kind, sentence, cost, parameters }) => {
    const meanings = Object.entries(parameters).map(([name, { meaning }]) => [name, meaning]);
    const of = meanings.length === 0 ? {} : { of: Object.fromEntries(meanings) as Record<string, string> };
    return [kind, { does: sentence, cost, ...of }] as const;
  });
  return {
    scenario: Object.fromEntries(builtInScenarios.map(({ id, title, caption }) => [id, { title, caption }])),
    habit: Object.fromEntries(habits),
    core: coreSentences,
    defect: Object.fromEntries(defects.map(({ id, does, right }) => [id, { does, right }])),
  };
}
