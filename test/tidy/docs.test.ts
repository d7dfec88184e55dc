import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { SIM_OPTIONS } from "../../src/cli/arguments.ts";
import { ROOT } from "../../src/cli/prepare.mjs";
import { SWEEP_OPTIONS } from "../../src/cli/sweep-arguments.ts";
import type { NodeInput, NodeOutput } from "../../src/node/interface.ts";
import { defects } from "../../src/node/published/defects.ts";
import { VARIABLES } from "../../src/sweep/sweep-spec.ts";
import { catalogue } from "../../src/world/behaviours/catalogue.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { parseScenarioText } from "../../src/world/scenario/scenario-schema.ts";
import { type SourceFile, trackedFiles } from "./tree.ts";

const documents = trackedFiles().filter((file) => file.path.endsWith(".md"));

/** Links to files of the project that are not there, as `document: link`. */
function brokenLinks(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    [...file.text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? "")
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !existsSync(join(ROOT, dirname(file.path), link)))
      .map((link) => `${file.path}: ${link}`),
  );
}

test("links in the documents lead somewhere", () => {
  expect(brokenLinks(documents)).toEqual([]);
  expect(brokenLinks([{ path: "docs/a.md", text: "[a](no-such.md) [b](https://example.org)" }])).toEqual([
    "docs/a.md: no-such.md",
  ]);
});

test("every scenario in the documents is one", () => {
  const examples = documents.flatMap((file) =>
    [...file.text.matchAll(/```json\n(\{\s*"version"[\s\S]*?)```/g)].map((match) => match[1] ?? ""),
  );
  expect(examples.length).toBeGreaterThan(0);
  // Lessons have a test of their own.
  const scenarios = examples.filter((example) => !example.includes('"beats"'));
  for (const example of scenarios) expect(parseScenarioText(example)).toMatchObject({ ok: true });
});

const TENS = ["", "", "twenty", "thirty", "forty", "fifty"];
const ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** 20 to 59, as one writes it. */
function inWords(count: number): string {
  const ones = ONES[count % 10] ?? "";
  return [TENS[Math.floor(count / 10)] ?? "", ...(ones === "" ? [] : [ones])].join("-");
}

test("the documents count behaviours and defects as many as there are, and name every act", () => {
  expect([inWords(20), inWords(31)]).toEqual(["twenty", "thirty-one"]);
  const counted = (what: RegExp) =>
    documents.flatMap(({ text }) => [...text.matchAll(what)].map((match) => match[1] ?? ""));
  const tens = "((?:twenty|thirty|forty|fifty)(?:-\\w+)?)";
  const ways = counted(new RegExp(`${tens}\\s+(?:behaviours|ways)`, "g"));
  expect(ways.length).toBeGreaterThanOrEqual(3);
  expect(new Set(ways)).toEqual(new Set([inWords(Object.keys(catalogue).length)]));
  const mistakes = counted(new RegExp(`${tens}\\s+defects`, "g"));
  expect(new Set(mistakes)).toEqual(new Set([inWords(defects.length)]));
  const embedding = documents.find(({ path }) => path === "docs/embedding.md")?.text ?? "";
  for (const act of ACTS) expect(embedding).toContain(`\`${act} {`);
});

/** Every kind of act: the type makes sure that none is missing. */
const ACTS = Object.keys({
  setBehaviours: 0,
  cutLink: 0,
  mendLink: 0,
  stopNode: 0,
  startNode: 0,
  setPolicy: 0,
  mineBlock: 0,
  addPeer: 0,
} satisfies Record<Act["kind"], 0>);

const text = (name: string) => documents.find(({ path }) => path === name)?.text ?? "";

/** The first words of a table's rows, `<code>` or not, under the heading of these columns. */
function firstColumn(document: string, heading: string): string[] {
  const [, after = ""] = document.split(`\n${heading}\n`);
  const [table = ""] = after.split("\n\n");
  return [...table.matchAll(/^\| `([\w-]+)[^`]*` \|/gm)].map((match) => match[1] ?? "");
}

test("README has every stage of the tests in its order, and every option of the command line", () => {
  const run = readFileSync(join(ROOT, "test/run.mjs"), "utf8");
  const stages = [...run.matchAll(/^ {2}\[\s*"(\w+)",\s*\{/gm)].map((match) => match[1]);
  expect(stages).toContain("deep");
  expect(firstColumn(text("README.md"), "| Stage | |")).toEqual(
    stages.filter((name) => !["dead", "deep", "deepbrowser"].includes(name ?? "")),
  );
  const options = Object.keys(SIM_OPTIONS);
  const usage = readFileSync(join(ROOT, "src/cli/run-sim.ts"), "utf8");
  for (const option of options.filter((name) => name !== "help")) {
    expect(text("README.md")).toContain(`--${option}`);
    expect(usage).toContain(`--${option}`);
  }
});

test("the documents have every key of the page, every option of its address and all that a script can call", () => {
  const source = (path: string) => readFileSync(join(ROOT, path), "utf8");
  const shown = [...source("src/app/keys.ts").matchAll(/shown: "([^"]+)"/g)].flatMap(([, keys = ""]) =>
    keys.split(/, | /),
  );
  expect(shown).toContain("Space");
  for (const key of shown) expect(text("README.md")).toContain(`<kbd>${key}</kbd>`);
  const embedding = text("docs/embedding.md");
  const fields = /^const FIELDS[^=]* = \[([^\]]*)\];$/m.exec(source("src/app/address.ts"))?.[1] ?? "";
  expect(firstColumn(embedding, "| option | values | default |")).toEqual(
    [...fields.matchAll(/"(\w+)"/g)].map(([, field]) => field),
  );
  const api = /interface HeadwayApi \{([\s\S]*?)\n\}/.exec(source("src/app/headway-api.ts"))?.[1] ?? "";
  const members = [...api.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, name]) => name);
  expect(members).toContain("ready");
  expect(firstColumn(embedding, "| member | does |").sort()).toEqual(members.sort());
});

test("the description of the node has every input and output that there is", () => {
  const [, inputs = "", outputs = ""] = /^in : (.*)\nout: (.*)$/m.exec(text("docs/architecture.md")) ?? [];
  const named = (list: string) => [...list.matchAll(/(?:^|· )(\w+)/g)].map((match) => match[1]).sort();
  expect(named(inputs)).toEqual(Object.keys(INPUTS).sort());
  expect(named(outputs)).toEqual(Object.keys(OUTPUTS).sort());
});

/** The types make sure that none is missing. */
const INPUTS = {
  ...{ start: 0, peerConnected: 0, peerDisconnected: 0, message: 0, unreadable: 0, excess: 0, broken: 0 },
  ...{ localBlock: 0, wake: 0 },
} satisfies Record<NodeInput["kind"], 0>;
const OUTPUTS = {
  ...{ send: 0, disconnect: 0, wakeAt: 0, observe: 0, seekPeer: 0, crash: 0 },
} satisfies Record<NodeOutput["kind"], 0>;

test("README and the usage have every option of the sweep, and its page every thing that can be varied", () => {
  const usage = readFileSync(join(ROOT, "src/cli/run-sweep.ts"), "utf8");
  const wanted = Object.keys(SWEEP_OPTIONS).filter((name) => name !== "help");
  expect(firstColumnOptions(text("README.md"))).toEqual(wanted);
  for (const option of wanted) expect(usage).toContain(`--${option}`);
  expect(firstColumn(text("docs/sweeps.md"), "| `what` | is varied |")).toEqual(Object.keys(VARIABLES));
});

/** The options of the table of the sweep, in the order of the source, without what they are given. */
function firstColumnOptions(document: string): string[] {
  const [, after = ""] = document.split("\n| Option of a sweep | |\n");
  const [table = ""] = after.split("\n\n");
  return [...table.matchAll(/^\| `--([\w-]+)[^`]*` \|/gm)].map((match) => match[1] ?? "");
}
