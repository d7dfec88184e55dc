/**
 * How wide a text will be, for layouts that decide by it what is said, and on how many lines. In a page it is measured
 * (`measure.ts`); where there is no canvas, as in Node, it is estimated. Widths and sizes are CSS pixels.
 */

export type Weight = 400 | 500 | 600 | 700;

/** What a text takes in letters of different widths. */
export type Ruler = (text: string, size: number, weight: Weight) => number;

/** Of its size: any letter of the font in which all are as wide, and of the other one in the middle; a heavy one takes more. */
const MONO = 0.6;
const SANS = 0.53;
const HEAVY = 1.06;

export const estimate: Ruler = (text, size, weight) => text.length * size * SANS * (weight < 600 ? 1 : HEAVY);

let ruler: Ruler = estimate;

/** From now on every layout goes by this one. */
export function layOutBy(other: Ruler): void {
  ruler = other;
}

export function textWidth(text: string, size: number, mono = false, weight: Weight = 400): number {
  return mono ? text.length * size * MONO : ruler(text, size, weight);
}

/** The text, or as much of its beginning as is so wide with the sign that something is left out; empty: not even a letter is. */
export function fitted(text: string, size: number, width: number, weight: Weight = 400): string {
  const widthOf = (words: string) => textWidth(words, size, false, weight);
  if (widthOf(text) <= width) return text;
  const cut = (letters: number) => `${text.slice(0, letters).trimEnd()}…`;
  // A longer beginning is wider: half of what is left is looked at each time.
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(cut(middle)) <= width) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? "" : cut(fits);
}

/** The text on lines that are at most so wide; a single word may be wider. */
export function wrapped(text: string, size: number, width: number, weight: Weight = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer, size, false, weight) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
