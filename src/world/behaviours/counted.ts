/** How many headers a peer sent, in the words of what it did wrong. */
export function countedHeaders(count: number): string {
  return count === 1 ? "1 header" : `${count} headers`;
}
