/** A peer on a thin line, or one that wants to look like it (protocol.md §7 row 1). */
import { defineBehaviour } from "./behaviour.ts";

export const slow = defineBehaviour({
  kind: "slow",
  row: 1,
  sentence: "Uploads many times slower than its line could.",
  cost: "Nothing: it saves bandwidth.",
  noticed:
    "By time-outs alone: a block that takes longer than the block time-out, or a window that waits for it; as the only source of headers it is as slow as it likes.",
  honest: true,
  parameters: { factor: { type: "whole", min: 2, max: 1_000_000, meaning: "how many times slower" } },
  uploadDivisor: ({ factor }) => factor,
  filter: () => ({}),
});
