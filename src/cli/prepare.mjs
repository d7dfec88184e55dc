/**
 * What every npm script does first: refuse a Node that is too old, and install what is missing. It runs before
 * node_modules exists, so it is plain JavaScript and imports nothing but Node.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json, with a path separator at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Why Headway cannot run on this Node, as one sentence; undefined if it can. The numbers are Vite's.
 * @param {string} version as `process.versions.node` gives it
 * @returns {string | undefined}
 */
export function nodeRefusal(version) {
  const parts = version.split(".").map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (supported) return undefined;
  return `Headway needs Node 20.19 or later of the 20 series, or 22.12 or later; this is Node ${version}. Get one from https://nodejs.org/.`;
}

/**
 * Whether node_modules holds what the lockfile asks for. What npm left out on purpose, because it is for another
 * system, does not count as missing.
 * @param {string} lockText package-lock.json
 * @param {string | undefined} installedText npm's own note of what it installed, node_modules/.package-lock.json
 * @returns {boolean}
 */
export function isInstalled(lockText, installedText) {
  if (installedText === undefined) return false;
  const wanted = JSON.parse(lockText).packages;
  const installed = JSON.parse(installedText).packages;
  return Object.keys(wanted).every((path) => {
    if (path === "") return true;
    const entry = installed[path];
    if (entry === undefined) return wanted[path].optional === true;
    return entry.version === wanted[path].version;
  });
}

/** Ends the process, with a sentence saying why, if Headway cannot run here. */
export function prepare() {
  const refusal = nodeRefusal(process.versions.node);
  if (refusal !== undefined) fail(refusal);
  const lockText = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const note = join(ROOT, "node_modules", ".package-lock.json");
  if (isInstalled(lockText, existsSync(note) ? readFileSync(note, "utf8") : undefined)) return;
  console.error("Installing what Headway is built from (npm ci). This happens once.");
  const status = npm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (status !== 0) fail("npm ci failed; its reason is above. Nothing was started.");
}

/**
 * Runs npm, all of its output to stderr: stdout belongs to the command that the user asked for.
 * @param {string[]} args
 * @returns {number | null}
 */
function npm(args) {
  /** @type {import("node:child_process").StdioOptions} */
  const stdio = ["ignore", 2, 2];
  // Inside an npm script the path of the running npm is known: no shell, and no question which npm.
  const cli = process.env.npm_execpath;
  if (cli !== undefined && basename(cli) === "npm-cli.js") {
    return spawnSync(process.execPath, [cli, ...args], { cwd: ROOT, stdio }).status;
  }
  const windows = process.platform === "win32";
  return spawnSync(windows ? "npm.cmd" : "npm", args, { cwd: ROOT, stdio, shell: windows }).status;
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
