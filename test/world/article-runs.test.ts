/**
 * The two runs that the article prints at its end, as built-in scenarios, message for message. What Bitcoin's handshake makes
 * different: the article's is one `Version` and one `Verack`, and whoever is called is done with the first; Bitcoin's is two of
 * each, and whoever is called is done half a round trip after the caller. So the called node's first question comes later.
 */
import { describe, expect, it } from "vitest";
import { defectIds } from "../../src/node/published/defect-ids.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { builtIn, runToEnd } from "./worlds.ts";

/** What the article prints, `<` received and `>` sent; G: getheaders with genesis alone as its locator, H: no headers. */
const PRINTED = {
  first: "<Version >Verack >G <H <G complete >G >H <H <G >H",
  second: ">Version <Verack <G >H >G <G <H >H complete >G <H",
  third: ">Version.1 >Version.2 <Verack.1 <Verack.2 >G.1 <H.1 complete >G.1 >G.2 <H.1 <H.2",
};

/** What a node of ours says and hears, in the same words; `named`: with the number of the other one. */
function conversation(
  records: readonly WorldRecord[],
  node: number,
  named: readonly string[] = [],
): string[] {
  return records.flatMap((record) => {
    if (record.node !== node) return [];
    if (record.kind === "observed" && record.observation.kind === "headersPhaseChanged") {
      return record.observation.to === "done" ? ["complete"] : [];
    }
    if (record.kind !== "sent" && record.kind !== "delivered") return [];
    const other = record.kind === "sent" ? record.to : record.from;
    const number = named.length === 0 ? "" : `.${named.indexOf(other) + 1}`;
    const words: Record<string, string> = { getheaders: "G", headers: "H" };
    return [`${record.kind === "sent" ? ">" : "<"}${words[record.command] ?? record.command}${number}`];
  });
}

const isGreeting = (word: string) => /vera?c|version/i.test(word);
const withoutGreeting = (words: readonly string[]) => words.filter((word) => !isGreeting(word));

describe("the article's two nodes", () => {
  const { records, summary } = runToEnd(builtIn("article-two-nodes"));
  const first = conversation(records, 1);
  const second = conversation(records, 0);

  it("say this to each other, and nothing more", () => {
    expect(second.join(" ")).toBe(">version <version >verack <verack >G <G >H <H complete >G <G >H <H");
    expect(first.join(" ")).toBe("<version >version >verack <verack >G <G >H <H complete >G <G >H <H");
  });

  it("which is what the article prints, but for the greeting and who is done with it first", () => {
    for (const [ours, printed] of [
      [first, PRINTED.first],
      [second, PRINTED.second],
    ] as const) {
      const expected = withoutGreeting(printed.split(" "));
      expect(withoutGreeting(ours).sort()).toEqual([...expected].sort());
      // In each direction a question and its answer take turns, and the first question comes before the end, the second after.
      for (const words of [ours, expected]) {
        const end = words.indexOf("complete");
        expect(words.indexOf(">G")).toBeLessThan(end);
        expect(words.lastIndexOf(">G")).toBeGreaterThan(end);
        expect(words.indexOf("<H")).toBeLessThan(end);
        expect(words.lastIndexOf("<H")).toBeGreaterThan(end);
      }
    }
  });

  it("ask from genesis alone, and are answered with no headers", () => {
    const asked = records.flatMap((record) =>
      record.kind === "sent" && record.command === "getheaders" ? [record.summary] : [],
    );
    const given = records.flatMap((record) =>
      record.kind === "sent" && record.command === "headers" ? [record.summary] : [],
    );
    expect(asked).toEqual(Array.from({ length: 4 }, () => ({ count: 1 })));
    expect(given).toEqual(Array.from({ length: 4 }, () => ({ count: 0 })));
  });

  it("end when nothing more is said", () => {
    expect(summary).toMatchObject({ ended: "synced", local: { height: 0, headers: 0 } });
    expect(records.filter(({ kind }) => kind === "delivered").length).toBe(4 + 4 + 4);
  });

  it("[L-22] as the code has it the first only listens: it answers, and never asks", () => {
    const run = runToEnd({ ...builtIn("article-two-nodes"), defects: null });
    expect(conversation(run.records, 1).join(" ")).toBe("<version >version >verack <verack <G >H <G >H");
    expect(conversation(run.records, 0).join(" ")).toBe(
      ">version <version >verack <verack >G <H complete >G <H",
    );
  });
});

describe("the article's third node", () => {
  const { records } = runToEnd(builtIn("article-three-nodes"));

  it("says, word for word, what the article prints of it", () => {
    const words = conversation(records, 0, ["A", "B"]);
    expect(words.join(" ")).toBe(
      ">version.1 >version.2 <version.1 >verack.1 <version.2 >verack.2 <verack.1 >G.1 <verack.2 " +
        "<H.1 complete >G.1 >G.2 <H.1 <H.2",
    );
    expect(withoutGreeting(words)).toEqual(withoutGreeting(PRINTED.third.split(" ")));
  });

  it("comes when the other two have said all they had to say", () => {
    const started = records.find((record) => record.kind === "nodeStarted" && record.node === 0)?.at ?? 0;
    const earlier = records.filter(({ at }) => at < started);
    expect(conversation(earlier, 1)).toContain("complete");
    expect(conversation(earlier, 2)).toContain("complete");
    // And neither of them asks the newcomer for anything.
    const asked = records.filter(
      (record) => record.kind === "delivered" && record.node === 0 && record.command === "getheaders",
    );
    expect(asked).toEqual([]);
  });
});

it("both run with all of the program's defects but the one that its log contradicts", () => {
  for (const id of ["article-two-nodes", "article-three-nodes"]) {
    expect(builtIn(id).defects).toEqual(defectIds.filter((defect) => defect !== "L-22"));
  }
});
