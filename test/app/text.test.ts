import { expect, test, vi } from "vitest";
import { message } from "../../src/app/error-text.ts";
import { captionOf, titleOf } from "../../src/app/scenario-text.ts";
import { heightsText, speak, t } from "../../src/app/text.ts";
import { PartMissing } from "../../src/runtime/late-part.ts";

/** What would turn the rest of a line around. */
const TURN = "\u202e";

test("what stands in a text is harmless there, and otherwise as it was", () => {
  expect(t("error.file", { name: `a${TURN}nosj.txt`, why: "<b> & 'c'" })).toBe("a\\u202enosj.txt: <b> & 'c'");
  expect(t("sentence.peerReady", { peer: "A", height: 5 })).toContain("A");
});

test("so are the title and the caption of a scenario that somebody wrote", () => {
  expect(titleOf({ id: "x", title: `one${TURN}\n` })).toBe("one\\u202e\\u000a");
  expect(titleOf({ id: "x", title: "" })).toBe("x");
  expect(captionOf({ id: "x", caption: `one${TURN}\ntwo` })).toBe("one\\u202e\ntwo");
});

test("a part that could not be fetched is named, and that there is no connection", () => {
  vi.stubGlobal("navigator", { onLine: true });
  expect(message(new PartMissing("help"))).toMatch(/could not be loaded: the help/);
  vi.stubGlobal("navigator", { onLine: false });
  expect(message(new PartMissing("worker"))).toMatch(/no connection: the program of a worker/);
  vi.unstubAllGlobals();
  expect(message(new RangeError(`a${TURN}`))).toBe("a\\u202e");
});

test("heights that the replay wrote down are said in the language", async () => {
  const written = "305 to 308, 1,320, 8\u2032 to 9\u2032 \u2026";
  expect(heightsText(written)).toBe(written);
  await speak("de", (await import("../../src/app/locales/de.ts")).de);
  expect(heightsText(written)).toBe("305 bis 308, 1.320, 8\u2032 bis 9\u2032 \u2026");
  await speak("en");
});
