/** What nodes and worlds say of a policy is said on the page with the name that its menu gives it, in English, too. */
import { expect, test } from "vitest";
import { coreText } from "../../src/app/core-text.ts";
import { coreSentences } from "../../src/app/locales/core-sentences.ts";
import { policyName } from "../../src/app/policy-text.ts";
import { nowText } from "../../src/app/state-text.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { record } from "../replay/every-record.ts";
import { builtIn } from "../world/worlds.ts";

const told = Object.entries(coreSentences).filter(([, text]) => text.includes("{{id, policy}}"));

test.each(policyIds)("%s is named wherever a sentence is about a policy", (id) => {
  expect(told.length).toBeGreaterThan(5);
  for (const [key, text] of told) {
    const filled = (policy: string) =>
      text
        .replaceAll("{{id, policy}}", policy)
        .replaceAll("{{state}}", "nothing more is asked of core")
        .replaceAll("{{names}}", "core and core-0.12")
        .replaceAll("{{count}}", "500")
        .replaceAll(/\{\{\w+\}\}/g, "0x3");
    // Peers that are called as a policy are not renamed.
    expect(coreText(filled(id)), key).toBe(filled(policyName(id)));
  }
});

test("other sentences stay as they are", () => {
  for (const text of ["core is gone", "no peer gives block 7: core withholds it", "4.2 s"])
    expect(coreText(text)).toBe(text);
});

test("what stands under Stuck. begins with the menu's name of the policy, while the record has its id", () => {
  const why =
    "core-0.12 asks peers without witnesses for no block from segregated witness on, and A has none";
  const view = new WorldView(builtIn("first-visit").peers, "core-0.12");
  view.apply([record({ kind: "ended", ended: "stuck", why }, 1_000_000, -1)]);
  expect(view.end?.why).toBe(why);
  expect(nowText(view, 1_000_000)).toMatchObject({
    title: "Stuck.",
    detail: why.replace("core-0.12", policyName("core-0.12")),
  });
});
