/**
 * The height that the skip pointer of a block at `height` leads to. Any number below `height` would do; this one makes
 * every ancestor reachable in a logarithmic number of steps (Core chain.cpp `GetSkipHeight`).
 */
export function skipHeight(height: number): number {
  if (height < 2) return 0;
  return (height & 1) !== 0 ? withoutLowestBit(withoutLowestBit(height - 1)) + 1 : withoutLowestBit(height);
}

function withoutLowestBit(n: number): number {
  return n & (n - 1);
}
