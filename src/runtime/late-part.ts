/** Parts of the program that are fetched when they are needed, and may not be to be had then. */

/** A menu, the help, what reads files or scenarios, a world in the page's own thread, a worker, what scripts, links and comparisons need, lessons, the texts of a language. */
export type LatePartName =
  | "menu"
  | "help"
  | "files"
  | "scenarios"
  | "thread"
  | "worker"
  | "scripts"
  | "links"
  | "compare"
  | "lessons"
  | "language";

/** It could not be fetched. Nothing that runs is touched by it. */
export class PartMissing extends Error {
  readonly what: LatePartName;

  constructor(what: LatePartName, cause?: unknown) {
    super(`a part of the program could not be loaded: ${what}`, { cause });
    this.what = what;
  }
}

/** The same part; rejects with a PartMissing, since engines word that differently. */
export async function fetched<T>(what: LatePartName, part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new PartMissing(what, cause);
  }
}
