/** The colours and weights of a theme, read once from the style sheet whenever the theme changes. */
import { FORCED_COLOURS } from "../media.ts";
import { INKS, type Ink } from "./shapes.ts";

export interface Palette {
  readonly inks: Readonly<Record<Ink, string>>;
  /** Added to every stroke: 1 in the projector theme. */
  readonly strokeExtra: number;
  /** By how much texts and glyphs are larger than usual; the smallest type is 11 times this. */
  readonly scale: number;
  readonly sans: string;
  readonly mono: string;
  /** The colours are the person's own: no shade tells one hatch from another. */
  readonly isForced: boolean;
}

/** `--asked-text` is the ink `askedText`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const inks = {} as Record<Ink, string>;
  for (const ink of INKS) inks[ink] = value(`--${ink.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`);
  const isForced = window.matchMedia(FORCED_COLOURS).matches;
  if (isForced) resolve(inks, element);
  return {
    inks,
    strokeExtra: Number(value("--stroke-extra")),
    scale: Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / Number(value("--base")),
    sans: value("--sans"),
    mono: value("--mono"),
    isForced,
  };
}

/** The person's own colours have names that a canvas need not know as they are now: an element is asked what they are. */
function resolve(inks: Record<Ink, string>, element: Element): void {
  const probe = document.createElement("span");
  element.after(probe);
  for (const ink of INKS) {
    probe.style.color = inks[ink];
    inks[ink] = getComputedStyle(probe).color;
  }
  probe.remove();
}
