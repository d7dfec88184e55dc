/** One line of the event log: which sentence, with what in it. The words are the page's. */
export type SentenceKey = string;

export interface Sentence {
  /** Key of the text. */
  readonly key: SentenceKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** `plain` passes by; the others are meant to be noticed. */
  readonly tone: "plain" | "good" | "warning" | "bad";
}

export interface ToldEvent extends Sentence {
  /** Virtual µs. */
  readonly at: number;
  /** Who did it: a node's name, or "" for the world. */
  readonly actor: string;
}
