/** The built page as one file, to be unpacked on any static host. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { filesIn } from "./offline-build.ts";

/** Of every file in it, so that the same build gives the same bytes: the first that a zip can tell. */
const MODIFIED = new Date(1980, 0, 1);

export function zipFolder(folder: string): Uint8Array {
  const files = filesIn(folder).map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))]);
  return zipSync(Object.fromEntries(files), { mtime: MODIFIED, level: 9 });
}
