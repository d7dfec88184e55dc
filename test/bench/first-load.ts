/** How much JavaScript the built page asks for before it is ready. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** Bytes of JavaScript, each file compressed by itself with gzip. */
export interface FirstLoad {
  readonly page: number;
  /** Of the nodes and of who conducts them. */
  readonly workers: number;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** Opens `url` in a page that has opened nothing yet. `readyMs`: until `window.headway.ready`. */
export async function firstLoad(page: Page, url: string): Promise<FirstLoad & { readonly readyMs: number }> {
  const bodies: Promise<{ name: string; bytes: number }>[] = [];
  let isReady = false;
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (isReady || !pathname.endsWith(".js")) return;
    bodies.push(
      response
        .body()
        .then((body) => ({ name: pathname.split("/").at(-1) ?? "", bytes: gzipSync(body).length })),
    );
  });
  const start = performance.now();
  await page.goto(url);
  // The page's own clock decides: what it fetches when it is idle may be here before it is known to be ready.
  const late = await page.evaluate(async () => {
    await window.headway.ready;
    const readyAt = performance.now();
    return performance
      .getEntriesByType("resource")
      .filter(({ startTime }) => startTime >= readyAt)
      .map(({ name }) => name);
  });
  const readyMs = performance.now() - start;
  isReady = true;
  const all = (await Promise.all(bodies)).filter(
    ({ name }) => !late.some((path) => path.endsWith(`/${name}`)),
  );
  // Each node's worker asks for the same file.
  const files = [...new Map(all.map((file) => [file.name, file])).values()];
  const sum = (of: typeof files) => of.reduce((total, { bytes }) => total + bytes, 0);
  const workers = files.filter(({ name }) => name.includes("worker"));
  return { page: sum(files) - sum(workers), workers: sum(workers), files, readyMs };
}
