import { expect, test } from "vitest";
import { captionOf, t, titleOf } from "../../src/app/text.ts";

/** What would turn the rest of a line around. */
const TURN = "\u202e";

test("what stands in a text is harmless there, and otherwise as it was", () => {
  expect(t("error.file", { name: `a${TURN}nosj.txt`, why: "<b> & 'c'" })).toBe("a\\u202enosj.txt: <b> & 'c'");
  expect(t("sentence.peerReady", { peer: "A", height: 5 })).toContain("A");
});

test("so are the title and the caption of a scenario that somebody wrote", () => {
  expect(titleOf({ id: "x", title: `one${TURN}\n` })).toBe("one\\u202e\\u000a");
  expect(titleOf({ id: "x", title: "" })).toBe("x");
  expect(captionOf({ caption: `one${TURN}\ntwo` })).toBe("one\\u202e\ntwo");
});
