/**
 * What stands for a figure in a lesson's text, between braces: `{endsAt}`, a fact of the run at the moment shown; `{alone.endsAt}`, one
 * of a variant; `{world.windowBlocks}`, a setting of the beat's world.
 */
import { FACTS, type FactKind, isFactName } from "../replay/run-facts.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { Lesson } from "./lesson.ts";

const PLACEHOLDER = /\{([^{}]*)\}/g;
const WORLD = "world.";

/** What a text is made of: words, and what stands for figures. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
}

export function fill(text: string, say: (placeholder: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => say(name));
}

/** What is no constant of a policy. */
const NO_CONSTANTS = ["blocks", "peers"];

/** A text in parts, in their order: words with whatever stands in them, and constants of its world, each by itself. */
export function placedIn(
  text: string,
): readonly { readonly text: string; readonly constant: string | undefined }[] {
  return text.split(/(\{world\.[^{}]*\})/).flatMap((part, i) => {
    if (part === "") return [];
    const name = part.slice(1 + WORLD.length, -1);
    return [{ text: part, constant: i % 2 === 0 || NO_CONSTANTS.includes(name) ? undefined : name }];
  });
}

/** Settings of a world that can be said: its constants, and what these say of the whole. */
export function settingOf(scenario: Scenario, name: string): number | undefined {
  switch (name) {
    case "blocks":
      return scenario.chain.blocks;
    case "peers":
      return scenario.peers.length;
    default: {
      const found = (scenario.constants as Readonly<Record<string, unknown>>)[name];
      return typeof found === "number" ? found : undefined;
    }
  }
}

/** How a placeholder is to be read; undefined: there is no such thing. `facts`, `variant` and `setting` are told apart by their kind. */
export type Read =
  | { readonly of: "run"; readonly name: keyof typeof FACTS; readonly kind: FactKind }
  | {
      readonly of: "variant";
      readonly value: number | string;
      readonly kind: FactKind;
    }
  | { readonly of: "world"; readonly setting: string };

export function readPlaceholder(
  { variants }: Pick<Lesson, "variants">,
  placeholder: string,
): Read | undefined {
  if (placeholder.startsWith(WORLD)) return { of: "world", setting: placeholder.slice(WORLD.length) };
  if (isFactName(placeholder)) return { of: "run", name: placeholder, kind: FACTS[placeholder] };
  const [id, name = ""] = placeholder.split(".");
  if (!isFactName(name)) return undefined;
  const value = variants.find((variant) => variant.id === id)?.measured[name];
  return value === undefined ? undefined : { of: "variant", value, kind: FACTS[name] };
}
