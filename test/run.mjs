/**
 * `npm test`: every check there is, in order, and at the end what failed. `npm test -- lint unit` runs those stages only;
 * `npm test -- unit test/chain` hands what follows to the stage. The last line is always `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { prepare, ROOT } from "../src/cli/prepare.mjs";
import { countPlaywright, countVitest } from "./run-counts.mjs";

/** Of this run alone: another may be going on in the same folder. */
const REPORTS = mkdtempSync(join(tmpdir(), "headway-test-"));
process.on("exit", () => rmSync(REPORTS, { recursive: true, force: true }));

/**
 * @typedef {object} Stage
 * @property {string} about
 * @property {string[]} command a script in node_modules and its arguments
 * @property {Record<string, string>} [env]
 * @property {string} [needs] a stage whose result this one looks at
 * @property {(report: string) => import("./run-counts.mjs").Counts} [count] reads the report that the stage wrote
 * @property {boolean} [onDemand] runs only when named
 */

/** @type {Map<string, Stage>} */
const stages = new Map([
  ["types", { about: "type check", command: ["typescript/bin/tsc", "-b", "--force"] }],
  [
    "lint",
    { about: "lint and format", command: ["@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."] },
  ],
  ["unused", { about: "unused files, exports and packages", command: ["knip/bin/knip.js"] }],
  ["unit", { about: "unit, property and simulation tests", command: vitest("unit"), count: countVitest }],
  ["build", { about: "build of the site", command: ["vite/bin/vite.js", "build", "--logLevel", "warn"] }],
  [
    "browser",
    {
      about: "tests in a real browser",
      command: ["@playwright/test/cli.js", "test", "--config", "test/browser/playwright.config.ts"],
      env: { HEADWAY_BROWSER_REPORT: reportOf("browser") },
      needs: "build",
      count: countPlaywright,
    },
  ],
  [
    "dead",
    {
      about: "what nothing but tests uses",
      command: ["knip/bin/knip.js", "--config", ".knip-src.jsonc"],
      onDemand: true,
    },
  ],
  [
    "deep",
    {
      about: "long simulations and fuzzing",
      command: vitest("deep"),
      env: { HEADWAY_DEEP: "1" },
      count: countVitest,
      onDemand: true,
    },
  ],
  [
    "deepbrowser",
    {
      about: "many seeds in a real browser",
      command: [
        "@playwright/test/cli.js",
        "test",
        "--config",
        "test/browser/playwright.config.ts",
        "determinism",
        "any-moment",
        "lessons",
      ],
      env: { HEADWAY_DEEP: "1", HEADWAY_BROWSER_REPORT: reportOf("deepbrowser") },
      needs: "build",
      count: countPlaywright,
      onDemand: true,
    },
  ],
]);

/** @param {string} name */
function reportOf(name) {
  return join(REPORTS, `${name}.json`);
}

/** @param {string} name */
function vitest(name) {
  return [
    "vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportOf(name)}`,
  ];
}

/**
 * What to run: the stages named at the front of the arguments (all but the on-demand ones if none is), each after what
 * it needs, and the arguments left over.
 * @param {string[]} args
 */
function choose(args) {
  const split = args.findIndex((arg) => !stages.has(arg));
  const named = split === -1 ? args : args.slice(0, split);
  const rest = split === -1 ? [] : args.slice(split);
  if (rest.length > 0 && named.length !== 1) {
    const known = [...stages.keys()].join(", ");
    console.error(`stage: expected one of ${known}, found ${inspect(rest[0])}`);
    process.exit(2);
  }
  const wanted = named.length > 0 ? named : [...stages.keys()].filter((name) => !stages.get(name)?.onDemand);
  const withNeeds = wanted.flatMap((name) => [stages.get(name)?.needs ?? name, name]);
  return { names: [...new Set(withNeeds)], target: named[0], rest };
}

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });
}

/**
 * @param {Stage} stage
 * @param {string[]} rest
 * @returns {Promise<boolean>}
 */
function run(stage, rest) {
  const [script, ...args] = stage.command;
  return new Promise((resolve) => {
    running = spawn(process.execPath, [join(ROOT, "node_modules", script ?? ""), ...args, ...rest], {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...stage.env },
    });
    running.on("error", () => resolve(false));
    running.on("exit", (code) => resolve(code === 0));
  });
}

prepare();
const { names, target, rest } = choose(process.argv.slice(2));

const lines = [];
const broken = new Set();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of names) {
  const stage = /** @type {Stage} */ (stages.get(name));
  if (stage.needs !== undefined && broken.has(stage.needs)) {
    broken.add(name);
    total.failed++;
    lines.push(`  FAILED  ${name.padEnd(11)} ${stage.about}: not run, because ${stage.needs} failed`);
    continue;
  }
  console.log(`\n── ${name}: ${stage.about}`);
  const from = Date.now();
  const ok = await run(stage, name === target ? rest : []);
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  const counts = stage.count?.(reportOf(name)) ?? { passed: 0, failed: 0, skipped: 0 };
  // A stage can fail with every test green: a type error, a test file that cannot be loaded, an unhandled rejection.
  if (!ok && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (counts.failed > 0) broken.add(name);
  const tests = stage.count === undefined ? "" : `, ${counts.passed} passed, ${counts.failed} failed`;
  lines.push(
    `  ${counts.failed > 0 ? "FAILED" : "ok    "}  ${name.padEnd(11)} ${stage.about} (${seconds} s${tests})`,
  );
}

console.log(`\n── summary\n${lines.join("\n")}`);
if (total.skipped > 0) console.log(`  ${total.skipped} tests were skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
