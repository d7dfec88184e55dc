/** What a scenario is called, and what its author says of it: Headway's own are translated. */
import { builtInScenarios } from "../scenarios/built-in.ts";
import { printable, printableLine } from "../world/printable.ts";
import { own } from "./own-texts.ts";

type Named = { readonly id: string; readonly title: string };
type Captioned = { readonly id: string; readonly caption: string };

/** A scenario somebody wrote may have no title. */
export function titleOf({ title, id }: Named): string {
  return printableLine(title === "" ? id : (ownText(id, "title", title) ?? title));
}

/** What its author says of it. */
export function captionOf({ caption, id }: Captioned): string {
  return printable(ownText(id, "caption", caption) ?? caption);
}

/** Of Headway's own, in the page's language; undefined: somebody has written another. */
function ownText(id: string, part: "title" | "caption", text: string): string | undefined {
  const known = builtInScenarios.find((scenario) => scenario.id === id);
  return known?.[part] === text ? own(`scenario.${id}.${part}`, text) : undefined;
}
