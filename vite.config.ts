import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative, so that the built site works from any static host and any sub-path.
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: { target: "es2023" },
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: ["test/browser/**"],
    environment: "node",
  },
});
