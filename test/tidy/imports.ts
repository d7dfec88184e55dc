/** The import table of docs/architecture.md as data, and the checker that holds it. */
import type { SourceFile } from "./tree.ts";

/** What a room may import. `value`: anything; `type`: only by `import type`. */
interface Room {
  /** Other rooms. */
  readonly rooms: Readonly<Record<string, "value" | "type">>;
  /** Files of a room whose values may be imported although its other files are only types here. */
  readonly files?: readonly string[];
  /** Files never imported from here, and what to do instead. */
  readonly never?: Readonly<Record<string, string>>;
  /** npm packages (a name covers what lies below it) and, for `node:`, Node's own modules. */
  readonly packages: readonly string[];
}

/** Everything a page is made of. Schemas read what comes in by a link. */
const PAGE_PACKAGES = [
  "react",
  "react-dom",
  "react-aria-components",
  "zustand",
  "d3",
  "@tanstack/react-virtual",
  "i18next",
  "qr",
  "tinykeys",
  "valibot",
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
];

const NO_BYTES = "a node sees messages, not bytes: world/host/driver.ts encodes, its inbox.ts decodes";

export const rooms: Readonly<Record<string, Room>> = {
  bitcoin: { rooms: {}, packages: ["@noble/hashes"] },
  sim: { rooms: {}, packages: [] },
  chain: { rooms: { bitcoin: "value" }, packages: [] },
  node: {
    rooms: { chain: "value", bitcoin: "value" },
    never: {
      "bitcoin/wire/codec.ts": NO_BYTES,
      "bitcoin/wire/payloads.ts": NO_BYTES,
      "bitcoin/wire/frame.ts": NO_BYTES,
    },
    packages: [],
  },
  world: {
    rooms: { node: "value", chain: "value", bitcoin: "value", sim: "value" },
    packages: ["valibot"],
  },
  runtime: { rooms: { world: "value", sim: "value" }, packages: ["comlink"] },
  replay: {
    rooms: { world: "type", node: "type", bitcoin: "type" },
    files: ["world/record.ts", "bitcoin/sha256.ts", "bitcoin/bytes.ts"],
    packages: [],
  },
  scenarios: { rooms: { world: "type" }, packages: [] },
  lessons: {
    rooms: { replay: "value", scenarios: "value", world: "type", node: "type" },
    // A lesson may hold a whole scenario, and is read as strictly.
    files: ["world/scenario/scenario-schema.ts", "world/scenario/schema-words.ts"],
    packages: ["valibot"],
  },
  app: {
    rooms: {
      sweep: "value",
      runtime: "value",
      replay: "value",
      scenarios: "value",
      lessons: "value",
      world: "type",
      node: "type",
    },
    files: [
      "world/record.ts",
      "world/chains/file-kind.ts",
      "world/printable.ts",
      "world/scenario/run-schema.ts",
      "world/scenario/run-spec.ts",
      "world/scenario/scenario-schema.ts",
      "world/scenario/schema-words.ts",
      "node/policies/ids.ts",
      "node/published/defect-ids.ts",
      "node/published/defects.ts",
      "world/behaviours/catalogue.ts",
    ],
    packages: PAGE_PACKAGES,
  },
  fuzz: {
    rooms: {
      runtime: "value",
      world: "value",
      node: "value",
      chain: "value",
      sim: "value",
      bitcoin: "value",
    },
    packages: [],
  },
  sweep: {
    rooms: { runtime: "value", replay: "value", scenarios: "value", world: "value", node: "type" },
    // What a world's constants are where it says nothing of them.
    files: ["node/policies/all.ts"],
    packages: ["valibot"],
  },
  cli: {
    rooms: {
      sweep: "value",
      fuzz: "value",
      runtime: "value",
      replay: "value",
      scenarios: "value",
      lessons: "value",
      world: "value",
      node: "value",
      chain: "value",
      sim: "value",
      bitcoin: "value",
    },
    packages: ["node:", "tsx", "esbuild", "vite", "fflate"],
  },
};

/** Packages that one file alone may import, so that they can be replaced there. */
const soleImporters: Readonly<Record<string, string>> = { "@noble/hashes": "src/bitcoin/sha256.ts" };

/** The only files of a room that another may know: types of what a node observes, and the policies and defects by name. */
const ONLY_FILES_OF: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  app: {
    node: [
      "node/observation.ts",
      "node/policies/ids.ts",
      "node/published/defect-ids.ts",
      "node/published/defects.ts",
    ],
  },
};

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly reExport: boolean;
}

/** What is wrong with these files, one sentence each that names the fix. */
export function checkImports(files: readonly SourceFile[]): readonly string[] {
  const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file.path));
  return [...code.flatMap(checkFile), ...findCycles(code)];
}

function checkFile(file: SourceFile): string[] {
  const problems: string[] = [];
  const room = roomOf(file.path);
  if (/(^|\/)index\.(ts|tsx|mjs)$/.test(file.path)) {
    problems.push(
      `${file.path}: a room is entered by its files, not by a barrel: name the file after its one concept`,
    );
  }
  if (room !== undefined && rooms[room] === undefined) {
    problems.push(`${file.path}: no such room: put it into one of ${Object.keys(rooms).join(", ")}`);
  }
  for (const found of importsOf(file.text)) {
    if (found.reExport) {
      problems.push(
        `${file.path}: re-exports ${found.specifier}: import it where it is needed, from the file that defines it`,
      );
    }
    const problem = isRelative(found.specifier)
      ? checkRelative(file, found)
      : checkPackage(file, found.specifier);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function checkRelative(file: SourceFile, found: Import): string | undefined {
  const target = resolve(file.path, found.specifier);
  const from = roomOf(file.path);
  const to = roomOf(target);
  if (from === undefined || from === to) return undefined;
  const rules = rooms[from];
  if (rules === undefined) return undefined;
  const inRooms = target.replace(/^src\//, "");
  const where = `${file.path}: imports ${inRooms}`;
  if (to === undefined) return `${where}: src/ imports only from its rooms`;
  const instead = rules.never?.[inRooms];
  if (instead !== undefined) return `${where}: ${instead}`;
  const permission = rules.rooms[to];
  if (permission === undefined) {
    const allowed = Object.keys(rules.rooms).join(", ") || "no other room";
    return `${where}: ${from}/ may import ${allowed}: move the code, or hand in what it needs`;
  }
  const only = ONLY_FILES_OF[from]?.[to];
  if (only !== undefined && !only.includes(inRooms))
    return `${where}: of ${to}/ ${from}/ may import only ${only.join(", ")}`;
  if (permission === "type" && !found.typeOnly && !(rules.files ?? []).includes(inRooms)) {
    return `${where}: ${from}/ may import only types of ${to}/: write \`import type\``;
  }
  return undefined;
}

function checkPackage(file: SourceFile, specifier: string): string | undefined {
  const room = roomOf(file.path);
  const rules = room === undefined ? undefined : rooms[room];
  if (rules === undefined) return undefined;
  const name = rules.packages.find((allowed) =>
    allowed.endsWith(":") ? specifier.startsWith(allowed) : isWithin(specifier, allowed),
  );
  if (name === undefined) {
    const allowed = rules.packages.join(", ") || "no package";
    return `${file.path}: imports ${specifier}: ${room}/ may import ${allowed}`;
  }
  const sole = soleImporters[name];
  if (sole !== undefined && file.path !== sole)
    return `${file.path}: imports ${specifier}: call ${sole} instead`;
  return undefined;
}

function isWithin(specifier: string, packageName: string): boolean {
  return specifier === packageName || specifier.startsWith(`${packageName}/`);
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith(".");
}

/** `src/node/policy.ts` is in `node`; a file directly in src, or outside it, is in none. */
function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function resolve(from: string, specifier: string): string {
  const folders = from.split("/").slice(0, -1);
  for (const part of specifier.replace(/\?.*$/, "").split("/")) {
    if (part === "..") folders.pop();
    else if (part !== ".") folders.push(part);
  }
  return folders.join("/");
}

/** Static imports and re-exports start a statement; dynamic ones and workers can be anywhere. */
const STATIC = /^[ \t]*(import|export)[ \t]+(type[ \t]+)?[\w\s{},*$]*?\bfrom\s*["']([^"']+)["']/gm;
const SIDE_EFFECT = /^[ \t]*import\s*["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\s*\(\s*["']([^"']+)["']/g;
const WORKER = /\bnew\s+URL\s*\(\s*["'](\.[^"']+\.(?:ts|tsx|mjs))["']\s*,\s*import\.meta\.url/g;

function importsOf(text: string): Import[] {
  const found: Import[] = [];
  for (const [, keyword, type, specifier] of text.matchAll(STATIC)) {
    found.push({
      specifier: specifier ?? "",
      typeOnly: type !== undefined,
      reExport: keyword === "export",
    });
  }
  for (const pattern of [SIDE_EFFECT, DYNAMIC, WORKER]) {
    for (const [, specifier] of text.matchAll(pattern)) {
      found.push({ specifier: specifier ?? "", typeOnly: false, reExport: false });
    }
  }
  return found;
}

/** Circles of imports, those closed by a type alone among them: nothing in a circle can be understood without all of it. */
function findCycles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file.text)
        .filter((found) => isRelative(found.specifier))
        .map((found) => resolve(file.path, found.specifier))
        .filter((target) => target !== file.path && known.has(target)),
    ]),
  );
  const problems: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      const cycle = [...trail.slice(start), path].join(" → ");
      problems.push(`${path}: import cycle ${cycle}: move what both need into a file of its own`);
      return;
    }
    if (done.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of known) visit(path, []);
  return problems;
}
