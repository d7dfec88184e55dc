import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type Plugin } from "vite";
import { expect, test } from "vitest";
import { ROOT } from "../../src/cli/prepare.mjs";

/** Folder of the package that a module is of, from the last node_modules on; undefined: it is ours, or the bundler's. */
function packageOf(module: string): string | undefined {
  return /^[^\0].*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}

/** Builds the site in memory. Returns its texts by name, and the packages that a module of is in the page or in a worker. */
async function buildSite() {
  const packages = new Set<string>();
  const own = new Set<string>();
  const collect: Plugin = {
    name: "collect-packages",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "asset") continue;
        for (const module of chunk.moduleIds) {
          const name = packageOf(module);
          if (name !== undefined) packages.add(name);
          else own.add(basename(module));
        }
      }
    },
  };
  const built = await build({
    root: ROOT,
    logLevel: "silent",
    build: { write: false },
    plugins: [collect],
    worker: { plugins: () => [{ ...collect }] },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const texts = outputs.map(
    (file) => [file.fileName, file.type === "asset" ? `${file.source}` : ""] as const,
  );
  // Both were looked at.
  expect([...own]).toEqual(expect.arrayContaining(["main.tsx", "node.worker.ts"]));
  return { packages, texts: new Map(texts) };
}

test("the site tells of every package that is in it, with its version and licence", async () => {
  expect(packageOf("/x/node_modules/a/node_modules/@b/c/d.js")).toBe("@b/c");
  expect(packageOf("/x/src/node/a.ts")).toBeUndefined();
  const { packages, texts } = await buildSite();
  // In the page, in a worker, and only in its style.
  for (const name of ["react", "@noble/hashes", "@fontsource-variable/inter"])
    expect(packages).toContain(name);
  const entries = (texts.get("third-party-notices.txt") ?? "").split(/^## /m).slice(1);
  const told = new Map(entries.map((entry) => [/^(\S+) - /.exec(entry)?.[1] ?? entry, entry]));
  expect([...packages].filter((name) => !told.has(name))).toEqual([]);
  for (const [name, entry] of told) {
    const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
    expect(entry, name).toContain(`${name} - ${version} (`);
    expect(entry, name).toMatch(/copyright/i);
    expect(entry.length, name).toBeGreaterThan(400);
  }
});
