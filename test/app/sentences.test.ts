import { expect, test } from "vitest";
import { t } from "../../src/app/text.ts";
import { sentenceOf } from "../../src/replay/sentences.ts";
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
