/**
 * Texts that others wrote (names, titles, messages, what a file holds) can neither steer a terminal nor turn the order of
 * what stands beside them around. Whatever prints or shows one passes it through here.
 */

/** C0 and C1 controls but for the line feed; the marks, embeddings, overrides and isolates of bidirectional text. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu;
const UNPRINTABLE_OR_LINE_FEED = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The same with `\u001b` for each such character: JSON stays the JSON of the same value. Line feeds stay. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** As `printable`, and in one line. */
export function printableLine(text: string): string {
  return text.replace(UNPRINTABLE_OR_LINE_FEED, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
