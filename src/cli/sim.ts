/** `npm run --silent sim -- <scenario id or .json file> [options]` */
import { runSim } from "./run-sim.ts";

process.exitCode = await runSim(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
