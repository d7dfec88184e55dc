/** `npm run fuzz -- [--seeds n] [--from s] [--policy p] [--minutes m]` */
import { runFuzz } from "./run-fuzz.ts";

process.exitCode = runFuzz(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  folder: process.cwd(),
  nowMs: () => performance.now(),
});
