/** A saved history is opened again on the moment up to which it goes. */
import { expect, test } from "vitest";
import { printHistory, readHistory } from "../../src/app/history-file.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { Prng } from "../../src/sim/prng.ts";
import { printable } from "../../src/world/printable.ts";
import { plainRun } from "../../src/world/scenario/run-spec.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { mutated, mutatedJson } from "./mutants.ts";

const MUTANTS = 10_000;
const scenario = builtIn("reorganisation");
const run = plainRun({ ...scenario, title: 'quoted ,"records":[ in a title' }, 7);
const view = new WorldView(scenario.peers, scenario.peerPolicy ?? scenario.policy);
view.apply(runToEnd(scenario).records);
const { history } = view;
const at = history.atOf(40);
const text = printHistory(run, history, { at, records: 38 }).join("");

test("what is read of a history is its run and its moment, whatever comes after", () => {
  expect(readHistory(text)).toEqual({ ok: true, link: { run, at, records: 38 } });
  expect(readHistory(text.slice(0, text.indexOf(',"records":[\n') + 20))).toMatchObject({ ok: true });
  expect(readHistory(JSON.stringify(run))).toBeUndefined();
  expect(readHistory(JSON.stringify(scenario))).toBeUndefined();
});

test("a history is opened as a file, also one that is longer than a scenario may be", async () => {
  const long = new Blob([text, " ".repeat(4_000_000)]);
  for (const blob of [new Blob([text]), long])
    expect(await openFiles([{ name: "h.json", blob }], 1)).toMatchObject({
      kind: "moment",
      link: { at, records: 38 },
    });
});

test.each([
  ['"version":1,', '"version":9,', /^version: expected 1, found 9$/],
  [`"at":${at},`, "", /^at: expected .*, found nothing$/],
  ['"count":38', '"count":-1', /^count: expected .*, found -1$/],
  ['"seed":7', '"seed":0.5', /^run\.seed: expected .*, found 0\.5$/],
])("%s changed to %s is refused by name", (from, to, error) => {
  expect(readHistory(text.replace(from, to))).toEqual({ ok: false, error: expect.stringMatching(error) });
});

test(`of ${MUTANTS} mutated histories none is an exception, and each that is refused is so in one readable line`, () => {
  const prng = Prng.fromSeed(12).split("mutants");
  const head = text.slice(0, text.indexOf(',"records":[\n') + 14);
  let refused = 0;
  for (let i = 0; i < MUTANTS; i++) {
    const read = readHistory(i % 2 === 0 ? mutated(head, prng) : mutatedJson(head, prng));
    if (read === undefined || read.ok) continue;
    refused += 1;
    expect(read.error).not.toMatch(/[\n\r]/);
    expect(printable(read.error)).toBe(read.error);
  }
  expect(refused).toBeGreaterThan(MUTANTS / 3);
});
