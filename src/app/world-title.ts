/** What the world on the page is called, and what is said of it: a scenario's own words, or what a file holds. */
import { printableLine } from "../world/printable.ts";
import { worldInLesson } from "./lesson-words.ts";
import { captionOf, titleOf } from "./scenario-text.ts";
import { fileChainIn } from "./shown-run.ts";
import { number, t } from "./text.ts";
import type { ViewState } from "./view-state.ts";

type Shown = Pick<ViewState, "run" | "file" | "chain"> & Partial<Pick<ViewState, "lesson">>;

/** Empty while no world stands. */
export function worldTitle(shown: Shown): string {
  const { run, file, lesson } = shown;
  if (run === undefined) return "";
  const fileChain = fileChainIn(shown);
  if (file === undefined && fileChain === undefined)
    return (lesson && worldInLesson(lesson, run.scenario.id)) ?? titleOf(run.scenario);
  const name = printableLine(file ?? t("file.unnamed"));
  if (fileChain === undefined) return name;
  const { network, blocks, headersOnly } = fileChain;
  const values = { name, network, count: blocks, number: number(blocks) };
  return t(headersOnly ? "file.headersTitle" : "file.blocksTitle", values);
}

export function worldCaption(shown: Shown): string {
  const { run } = shown;
  if (run === undefined) return "";
  const fileChain = fileChainIn(shown);
  if (fileChain === undefined) return captionOf(run.scenario);
  const { length } = run.scenario.peers;
  return t(fileChain.headersOnly ? "file.headersCaption" : "file.blocksCaption", { count: length });
}
