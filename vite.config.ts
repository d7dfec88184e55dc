import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The long simulations have a command of their own, `npm run test:deep`.
const deep = process.env["HEADWAY_DEEP"] === "1";

export default defineConfig({
  // Relative, so that the built site works from any static host and any sub-path.
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  // One page, one chunk: nothing of it could come later.
  build: { target: "es2023", chunkSizeWarningLimit: 1500 },
  // Found at the start, so that opening a worker never makes the page reload while a run is going on.
  optimizeDeps: { entries: ["index.html", "src/**/*.worker.ts"] },
  test: {
    include: deep ? ["test/deep/**/*.test.ts"] : ["test/**/*.test.{ts,tsx}"],
    exclude: deep ? [] : ["test/browser/**", "test/deep/**"],
    environment: "node",
    // Nothing is judged by how long it takes; this only ends what hangs.
    testTimeout: 300_000,
  },
});
