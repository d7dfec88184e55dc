/**
 * The browser that the tests run in. A real one is always found or installed, or the tests fail with what to do about
 * it: they never skip silently.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser"];

/** Where installers put it outside of PATH. */
const USUAL_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = process.env[variable];
    return folder === undefined ? [] : [join(folder, "Google/Chrome/Application/chrome.exe")];
  }),
  "/snap/bin/chromium",
];

/**
 * The path of a Chrome or Chromium that runs: HEADWAY_CHROMIUM, an installed one, Playwright's own copy, that copy once
 * downloaded, and on Debian as root the distribution's package. Throws, saying what to do, if there is none to be had.
 * @returns {string}
 */
export function findChromium() {
  const named = process.env["HEADWAY_CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (runs(named)) return named;
    throw new Error(`HEADWAY_CHROMIUM: expected the path of a Chrome or Chromium that runs, found ${named}`);
  }
  return installed() ?? playwrightCopy() ?? downloaded() ?? fromDebian() ?? giveUp();
}

/**
 * Flags it is launched with. As root Chromium refuses its own sandbox; the rest keeps it from using the network and a
 * graphics card that a test machine does not have.
 * @returns {string[]}
 */
export function chromiumFlags() {
  const flags = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu", ...flags] : flags;
}

function installed() {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const extension = process.platform === "win32" ? ".exe" : "";
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + extension)));
  return [...inPath, ...USUAL_PLACES].find(runs);
}

function playwrightCopy() {
  const path = chromium.executablePath();
  return runs(path) ? path : undefined;
}

function downloaded() {
  console.error("No Chrome or Chromium found: downloading one (npx playwright install chromium).");
  const cli = join(
    dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")),
    "cli.js",
  );
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: ["ignore", 2, 2] });
  return playwrightCopy();
}

function fromDebian() {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  if (process.getuid?.() !== 0 || !/^ID(_LIKE)?=.*debian/m.test(release)) return undefined;
  console.error("Installing the distribution's browser (apt-get install chromium).");
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "chromium"], options);
  return installed();
}

/** @returns {never} */
function giveUp() {
  throw new Error(
    "No Chrome or Chromium was found, and none could be installed. Install one, or set HEADWAY_CHROMIUM to the path of one.",
  );
}

/**
 * Whether there is a browser at this path, and not only a stub that says how to get one.
 * @param {string} path
 */
function runs(path) {
  if (!existsSync(path)) return false;
  // On Windows asking Chrome for its version opens a window.
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 60_000 }).status === 0;
}
