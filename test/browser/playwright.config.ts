import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, findChromium } from "./find-chromium.mjs";
import { MOUNT } from "./serve.mjs";

// Playwright loads this file again in its workers, which inherit the environment: what is found once is found for all.
process.env["HEADWAY_CHROMIUM"] = findChromium();
process.env["HEADWAY_TEST_PORT"] ??= String(await freePort());
const port = process.env["HEADWAY_TEST_PORT"];
const report = process.env["HEADWAY_BROWSER_REPORT"];

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results",
  // Most of a test is waiting for a page: while one waits another works.
  workers: 2,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: report === undefined ? "list" : [["list"], ["json", { outputFile: report }]],
  use: {
    browserName: "chromium",
    // What it keeps would hide what a test takes away; everywhere.spec.ts lets it work.
    serviceWorkers: "block",
    baseURL: `http://127.0.0.1:${port}${MOUNT}`,
    launchOptions: { executablePath: process.env["HEADWAY_CHROMIUM"], args: chromiumFlags() },
    // A trace would double the time of every test; `--trace retain-on-failure` asks for one.
    screenshot: "only-on-failure",
  },
  webServer: {
    command: `"${process.execPath}" serve.mjs ${port}`,
    cwd: import.meta.dirname,
    url: `http://127.0.0.1:${port}${MOUNT}`,
    timeout: 60_000,
  },
});

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
