/** `npm run --silent sweep -- <preset, scenario id or .json file> --seeds a..b [options]` */
import { runSweep } from "./run-sweep.ts";

process.exitCode = await runSweep(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
