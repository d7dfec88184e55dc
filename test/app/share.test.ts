/** What who opens an address will see, in words. */
import { expect, test } from "vitest";
import { pictureText } from "../../src/app/picture-text.ts";
import { policyName } from "../../src/app/policy-text.ts";
import { seenText } from "../../src/app/share.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { onAPage, sessionWith } from "./prompt-session.ts";

onAPage();

test("every policy is called by its name, also one with a dot in its id", async () => {
  const { session } = await sessionWith();
  for (const policy of policyIds) {
    await session.reload({ policy });
    for (const text of [seenText(session, { what: "scenario" }), pictureText(session)]) {
      expect(text).toContain(policyName(policy));
      expect(text).not.toContain("policy.");
    }
  }
});
