/** What there is to choose from before anybody has to type a number. */

/** Blocks of the main chain. */
export const SIZES = { short: 40, medium: 400, long: 5000 } as const;

/** What a peer uploads, bytes per second: with blocks of 1 MB eight, two, one half, one tenth of one a second. */
export const SPEEDS = { fast: 8_000_000, usual: 2_000_000, slow: 500_000, verySlow: 100_000 } as const;

/** One way, ms. */
export const DISTANCES = { near: 10, usual: 50, far: 150, veryFar: 300 } as const;

/** How far ahead, how much at once and how many headers a message: a few, so that little shows what much does. */
export const FEW = { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 } as const;

/** The name of the choice that is made; undefined: it is none of them. */
export function chosenOf<T extends string>(
  choices: Readonly<Record<T, number>>,
  value: unknown,
): T | undefined {
  const names = Object.keys(choices) as T[];
  return names.find((name) => choices[name] === value);
}
