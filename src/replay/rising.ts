/** Rows of rising whole numbers in typed arrays that grow. */

/** How many of the first `count`, which rise, are less than `bound`. */
export function countBelow(numbers: Uint32Array, count: number, bound: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same array where it has room for another value behind `count`, or one that is twice as long. */
export function grown<T extends Uint32Array | Int32Array | Uint8Array>(values: T, count: number): T {
  if (count < values.length) return values;
  const longer = new (values.constructor as new (length: number) => T)(values.length * 2);
  longer.set(values);
  return longer;
}
