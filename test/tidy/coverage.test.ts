/** docs/protocol-coverage.md tells the truth: what it says is tested has tests that bear its id, and nothing is left out. */
import { expect, test } from "vitest";
import { type SourceFile, trackedFiles } from "./tree.ts";

const DOCUMENT = "docs/protocol-coverage.md";
const files = trackedFiles();
const tests = files.filter(({ path }) => /^test\/(?!tidy\/).*\.test\.ts$/.test(path));

/** The cases of the catalogue. */
const catalogue: readonly string[] = [
  ...["C1", "C2", "C4", "C5", "C6", "C7", "C8", "C9", "C11", "C12", "C13", "C15", "C16", "C17", "C18", "C19"],
  ...["U1", "U2", "U3", "U4", "U5", "U6"],
  ...["B2", "B3", "B4", "B5", "B6", "B8", "B9"],
  ...["N1", "N2", "N3", "N4", "N5"],
  ...["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"],
];

interface Row {
  readonly id: string;
  /** Paths of the tests that it claims. */
  readonly paths: readonly string[];
  readonly text: string;
}

function rows(document: string): Row[] {
  return [...document.matchAll(/^\| ([A-Z]\d+) \| ([^|]*) \|([^|]*)\|$/gm)].map(
    ([, id = "", links = "", text = ""]) => ({
      id,
      paths: [...links.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = ""]) => path),
      text: text.trim(),
    }),
  );
}

/** What the names of tests begin with: the ids, and with them the sub-cases, as in `[C1] c, d: …`. */
function named({ text }: Pick<SourceFile, "text">): Set<string> {
  const found = new Set<string>();
  const titles = text.matchAll(/["`]((?:\[[^\]\n]+\] )+)([^"`\n]*)/g);
  for (const [, ids = "", rest = ""] of titles) {
    const cases = rest.match(/^((?:[\w-]+, )*[\w-]+):/)?.[1]?.split(", ") ?? [];
    for (const [, id = ""] of ids.matchAll(/\[([A-Z]\d+)\]/g)) {
      found.add(id);
      for (const one of cases) found.add(`${id} ${one}`);
    }
  }
  return found;
}

const table = rows(files.find(({ path }) => path === DOCUMENT)?.text ?? "");

test("every case of the catalogue is in the table, once", () => {
  expect(table.map(({ id }) => id)).toEqual(catalogue);
});

test("each file that a case names has a test with its id", () => {
  const wrong = table.flatMap(({ id, paths }) =>
    paths
      .filter((path) => {
        const file = tests.find((each) => each.path === path);
        return file === undefined || !named(file).has(id);
      })
      .map((path) => `${id}: ${path}`),
  );
  expect(wrong).toEqual([]);
});

test("a case without a test says why", () => {
  const silent = table
    .filter(({ paths, text }) => paths.length === 0 && text.length < 20)
    .map(({ id }) => id);
  expect(silent).toEqual([]);
});

test("at least 45 groups, cases and their sub-cases, have a test", () => {
  const found = new Set(tests.flatMap((file) => [...named(file)]));
  const groups = [...found].filter((group) => catalogue.includes(group.split(" ")[0] ?? ""));
  expect(groups.length).toBeGreaterThanOrEqual(45);
});

test("names are read as they are written", () => {
  const text =
    'test("[C1] c, d: it doubles", f); test("[C4] plain words: more", f); describe("[L-2] [S2] so", f);';
  expect([...named({ text })]).toEqual(["C1", "C1 c", "C1 d", "C4", "S2"]);
});
