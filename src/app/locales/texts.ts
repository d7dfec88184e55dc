/** What a language has to say: the type that English gives, and what makes a translation whole. */
import type { Elsewhere } from "./elsewhere.ts";
import type { en } from "./en.ts";

/** Plural forms that a language may have besides English's `_one` and `_other`. */
type MoreForms = "zero" | "two" | "few" | "many";

/** The same keys, each with any text. Where English counts, a language has the forms that its plurals ask for. */
type Widened<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_${MoreForms}` : never]?: string;
};

/** The texts of the page in a language other than English. */
export interface Texts extends Widened<typeof en>, Elsewhere {}

/** Texts by key, as deep as they are grouped. */
export interface Tree {
  readonly [key: string]: string | Tree;
}

const OTHER = "_other";

/** The same texts with each plural form that `tag` asks for: where one is left out, it is said as `_other`. */
export function withAllForms(tree: Tree, tag: string): Tree {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const whole: Record<string, string | Tree> = {};
  for (const [key, text] of Object.entries(tree)) {
    if (typeof text !== "string") whole[key] = withAllForms(text, tag);
    else if (!key.endsWith(OTHER)) whole[key] = text;
    else
      for (const form of forms) {
        const asked = `${key.slice(0, -OTHER.length)}_${form}`;
        whole[asked] = tree[asked] ?? text;
      }
  }
  return whole;
}
