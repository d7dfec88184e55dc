/** Heights as a person writes them: `305 to 308, 320`. At most four runs; the rest is `…`. */
export function ranges(heights: readonly number[]): string {
  const sorted = [...heights].sort((a, b) => a - b);
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const from = sorted[i] ?? 0;
    let to = from;
    i += 1;
    while (i < sorted.length && sorted[i] === to + 1) {
      to += 1;
      i += 1;
    }
    runs.push(to === from ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`);
  }
  return runs.length > 4 ? `${runs.slice(0, 4).join(", ")} …` : runs.join(", ");
}
