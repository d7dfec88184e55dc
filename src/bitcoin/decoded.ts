/** The result of reading bytes that somebody else wrote: a value, or what was wrong and where. Never an exception. */

export interface DecodeError {
  /** Where in the structure, as in `headers.count` or `block.transactions[3].inputs[0].script`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: DecodeError };

/** One sentence, as in `headers.count: expected at most 2000, found 2001`. */
export function describeDecodeError(error: DecodeError): string {
  return `${error.path}: expected ${error.expected}, found ${error.found}`;
}
