/**
 * `node src/cli/launch.mjs start|sim|sweep|fuzz|bench|bench:ui|tables|zip …`: installs what is missing, then runs the command in this process, so
 * that signals, exit code and output are the command's own.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { prepare, ROOT } from "./prepare.mjs";

/** What each command runs. TypeScript goes through tsx. */
const commands = new Map([
  ["start", "node_modules/vite/bin/vite.js"],
  ["sim", "src/cli/sim.ts"],
  ["sweep", "src/cli/sweep.ts"],
  ["fuzz", "src/cli/fuzz.ts"],
  ["bench", "test/bench/run.ts"],
  ["bench:ui", "test/bench/ui.ts"],
  ["tables", "src/cli/tables.ts"],
  ["zip", "src/cli/zip.ts"],
]);

const command = process.argv[2];
const path = command === undefined ? undefined : commands.get(command);
if (path === undefined) {
  console.error(`command: expected one of ${[...commands.keys()].join(", ")}, found ${inspect(command)}`);
  process.exit(2);
}
prepare();

// As if it had been run directly: `node <its file> …`.
const file = join(ROOT, path);
process.argv.splice(1, 2, file);
if (file.endsWith(".ts")) {
  const { register } = await import("tsx/esm/api");
  register();
}
// Vite serves the folder it is run in.
if (command === "start") process.chdir(ROOT);
await import(pathToFileURL(file).href);
