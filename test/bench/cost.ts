/** What running something costs: wall seconds and the most memory of its processes. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Cost {
  readonly seconds: number;
  /** Of its processors, however busy they are otherwise. */
  readonly cpuSeconds: number;
  /** Most resident memory at any moment, bytes; of a browser, of all its processes together. */
  readonly peakBytes: number;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const PEAK = /^peak (\d+) ([\d.]+)$/m;

/** Runs a script of this project in a process of its own. Rejects if it ends with another code than `expected`. */
export function costOf(
  script: string,
  words: readonly string[],
  expected = 0,
): Promise<Cost & { readonly out: string }> {
  const peak = new URL("./peak.mjs", import.meta.url).href;
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", peak, "--import", "tsx", script, ...words], {
    cwd: root,
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (text) => {
    out += String(text);
  });
  child.stderr.on("data", (text) => {
    errors += String(text);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      const seconds = (performance.now() - started) / 1000;
      const [, peakBytes, cpuSeconds] = (PEAK.exec(errors) ?? []).map(Number);
      if (code === expected && peakBytes !== undefined && cpuSeconds !== undefined)
        resolve({ seconds, cpuSeconds, peakBytes, out });
      else reject(new Error(`${script} ${words.join(" ")}: ended with ${code}\n${errors}`));
    });
  });
}

const LOOK_EVERY_MS = 50;
const PAGE_BYTES = 4096;

/**
 * Looks at the memory of the browsers that this process has started. Only where the system has `/proc`; elsewhere its figures are
 * not numbers.
 */
export class BrowserMemory {
  /** Of all processes together; libraries that they share count in each. */
  #peak = 0;
  /** Of the largest process: the one of the tab. */
  #tabPeak = 0;
  readonly #timer = setInterval(() => this.#look(), LOOK_EVERY_MS);

  /** The most since the last call. */
  take(): { readonly peakBytes: number; readonly tabPeakBytes: number } {
    this.#look();
    const found = { peakBytes: this.#peak, tabPeakBytes: this.#tabPeak };
    this.#peak = 0;
    this.#tabPeak = 0;
    return found;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const sizes = browserSizes();
    this.#peak = Math.max(
      this.#peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    this.#tabPeak = Math.max(this.#tabPeak, ...sizes);
  }
}

/** Resident bytes of each process that descends from this one and is a browser's. */
function browserSizes(): number[] {
  const children = new Map<number, { readonly pid: number; readonly name: string }[]>();
  let pids: string[];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [Number.NaN];
  }
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`);
    const end = stat.lastIndexOf(")");
    if (end < 0) continue;
    const parent = Number(stat.slice(end + 2).split(" ")[1]);
    const name = stat.slice(stat.indexOf("(") + 1, end);
    children.set(parent, [...(children.get(parent) ?? []), { pid: Number(pid), name }]);
  }
  const found = [{ pid: process.pid, name: "" }];
  for (const { pid } of found) found.push(...(children.get(pid) ?? []));
  return found
    .filter(({ name }) => /chrom/i.test(name))
    .map(({ pid }) => Number(read(`/proc/${pid}/statm`).split(" ")[1]) * PAGE_BYTES)
    .filter((size) => !Number.isNaN(size));
}

/** Empty: the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

export function mb(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
