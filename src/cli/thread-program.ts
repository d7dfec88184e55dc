/** The program of the threads as one plain script: a thread that went through tsx itself would compile all files anew. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ENTRY = fileURLToPath(new URL("./sweep-thread.ts", import.meta.url));

let made: Promise<string> | undefined;

/** CommonJS without files of its own, for a Worker with `eval`. Made at the first call, in a process beside this one. */
export function threadProgram(): Promise<string> {
  made ??= bundle();
  return made;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the program of the threads came to nothing");
  return file.text;
}
