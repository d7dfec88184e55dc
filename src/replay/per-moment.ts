/** What several parts of the page show of one moment is worked out once. */
import type { WorldView } from "./world-view.ts";

/** The same function, which remembers what it said last: `view` with nothing new in it, at the same virtual µs, has the same answer. */
export function perMoment<T>(answer: (view: WorldView, at: number) => T): (view: WorldView, at: number) => T {
  let last:
    | { readonly view: WorldView; readonly changes: number; readonly at: number; readonly said: T }
    | undefined;
  return (view, at) => {
    const { changes } = view;
    if (last === undefined || last.view !== view || last.changes !== changes || last.at !== at)
      last = { view, changes, at, said: answer(view, at) };
    return last.said;
  };
}
