/** What of a picture stands there already: shapes of one that are in the other, too, in the same order. */
import type { Shape } from "./shapes.ts";

/** So far ahead is looked for where two pictures agree again. */
const AHEAD = 8;

/** For each shape of `after` the place in `before` of one that is equal, or −1. Places only increase. */
export function placesBefore(before: readonly Shape[], after: readonly Shape[]): Int32Array {
  const places = new Int32Array(after.length).fill(-1);
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (equalAt(before, i, after, j)) {
      places[j++] = i++;
      continue;
    }
    const [skipped, added] = nextEqual(before, i, after, j);
    i += skipped;
    j += added;
  }
  return places;
}

/** How many of each to pass over to come to the next pair that is equal; most often as many of both. */
function nextEqual(
  before: readonly Shape[],
  i: number,
  after: readonly Shape[],
  j: number,
): readonly [number, number] {
  for (let far = 1; far <= AHEAD; far++) {
    if (equalAt(before, i + far, after, j + far)) return [far, far];
    for (let near = 0; near < far; near++) {
      if (equalAt(before, i + near, after, j + far)) return [near, far];
      if (equalAt(before, i + far, after, j + near)) return [far, near];
    }
  }
  return [AHEAD, AHEAD];
}

function equalAt(before: readonly Shape[], i: number, after: readonly Shape[], j: number): boolean {
  const a = before[i];
  const b = after[j];
  return a !== undefined && b !== undefined && equalShapes(a, b);
}

type Fields = Readonly<Record<string, unknown>>;

/** As `same` says of any values, of two shapes, which are asked about by the hundred in every frame. */
export function equalShapes(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  const [one, other] = [a as Fields, b as Fields];
  let fields = 0;
  for (const name in one) {
    fields += 1;
    const [its, others] = [one[name], other[name]];
    if (its !== others && !equalLists(its, others)) return false;
  }
  for (const _ in other) fields -= 1;
  return fields === 0;
}

/** Points and dashes. */
function equalLists(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !equalLists(a[i], b[i])) return false;
  return true;
}
