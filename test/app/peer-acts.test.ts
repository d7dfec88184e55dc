/** What the page does to a peer is what a scenario could do, and every habit has a name a person can read. */
import { describe, expect, test } from "vitest";
import { withHabits } from "../../src/app/habits.ts";
import { wouldDoSomething } from "../../src/app/peer-acts.ts";
import { t } from "../../src/app/text.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { PeerView } from "../../src/replay/peer-view.ts";
import { catalogue } from "../../src/world/behaviours/catalogue.ts";
import { parseAct } from "../../src/world/scenario/scenario-schema.ts";

describe("the habits that one can tick", () => {
  test.each(catalogue.map(({ kind }) => kind))("%s is a valid act, and has a name", (kind) => {
    const act = withHabits(new PeerView("D", []), new Set([kind]));
    expect(parseAct(act)).toEqual({ ok: true, act });
    expect(t(`behaviour.${kind}`)).not.toBe(`behaviour.${kind}`);
    expect(t("sentence.acted.habit", { node: "D", habit: kind })).toContain(t(`behaviour.${kind}`));
  });

  test("keep the numbers they had, and go when they are unticked", () => {
    const peer = new PeerView("D", [{ kind: "slow", factor: 7 }, { kind: "dead" }]);
    expect(withHabits(peer, new Set(["slow", "twoFaced"]))).toEqual({
      kind: "setBehaviours",
      node: "D",
      behaviours: [{ kind: "slow", factor: 7 }, { kind: "twoFaced" }],
    });
  });
});

test("the link of a peer in reserve can be mended: that dials it", () => {
  const peer = new PeerView("R", []);
  expect(wouldDoSomething(peer, "mend")).toBe(false);
  peer.spare = true;
  expect(wouldDoSomething(peer, "mend")).toBe(true);
  peer.connect();
  expect(wouldDoSomething(peer, "mend")).toBe(false);
});

test.each(policyIds)("the policy %s has a name and a hint", (id) => {
  const key = `policy.${id.replaceAll(".", "_")}`;
  expect(t(`${key}.name`)).not.toBe(`${key}.name`);
  expect(t(`${key}.hint`)).not.toBe(`${key}.hint`);
});
