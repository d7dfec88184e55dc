/** The catalogue of defects: whole, in its order, each with a test of its own. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { learncoinAsPublished } from "../../../src/node/policies/learncoin-as-published.ts";
import { defectIds } from "../../../src/node/published/defect-ids.ts";
import { defects } from "../../../src/node/published/defects.ts";

const here = import.meta.dirname;
const tests = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(`${here}/${name}`, "utf8"))
  .join("\n");

describe("the catalogue of defects", () => {
  it("describes each id once, in order, and the policy has them all", () => {
    expect(defects.map(({ id }) => id)).toEqual([...defectIds]);
    expect(learncoinAsPublished.defects).toEqual([...defectIds]);
  });

  it.each([...defectIds])("%s is said in a sentence and has a test with it on and mended", (id) => {
    const defect = defects.find((candidate) => candidate.id === id);
    expect(defect?.does).toMatch(/^[A-Z].*\.$/);
    expect(defect?.right).toMatch(/^[A-Z].*\.$/);
    expect(tests).toContain(`[${id}]`);
  });
});
