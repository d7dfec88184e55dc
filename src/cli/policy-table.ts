/** The policies side by side, as a page of documentation: every switch and constant, by which they differ. */
import { policies } from "../node/policies/all.ts";

const INTRO = `# The policies side by side

A policy is data: this page is written from it by \`npm run tables\`, and a test holds that it is up to date. What each name means
is said in [\`src/node/policy.ts\`](../src/node/policy.ts), where each value comes from in [\`src/node/policies\`](../src/node/policies).
A dash is a rule that the policy does not have. Values that all share come last.
`;

export function policyTable(): string {
  const all = [...policies.values()];
  const keys = Object.keys(all[0] ?? {}).filter((key) => key !== "id" && key !== "userAgent");
  const rows = keys.map((key) => [key, ...all.map((policy) => show(policy[key as keyof typeof policy]))]);
  const differing = rows.filter((row) => new Set(row.slice(1)).size > 1);
  const shared = rows.filter((row) => new Set(row.slice(1)).size === 1);
  const head = ["", ...all.map(({ id }) => `\`${id}\``)];
  const lines = [
    head,
    head.map(() => "---"),
    ...[...differing, ...shared].map(([key, ...cells]) => [`\`${key}\``, ...cells]),
  ];
  return `${INTRO}\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function show(value: unknown): string {
  if (value === null) return "–";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
