/** Errors that a script reads in English, as all that programs read, and a person in the language of the page. */
import { english, t } from "./text.ts";

/** What is said, by whatever says texts: the page, or what speaks to scripts. */
export type Words = (say: typeof t) => string;

const told = new WeakMap<object, Words>();

/** An error of this kind, whose message is English. */
export function worded<E extends Error>(Kind: new (message: string) => E, words: Words): E {
  const error = new Kind(words(english));
  told.set(error, words);
  return error;
}

/** There is no world to do that with. */
export function noWorld(): Error {
  return worded(Error, (say) => say("error.noWorld"));
}

/** What a person is told of it; undefined: its message is all there is. */
export function toldOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null ? told.get(error)?.(t) : undefined;
}
