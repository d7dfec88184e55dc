import { expect, test } from "vitest";
import { t } from "../../src/app/text.ts";
import { sentenceOf } from "../../src/replay/sentences.ts";
import type { Behaviour } from "../../src/world/behaviours/catalogue.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { everyRecord } from "../replay/every-record.ts";

test("every record kind has the sentence it is known by, or none on purpose", async () => {
  const lines = everyRecord.map((record) => {
    const sentence = sentenceOf(record);
    const kind = record.kind === "observed" ? `observed ${record.observation.kind}` : record.kind;
    const told = sentence === undefined ? "–" : `[${sentence.tone}] ${t(sentence.key, sentence.values)}`;
    return `${kind} @${record.node}: ${told}`;
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./sentences.golden.txt");
});

test("no sentence lacks its words or one of its values", () => {
  for (const record of everyRecord) {
    const sentence = sentenceOf(record);
    if (sentence === undefined) continue;
    const text = t(sentence.key, sentence.values);
    expect(text, sentence.key).not.toContain("sentence.");
    expect(text, sentence.key).not.toMatch(/\{\{|undefined|policy\.|behaviour\./);
  }
});

test("a window no longer waits: its block is here, or another is to give it, or whom it waited for has gone", () => {
  const freed: WorldRecord = {
    kind: "observed",
    node: 0,
    at: 0,
    sequence: 0,
    observation: { kind: "windowFreed", height: 29 },
  };
  const said = [{ peer: "D", isHere: true }, { peer: "D", isHere: false }, undefined].map((waited) => {
    const told = sentenceOf(freed, waited && { waited });
    return told && t(told.key, told.values);
  });
  expect(said).toEqual([
    "got 29 at last: the window moves again",
    "29 is still missing, but the window no longer waits for D",
    undefined,
  ]);
});

function actText(act: Act, habits: readonly Behaviour[] = []): string | undefined {
  const told = sentenceOf({ kind: "acted", act, at: 0, node: -1, sequence: 0 }, { habits });
  return told && t(told.key, told.values);
}

test("of a peer's habits is told what is new, or what it was rid of", () => {
  const slow = { kind: "slow", factor: 20 } as const;
  const mixing = { kind: "outOfOrder" } as const;
  const dead = { kind: "silentOnBlocks" } as const;
  const told = (
    behaviours: Extract<Act, { kind: "setBehaviours" }>["behaviours"],
    ...before: typeof behaviours
  ) => actText({ kind: "setBehaviours", node: "D", behaviours }, before);
  expect(told([slow, mixing], slow)).toBe("You gave D a bad habit: out of order");
  expect(told([slow, mixing], mixing)).toBe("You made D 20 times slower");
  expect(told([slow, mixing, dead], slow)).toBe("You gave D 2 bad habits");
  expect(told([slow], slow, mixing)).toBe("You rid D of a bad habit: out of order");
  expect(told([slow], slow, mixing, dead)).toBe("You rid D of 2 bad habits");
  expect(told([], slow, mixing)).toBe("You let D be honest again");
  expect(told([slow], slow)).toBeUndefined();
});

test("what one does to one's own node is not told of a stranger", () => {
  const told = [
    { kind: "stopNode", node: "You" },
    { kind: "startNode", node: "You" },
    { kind: "mineBlock", node: "You", blocks: 2, forkDepth: 3 },
    { kind: "mineBlock", node: "You", forkDepth: 3 },
    { kind: "setBehaviours", node: "You", behaviours: [] },
    { kind: "setBehaviours", node: "You", behaviours: [{ kind: "slow", factor: 20 }] },
    { kind: "setBehaviours", node: "You", behaviours: [{ kind: "silentOnBlocks" }] },
    { kind: "setBehaviours", node: "You", behaviours: [{ kind: "silentOnBlocks" }, { kind: "outOfOrder" }] },
  ].map((act) => actText(act as Act));
  expect(told).toEqual([
    "You stopped your own node",
    "You started your own node",
    "You found 2 blocks of your own, on the one 3 below your tip",
    "You found a block of your own, on the one 3 below your tip",
    "You are honest again",
    "You became 20 times slower",
    "You took up a bad habit: silent on blocks",
    "You took up 2 bad habits",
  ]);
});
