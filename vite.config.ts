import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { offlineBuild, SERVICE_WORKER } from "./src/cli/offline-build.ts";

/** Of the one rule that React Aria writes into the page by itself: how what can be pressed may be touched. */
const PRESSABLE_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/**
 * The built page asks nobody but its own server for anything, and runs no script that stands in a text. Only the built one: while
 * developing, Vite puts scripts into the page itself.
 */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  `style-src 'self' ${PRESSABLE_STYLE}`,
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const contentPolicy: Plugin = {
  name: "headway-content-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

// The long simulations have a command of their own, `npm run test:deep`.
const deep = process.env["HEADWAY_DEEP"] === "1";

export default defineConfig({
  // Relative, so that the built site works from any static host and any sub-path.
  base: "./",
  plugins: [react(), contentPolicy, offlineBuild()],
  worker: { format: "es" },
  // What is opened later is loaded later (src/app/late-parts.ts); test/browser/first-load.spec.ts holds the budget.
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 600,
    assetsInlineLimit: 0,
    license: { fileName: "third-party-notices.txt" },
    rolldownOptions: {
      input: { index: "index.html", [SERVICE_WORKER]: "src/app/service.worker.ts" },
      // A browser knows it by its place, and finds out by its bytes that it is another.
      output: {
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? `${SERVICE_WORKER}.js` : "assets/[name]-[hash].js",
      },
    },
  },
  // Found at the start, so that opening a worker never makes the page reload while a run is going on.
  optimizeDeps: { entries: ["index.html", "src/**/*.worker.ts"] },
  test: {
    include: deep
      ? ["test/deep/**/*.test.ts", "test/app/shared-moments.test.ts"]
      : ["test/**/*.test.{ts,tsx}"],
    exclude: deep ? [] : ["test/browser/**", "test/deep/**"],
    environment: "node",
    // Files share what they import: with everything read and compiled anew for each, all take more than twice as long.
    isolate: false,
    // Of two cores one would stand idle.
    maxWorkers: "100%",
    // Nothing is judged by how long it takes; this only ends what hangs.
    testTimeout: 300_000,
  },
});
