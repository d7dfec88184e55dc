/** What the build does so that the page works offline: writes into its service worker which files there are, and a name for them all. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "vite";

export const SERVICE_WORKER = "service-worker";

/** Paths of all files in the folder, as a page names them, in their order. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** Another build has another name: a browser then fetches the service worker anew. */
export function offlineBuild(): Plugin {
  let folder = "";
  return {
    name: "headway-offline",
    apply: "build",
    enforce: "post",
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    closeBundle() {
      const path = join(folder, `${SERVICE_WORKER}.js`);
      if (!existsSync(path)) return;
      const files = filesIn(folder).filter((file) => file !== `${SERVICE_WORKER}.js`);
      const hash = createHash("sha256");
      for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
      const build = JSON.stringify({ name: hash.digest("hex").slice(0, 16), files });
      writeFileSync(path, `self.HEADWAY_BUILD=${build};\n${readFileSync(path, "utf8")}`);
    },
  };
}
