/** Short names are told apart, whoever is called what. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { shortNames } from "../../src/app/short-names.ts";

const short = (names: readonly string[], most: number) => [...shortNames(names, most).values()];

test("who fits keeps the name, and one of several P keeps its letter where there is room", () => {
  expect(short(["A", "B", "AA"], 2)).toEqual(["A", "B", "AA"]);
  expect(short(["P1", "P9"], 2)).toEqual(["P1", "P9"]);
  expect(short(["P1", "P10"], 2)).toEqual(["P1", "10"]);
  expect(short(["P1", "P10", "P64"], 3)).toEqual(["P1", "P10", "P64"]);
  expect(short(["A", "P1", "P27"], 2)).toEqual(["A", "P1", "27"]);
});

test("long names are cut where that tells them apart", () => {
  expect(short(["honest", "slow_peer"], 4)).toEqual(["hone", "slow"]);
  expect(short(["peer-03", "peer-20", "pool-20"], 3)).toEqual(["p03", "p20", "poo"]);
  expect(short(["miner-of-blocks", "miner-of-gold"], 4)).toEqual(["mine", "mold"]);
});

test("of any 64 different names none reads like another, and none is too long", () => {
  const name = fc.stringMatching(/^[AP-]{1,3}[0-9]{0,3}[ab]{0,20}$/).filter((text) => text.length <= 24);
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 64 }),
      fc.integer({ min: 2, max: 4 }),
      (names, most) => {
        const all = short(names, most);
        expect(all).toHaveLength(names.length);
        expect(new Set(all).size).toBe(names.length);
        for (const one of all) expect(one.length).toBeLessThanOrEqual(most);
      },
    ),
  );
});
