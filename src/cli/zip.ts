/** `npm run zip`: builds the page and writes it into `headway.zip`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "./prepare.mjs";
import { zipFolder } from "./site-zip.ts";

process.chdir(ROOT);
await build({ logLevel: "warn" });
const bytes = zipFolder(join(ROOT, "dist"));
writeFileSync(join(ROOT, "headway.zip"), bytes);
console.log(`headway.zip: ${bytes.length} bytes. Unpack it into a folder of any static host.`);
