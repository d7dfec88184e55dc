/** One line of the event log: which sentence, with what in it. The words are the page's. */
export type SentenceKey = string;

export interface Sentence {
  /** Key of the text. */
  readonly key: SentenceKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** `plain` passes by; the others are meant to be noticed. */
  readonly tone: "plain" | "good" | "warning" | "bad";
  /** Blocks of the local node's index that it is about, where their heights stand in it. */
  readonly blocks?: BlocksTold;
}

/** Which they are decides how their heights are written: see `rangesOfBlocks`. */
export interface BlocksTold {
  readonly blocks: readonly { readonly entry: number; readonly height: number }[];
  /** The values that are their heights: all of them as text, or one as a number. */
  readonly values: readonly string[];
}

export interface ToldEvent extends Sentence {
  /** Virtual µs. */
  readonly at: number;
  /** Who did it: a node's name, or "" for the world. */
  readonly actor: string;
  /** Of which block index its entries are: the local node begins another with every start. */
  readonly index: number;
}
