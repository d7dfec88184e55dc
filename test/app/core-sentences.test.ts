/** The page knows again what nodes and worlds have said in English. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { coreText, learnCoreSentences } from "../../src/app/core-text.ts";
import { coreSentences } from "../../src/app/locales/core-sentences.ts";
import { languageOf } from "../../src/app/locales/languages.ts";
import { speak } from "../../src/app/text.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { type Behaviour, catalogue } from "../../src/world/behaviours/catalogue.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { trackedFiles } from "../tidy/tree.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

beforeAll(async () => {
  const { tag, texts } = languageOf("rtl");
  await learnCoreSentences(false);
  await speak(tag, await texts?.());
});

afterAll(async () => {
  await learnCoreSentences(true);
  await speak("en");
});

/** What a codec found, and Bitcoin Core's own words, stay as they are. */
const THEIRS = /^(frame\.|[a-z]+\.[a-z]+: |handshake timeout|.*[Tt]imeout|[a-z]+(-[a-z]+)+$)/;

/** What a record says of its own, in words. */
function wordsOf(record: WorldRecord): readonly string[] {
  switch (record.kind) {
    case "disconnected":
      return record.byUs ? [] : [record.why];
    case "lost":
    case "ended":
      return [record.why];
    case "misbehaved":
      return [record.what];
    case "observed":
      return "why" in record.observation ? [record.observation.why] : [];
    default:
      return [];
  }
}

/** In Hebrew letters: a word of English is one that was not known again. */
function unknown(records: readonly WorldRecord[]): readonly string[] {
  const said = new Set(records.flatMap(wordsOf));
  return [...said].filter((words) => !THEIRS.test(words) && coreText(words) === words);
}

test.each(policyIds)("%s: all that is said in a run of any scenario", (policy) => {
  const all = builtInScenarios
    .filter(({ chain }) => chain.blocks <= 100)
    .flatMap((base) => runToEnd({ ...base, deadlineSeconds: 30 }, { policy }).records);
  expect(unknown(all)).toEqual([]);
});

test.each(catalogue.map(({ kind }) => kind))("%s: what it does, and what becomes of it", (kind) => {
  const needed = kind === "slow" ? { factor: 20 } : {};
  const base = builtIn("first-visit");
  const [first, ...others] = base.peers;
  if (first === undefined) throw new Error("no peer");
  const peers = [{ ...first, behaviours: [{ kind, ...needed } as Behaviour] }, ...others];
  const { records } = runToEnd({ ...base, peers, deadlineSeconds: 30 }, { policy: "core" });
  expect(unknown(records)).toEqual([]);
});

test("why a node is not synced, with what stands in it", () => {
  const alone = runToEnd(scenario({ chain: { blocks: 12 }, peers: [{ behaviours: [{ kind: "dead" }] }] }));
  expect(coreText(alone.summary.why)).toMatch(/^\[[^a-z]*A: version handshake timeout\]$/);
  expect(coreText("A and B withhold it")).toBe("A and B withhold it");
  const known = (text: string) => coreText(text).replaceAll(/0x\w+|L-\d+/g, "");
  for (const text of [
    "no peer gives block 7: A, B and C withhold it",
    "nobody is connected: A and B: closed by the peer; C: never connected",
    "not synced after 60 s: A was asked for blocks 3 to 9 at 12.3 s, owes them, and may take until 14 s; requests to B and C are open too",
    "A was asked for 5 blocks between 3 and 12 from 12.3 s on, owes them, and there is no time-out",
    "A was asked for headers at 3 s, owes them, and may take until 60 s",
    "A was asked for a list of blocks at 3 s, owes it, and there is no time-out",
    "nothing more is asked of A; core-0.12 asks nobody but its sync peer before a block is announced, and B was not asked",
    "no block is asked for before all peers have told their headers, or after 30 s: A and B have not",
  ])
    expect(known(text), text).not.toMatch(/(?<!\{)\b[a-z]{3,}\b/);
});

test("every one is known again by what it says, and not by what another says", () => {
  for (const [key, text] of Object.entries(coreSentences)) {
    const filled = text
      .replaceAll(/\{\{(names|peer|last|id)[^}]*\}\}/g, "A")
      .replaceAll("{{reasons}}", "A: stopped")
      .replaceAll("{{headers}}", "3 headers")
      .replaceAll("{{what}}", "block 3")
      .replaceAll("{{state}}", "nothing more is asked of A")
      .replaceAll("{{owed}}", "nothing is owed")
      .replaceAll("{{why}}", "no peer has block 3")
      .replaceAll(/\{\{(since|until)\}\}/g, "1.5 s")
      .replaceAll(/\{\{(work|minimum|most)\}\}/g, "0x3")
      .replaceAll(/\{\{\w+\}\}/g, "3");
    expect(
      coreText(filled).replaceAll(/policy\.A\.name|minimumChainWork|getheaders|regtest/gi, ""),
      key,
    ).not.toMatch(/[a-z]{3}/);
  }
});

test("every one is still said by a node or a world", () => {
  const program = trackedFiles()
    .filter(({ path }) => /^src\/(node|world)\/.*\.ts$/.test(path))
    .map(({ text }) => text)
    .join("\n");
  for (const [key, text] of Object.entries(coreSentences)) {
    const [longest = ""] = text.split(/\{\{[^}]*\}\}/).sort((a, b) => b.length - a.length);
    // What a peer sends is named apart from that it is sent.
    const words = longest
      .trim()
      .replace(/^(sent|You) /, "")
      .split(" ");
    // Some begin in one place and go on in another.
    const parts = words
      .map((_, i) => words.slice(i, i + 2))
      .filter(({ length }) => length === Math.min(2, words.length));
    expect(
      parts.some((part) => program.includes(part.join(" "))),
      `${key}: ${longest}`,
    ).toBe(true);
  }
});

test("in English, and of others, nothing is touched", async () => {
  expect(coreText("block response timeout")).toBe("block response timeout");
  expect(coreText("bad-txnmrklroot")).toBe("bad-txnmrklroot");
  await learnCoreSentences(true);
  expect(coreText("no answer in time")).toBe("no answer in time");
  await learnCoreSentences(false);
});
