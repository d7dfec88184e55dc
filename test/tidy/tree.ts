/** The project's own files, for the tests that read source as text. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../src/cli/prepare.mjs";

/** One file: its path from the root with `/` between folders, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Everything below src, in order of path. */
export function sourceFiles(): readonly SourceFile[] {
  return walk("src").map((path) => ({ path, text: read(path) }));
}

/** What the repository holds; without git, what lies in the folder and is neither installed nor built. */
export function trackedFiles(): readonly SourceFile[] {
  return trackedPaths().map((path) => ({ path, text: read(path) }));
}

function trackedPaths(): string[] {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const present = new Set(walk(""));
    return listed.split("\0").filter((path) => present.has(path));
  } catch {
    return walk("");
  }
}

const NOT_OURS = new Set(["node_modules", ".git", "dist", "test-results", "playwright-report", ".vite"]);

function walk(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(path) : [path];
    })
    .sort();
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
