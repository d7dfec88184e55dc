/** What the world on the page is called, and what is said of it: a scenario's own words, or what a file holds. */
import { printableLine } from "../world/printable.ts";
import { captionOf, number, t, titleOf } from "./text.ts";
import type { ViewState } from "./view-state.ts";

type Shown = Pick<ViewState, "scenario" | "file" | "fileChain">;

/** Empty while no world stands. */
export function worldTitle({ scenario, file, fileChain }: Shown): string {
  if (scenario === undefined) return "";
  if (file === undefined && fileChain === undefined) return titleOf(scenario);
  const name = printableLine(file ?? t("file.unnamed"));
  if (fileChain === undefined) return name;
  const { network, blocks, headersOnly } = fileChain;
  const values = { name, network, count: blocks, number: number(blocks) };
  return t(headersOnly ? "file.headersTitle" : "file.blocksTitle", values);
}

export function worldCaption({ scenario, fileChain }: Shown): string {
  if (scenario === undefined) return "";
  if (fileChain === undefined) return captionOf(scenario);
  const { length } = scenario.peers;
  return t(fileChain.headersOnly ? "file.headersCaption" : "file.blocksCaption", { count: length });
}
