/** What docs/architecture.md, life-of-a-block.md and embedding.md name and count, against what is there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { HeadwayLoadOptions } from "../../src/app/headway-api.ts";
import { LANGUAGES } from "../../src/app/locales/languages.ts";
import { EMBEDS, ROOMS, THEMES } from "../../src/app/view-state.ts";
import { ROOT } from "../../src/cli/prepare.mjs";
import { LEVELS } from "../../src/lessons/lesson.ts";
import type { Condition } from "../../src/replay/condition.ts";
import { FIRST_SCENARIO } from "../../src/scenarios/built-in.ts";
import { rooms } from "./imports.ts";
import { trackedFiles } from "./tree.ts";

const source = (path: string) => readFileSync(join(ROOT, path), "utf8");
const architecture = source("docs/architecture.md");
const life = source("docs/life-of-a-block.md");
const embedding = source("docs/embedding.md");

/** What stands in backticks. */
function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, what = ""]) => what);
}

/** The cells of the rows of the table under this heading. */
function cells(document: string, heading: string): string[][] {
  const [, after = ""] = document.split(`\n${heading}\n`);
  const [table = ""] = after.split("\n\n");
  const [, ...rows] = table.split("\n");
  return rows.map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
}

/** Files named in the text that are nowhere: by their whole path, from `src/` on, or by the end of it. */
function missingFiles(text: string, tracked: readonly string[]): string[] {
  return quoted(text)
    .filter((name) => /^[\w./-]+\.tsx?$/.test(name))
    .filter((name) => !tracked.some((path) => path === name || path.endsWith(`/${name}`)));
}

test("every file that they name is there", () => {
  const tracked = trackedFiles().map(({ path }) => path);
  expect(quoted(architecture + life).filter((name) => name.endsWith(".ts")).length).toBeGreaterThan(40);
  for (const text of [architecture, life, embedding]) expect(missingFiles(text, tracked)).toEqual([]);
  expect(missingFiles("`node/node.ts` and `src/node/no-such.ts`", tracked)).toEqual(["src/node/no-such.ts"]);
});

test("the table of the rooms is the one that is checked", () => {
  const table = cells(architecture, "| room | is | may import | packages | never |");
  const named = table.map(([room = "", , imports = ""]) => [quoted(room)[0], quoted(imports).sort()]);
  const checked = Object.entries(rooms).map(([room, rules]) => [room, Object.keys(rules.rooms).sort()]);
  expect(new Map(named as [string, string[]][])).toEqual(new Map(checked as [string, string[]][]));
});

test("the rooms without DOM and without Node are counted right", () => {
  const included = (config: string) =>
    quoted(/"include": \[(.*)\]/.exec(source(config))?.[1]?.replaceAll('"', "`") ?? "");
  const without = [...included("src/tsconfig.pure.json"), ...included("src/tsconfig.fuzz.json")];
  const [, except = ""] =
    /The nine rooms from `bitcoin` to `lessons` that are (.*) compile/.exec(architecture) ?? [];
  const all = Object.keys(rooms).filter((room) => !["app", "cli", ...quoted(except)].includes(room));
  expect(without).toHaveLength(9);
  expect(without.sort()).toEqual(all.sort());
});

test("the history has keyframes and counts as often as is said", () => {
  const [, every = ""] = /KEYFRAME_EVERY = (\d+);/.exec(source("src/replay/history.ts")) ?? [];
  const [, bits = ""] = /BUCKET_BITS = (\d+);/.exec(source("src/replay/entry-table.ts")) ?? [];
  expect(architecture).toContain(`a copy every ${every.replace(/(\d)(\d{3})$/, "$1 $2")} records`);
  expect(architecture).toContain(`for each ${2 ** Number(bits)} heights`);
});

test("what a node reports on a block's way is called so", () => {
  const observation = source("src/node/observation.ts");
  const names = quoted(life).filter((name) => /^[a-z]+[A-Z]\w+$/.test(name));
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) expect(observation).toContain(`kind: "${name}"`);
});

test("every value of an option of the address is there, and every option of a load", () => {
  const options = new Map(
    cells(embedding, "| option | values | default |").map(([name = "", ...rest]) => [
      quoted(name)[0],
      rest.join(" "),
    ]),
  );
  const values = { theme: THEMES, lang: LANGUAGES, level: LEVELS, class: ROOMS, embed: EMBEDS };
  for (const [option, all] of Object.entries(values))
    for (const value of all) expect(options.get(option), option).toContain(`\`${value}\``);
  expect(options.get("scenario")).toContain(`\`${FIRST_SCENARIO.id}\``);
  const loads = cells(embedding, "| option | is | default |").map(([name = ""]) => quoted(name)[0]);
  expect(loads.sort()).toEqual(Object.keys(LOAD_OPTIONS).sort());
});

test("every condition is described", () => {
  const [, described = ""] = /\nConditions([\s\S]*?)\n\n/.exec(embedding) ?? [];
  const named = quoted(described).map((name) => name.replace(/ \{.*/, ""));
  for (const kind of Object.keys(CONDITIONS)) expect(named).toContain(kind);
});

/** The types make sure that none is missing. */
const LOAD_OPTIONS = {
  ...{ policy: 0, seed: 0, host: 0, chainFile: 0, fileName: 0, minimumChainWork: 0 },
} satisfies Record<keyof HeadwayLoadOptions, 0>;
const CONDITIONS = {
  ...{
    stall: 0,
    drop: 0,
    reorganisation: 0,
    trouble: 0,
    headersDone: 0,
    crash: 0,
    broken: 0,
    act: 0,
    end: 0,
  },
  ...{ headers: 0, block: 0, orphan: 0, message: 0, sent: 0, decision: 0 },
} satisfies Record<Condition["kind"], 0>;
