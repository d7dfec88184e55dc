/** The fuzzer and the whole simulator with one defect planted in its source: built in memory, loaded from a temporary file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";
import { ROOT } from "../../../src/cli/prepare.mjs";
import type { judge } from "../../../src/fuzz/judge.ts";
import type { randomWorld } from "../../../src/fuzz/random-world.ts";
import type { Defect } from "./defects.ts";

export interface Fuzzer {
  readonly judge: typeof judge;
  readonly randomWorld: typeof randomWorld;
}

/** Throws if the source that the defect changes is not there exactly once. */
export async function fuzzerWith(defect: Defect): Promise<Fuzzer> {
  const folder = mkdtempSync(join(tmpdir(), "headway-planted-"));
  try {
    const path = join(folder, "fuzzer.mjs");
    writeFileSync(path, await bundle(defect));
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
    return (module as { readonly fuzzer: Fuzzer }).fuzzer;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(defect: Defect): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins: [plant(defect)],
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: join(ROOT, "test/fuzz/planted/fuzzer.ts"),
      target: "node20",
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  if (Array.isArray(result) || !("output" in result)) throw new Error("expected one bundle");
  const [chunk] = result.output;
  return chunk.code;
}

/** The edits that make the defect. Fails where the source has moved on. */
export function editsOf({ file, find, replace, also }: Defect): readonly Pick<Defect, "find" | "replace">[] {
  const edits = [{ find, replace }, ...(also === undefined ? [] : [also])];
  const source = readFileSync(join(ROOT, file), "utf8");
  for (const edit of edits) {
    const found = source.split(edit.find).length - 1;
    if (found !== 1) {
      throw new Error(`${file}: expected ${JSON.stringify(edit.find)} once, found it ${found} times`);
    }
  }
  return edits;
}

function plant(defect: Defect): Plugin {
  const { file } = defect;
  const edits = editsOf(defect);
  return {
    name: "plant",
    enforce: "pre",
    transform(code, id) {
      if (relative(ROOT, id.split("?", 1)[0] ?? "").replaceAll("\\", "/") !== file) return undefined;
      const mutated = edits.reduce((text, edit) => text.replace(edit.find, () => edit.replace), code);
      return { code: mutated, map: null };
    },
  };
}
