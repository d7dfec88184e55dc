/** The page that shows the policies side by side is what the policies are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { policyTable } from "../../src/cli/policy-table.ts";
import { policies } from "../../src/node/policies/all.ts";

test("docs/policies.md is up to date", () => {
  const page = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");
  expect(page, "run `npm run tables`").toBe(policyTable());
});

test("two policies that differ in nothing would be one", () => {
  const rules = [...policies.values()].map(({ id: _, userAgent: __, ...rest }) => JSON.stringify(rest));
  expect(new Set(rules).size).toBe(policies.size);
});
