/** A line of the log in words, as one reads it at the moment that is shown. */
import { rangesOfBlocks } from "../replay/ranges.ts";
import type { ToldEvent } from "../replay/told-event.ts";
import type { WorldView } from "../replay/world-view.ts";
import { LOCAL_NODE } from "../world/record.ts";
import { coreText } from "./core-text.ts";
import { heightsText, t } from "./text.ts";

/** Blocks that are not on the best chain now are marked, also those that were when it happened: they were for nothing. */
export function eventText(view: WorldView, { key: told, values, blocks, index }: ToldEvent): string {
  // What is yours is called so, and not by your name.
  const key = told === "sentence.lost" && values["from"] === LOCAL_NODE ? "sentence.lostYours" : told;
  const plain = () => t(key, said(values));
  if (blocks === undefined || index !== view.index) return plain();
  const { entries } = view;
  if (blocks.blocks.every(({ entry }) => entries.onBestChain(entry))) return plain();
  const marked: Record<string, string | number> = { ...said(values) };
  for (const name of blocks.values) {
    const value = values[name];
    const block = blocks.blocks.find(({ height }) => height === value);
    marked[name] =
      typeof value !== "number" || block === undefined
        ? heightsText(rangesOfBlocks(entries, blocks.blocks))
        : heightsText(rangesOfBlocks(entries, [block]));
  }
  return t(key, marked);
}

/** Heights of several blocks, and what nodes and worlds say, stand in a sentence in English. */
function said(values: ToldEvent["values"]): ToldEvent["values"] {
  const { heights, why, what, reason } = values;
  return {
    ...values,
    ...(typeof heights === "string" ? { heights: heightsText(heights) } : {}),
    ...(typeof why === "string" ? { why: coreText(why) } : {}),
    ...(typeof what === "string" ? { what: coreText(what) } : {}),
    ...(typeof reason === "string" ? { reason: coreText(reason) } : {}),
  };
}
