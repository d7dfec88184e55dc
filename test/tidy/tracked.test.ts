import { describe, expect, test } from "vitest";
import { type SourceFile, trackedFiles } from "./tree.ts";

/** Folders of the machine that somebody works on: a path that starts there means nothing anywhere else. */
const MACHINE_PATH = /(^|[^A-Za-z0-9_.])\/(work|farm|root)\//m;

function machinePaths(files: readonly SourceFile[]): string[] {
  return files.filter((file) => MACHINE_PATH.test(file.text)).map((file) => file.path);
}

/** Addresses in the lockfile. npm finds a package by name and checks its hash: where from is each machine's own matter. */
function lockedHosts(lockfile: string): string[] {
  return [...lockfile.matchAll(/"resolved": *"([^"]*)"/g)].map((match) => match[1] ?? "");
}

const TOP_LEVEL = new Set([
  ...["src", "public", "test", "docs", "index.html", "vite.config.ts", "package.json", "package-lock.json"],
  ...["tsconfig.json", "README.md", "LICENSE", "CHANGELOG.md"],
]);

/** Packages of the lockfile that npm could not check, because the hash of what was published is not noted. */
function unchecked(lockfile: string): string[] {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, { integrity?: string }> };
  return Object.keys(packages).filter(
    (path) => path !== "" && !/^sha512-[\w+/]{86}==$/.test(packages[path]?.integrity ?? ""),
  );
}

function strayFiles(files: readonly SourceFile[]): string[] {
  return files
    .map((file) => file.path.split("/")[0] ?? "")
    .filter((name) => !name.startsWith(".") && !TOP_LEVEL.has(name));
}

describe("what the repository holds", () => {
  const files = trackedFiles();

  test("names no folder of the machine it was written on", () => {
    expect(machinePaths(files)).toEqual([]);
  });

  test("names no host in the lockfile", () => {
    const lockfile = files.find((file) => file.path === "package-lock.json");
    expect(lockfile?.text).toContain('"lockfileVersion": 3');
    expect(lockedHosts(lockfile?.text ?? "missing")).toEqual([]);
  });

  test("knows the hash of every locked package, of other systems' too", () => {
    expect(unchecked(files.find((file) => file.path === "package-lock.json")?.text ?? "missing")).toEqual([]);
  });

  test("keeps the top level to what belongs there", () => {
    expect(strayFiles(files)).toEqual([]);
  });

  test("these checks can fail", () => {
    const path = ["", "work", "main", "x"].join("/");
    const file = (text: string) => ({ path: "stray.txt", text });
    expect(machinePaths([file(`see ${path}`), file(path), file(`file://${path}`)])).toHaveLength(3);
    expect(machinePaths([file(`https://example.org${path}`), file(`a${path}`)])).toEqual([]);
    expect(lockedHosts('"resolved": "https://registry.example/x.tgz"')).toHaveLength(1);
    const locked = { packages: { "": {}, "node_modules/a": {}, "node_modules/b": { integrity: "sha1-x" } } };
    expect(unchecked(JSON.stringify(locked))).toEqual(["node_modules/a", "node_modules/b"]);
    expect(strayFiles([file("")])).toEqual(["stray.txt"]);
  });
});
