/** What keys do on the lanes over time, where they have the focus: once for what is bound and for the help. */
export const LANES_KEYS = [
  { id: "lanesCloser", keys: ["+", "="], shown: "+" },
  { id: "lanesWider", keys: ["-"], shown: "−" },
  { id: "lanesEarlier", keys: ["ArrowLeft"], shown: "←" },
  { id: "lanesLater", keys: ["ArrowRight"], shown: "→" },
  { id: "lanesShrink", keys: ["Shift+ArrowLeft"], shown: "Shift ←" },
  { id: "lanesGrow", keys: ["Shift+ArrowRight"], shown: "Shift →" },
  { id: "lanesPlay", keys: ["Enter"], shown: "Enter" },
] as const;

export type LanesAct = (typeof LANES_KEYS)[number]["id"];

/** What this key does there; undefined: nothing. */
export function lanesActOf({
  key,
  shiftKey,
}: {
  readonly key: string;
  readonly shiftKey: boolean;
}): LanesAct | undefined {
  // Plus is a shifted key on many boards.
  const pressed = shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;
  return LANES_KEYS.find(({ keys }) => keys.some((one) => one === pressed))?.id;
}
