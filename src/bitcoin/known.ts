/**
 * For a lookup that cannot miss. Were it to miss, the mistake would be ours, and a default (0 is genesis, and the height of
 * genesis) would hide it: so it stops the run. Where typed arrays are read in a loop, at places that are there by
 * construction, `!` says the same without a call.
 */
export function known<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`not found: ${what}`);
  return value;
}
