/**
 * Preloaded into a process (`node --import`): when it ends, its last line on stderr is the most memory that it had, in bytes, and
 * the processor time it took, in seconds.
 */
import { writeSync } from "node:fs";

const STDERR = 2;

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(STDERR, `\npeak ${maxRSS * 1024} ${(userCPUTime + systemCPUTime) / 1_000_000}\n`);
});
