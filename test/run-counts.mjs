/** How many tests a stage ran, from the report its runner wrote. */
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {string} path
 * @returns {Counts}
 */
export function countVitest(path) {
  return existsSync(path) ? countVitestReport(JSON.parse(readFileSync(path, "utf8"))) : noReport();
}

/**
 * @param {string} path
 * @returns {Counts}
 */
export function countPlaywright(path) {
  return existsSync(path) ? countPlaywrightReport(JSON.parse(readFileSync(path, "utf8"))) : noReport();
}

/**
 * A file that could not be loaded has no tests to fail, and counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitestReport(report) {
  const unloadable = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * A flaky test, one that passed when tried again, has failed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 * @returns {Counts}
 */
export function countPlaywrightReport({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** The runner did not get as far as writing one. */
function noReport() {
  return { passed: 0, failed: 1, skipped: 0 };
}
