import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../src/cli/prepare.mjs";
import { parseScenarioText } from "../../src/world/scenario-schema.ts";
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
  for (const example of examples) expect(parseScenarioText(example)).toMatchObject({ ok: true });
});
