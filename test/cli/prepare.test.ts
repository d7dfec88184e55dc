import { expect, test } from "vitest";
import { isInstalled, nodeRefusal } from "../../src/cli/prepare.mjs";

test.each(["20.19.0", "20.20.2", "22.12.0", "22.20.1", "23.0.0", "24.1.0", "26.0.0"])(
  "Node %s will do",
  (version) => {
    expect(nodeRefusal(version)).toBeUndefined();
  },
);

test.each(["16.20.2", "18.20.8", "20.18.3", "21.7.3", "22.11.0"])(
  "Node %s is refused in one sentence",
  (version) => {
    expect(nodeRefusal(version)).toContain(`needs Node 20.19 or later`);
    expect(nodeRefusal(version)).toContain(`this is Node ${version}`);
  },
);

const lock = (packages: Record<string, { version: string; optional?: boolean }>): string =>
  JSON.stringify({ packages: { "": { version: "0" }, ...packages } });

test("npm ci runs when something is missing or of another version, and only then", () => {
  const wanted = lock({ a: { version: "1.0.0" }, b: { version: "2.0.0", optional: true } });
  const installed = (packages: Record<string, { version: string }>) => JSON.stringify({ packages });
  expect(isInstalled(wanted, undefined)).toBe(false);
  expect(isInstalled(wanted, installed({}))).toBe(false);
  expect(isInstalled(wanted, installed({ a: { version: "0.9.0" } }))).toBe(false);
  expect(isInstalled(wanted, installed({ a: { version: "1.0.0" } }))).toBe(true);
  expect(isInstalled(wanted, installed({ a: { version: "1.0.0" }, b: { version: "2.0.0" } }))).toBe(true);
  expect(isInstalled(wanted, installed({ a: { version: "1.0.0" }, b: { version: "2.0.1" } }))).toBe(false);
});
