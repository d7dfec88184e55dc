import { expect, test } from "vitest";
import { countPlaywright, countPlaywrightReport, countVitest, countVitestReport } from "./run-counts.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((result) => ({ status: result })),
});

test("vitest: a file that could not be loaded counts as a failure", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [file("passed", "passed"), file("failed", "passed", "failed"), file("failed")],
  };
  expect(countVitestReport(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

test("playwright: a flaky test has failed", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywrightReport({ stats })).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("no report at all is a failure", () => {
  expect(countVitest("no/such/file.json")).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright("no/such/file.json")).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
