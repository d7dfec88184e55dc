/**
 * Serves the built site below a path that is not the root, as a static host would: what works here works anywhere.
 * `node test/browser/serve.mjs <port>`; port 0 takes any that is free.
 */
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const MOUNT = "/some/sub/path/";

const SITE = fileURLToPath(new URL("../../dist/", import.meta.url));

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".webmanifest", "application/manifest+json"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".ico", "image/x-icon"],
  [".woff2", "font/woff2"],
  [".wasm", "application/wasm"],
]);

/**
 * The file that a request's path means; undefined if there is none.
 * @param {string} path
 * @param {string} site
 * @returns {string | undefined}
 */
function fileFor(path, site) {
  if (!path.startsWith(MOUNT)) return undefined;
  const relative = path.slice(MOUNT.length);
  const file = normalize(join(site, relative === "" ? "index.html" : relative));
  if (!file.startsWith(site) || file.endsWith(sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/**
 * Serves the folder `site`, whose path ends with a separator; resolves with the server, and its address.
 * @param {number} port
 * @param {string} site
 * @returns {Promise<{ server: import("node:http").Server, url: string }>}
 */
export function serve(port, site = SITE) {
  const server = createServer((request, response) => {
    const file = fileFor(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname), site);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": TYPES.get(extname(file)) ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve({ server, url: `http://127.0.0.1:${bound}${MOUNT}` });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log((await serve(Number(process.argv[2] ?? 4173))).url);
