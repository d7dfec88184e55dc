/** What one puts into a page of one's own, so that a part of Headway stands in it. */
import { escaped } from "./drawings/markup.ts";
import type { Embed } from "./view-state.ts";

/** `address`: of the whole page; `title`: what a screen reader says of it. */
export function embedCode(address: string, part: Embed, title: string): string {
  const url = new URL(address);
  url.searchParams.set("embed", part);
  const height = part === "stage" ? 460 : 420;
  return `<iframe src="${escaped(url.href)}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy"></iframe>`;
}
