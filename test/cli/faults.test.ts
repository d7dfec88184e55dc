/** protocol.md §7 as one table: fault × policy → how noticed, after how long, at what cost, how it ends. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FaultResult, runFaults } from "../../src/fuzz/faults/fault-report.ts";
import { faultTable } from "../../src/fuzz/faults/fault-table.ts";
import { faults } from "../../src/fuzz/faults/fault-worlds.ts";
import { policyIds } from "../../src/node/policies/ids.ts";

const results = runFaults(policyIds);

function result(row: string, policy: string): FaultResult {
  const found = results.find((candidate) => candidate.row === row && candidate.policy === policy);
  if (found === undefined) throw new Error(`no row ${row} for ${policy}`);
  return found;
}

/** Row, policy, how it ends, what is held against the bad peer (undefined: nothing), and from when to when, seconds. */
type Expected = readonly [string, string, string, RegExp | undefined, (readonly [number, number])?];

const PUBLISHED = "learncoin-as-published";

const expected: readonly Expected[] = [
  ["2", "blocks-first-0.8", "deadline", undefined],
  ["2", "blocks-first", "deadline", undefined],
  ["3", "blocks-first-0.8", "deadline", undefined],
  ["3", "blocks-first", "synced", /stalling/, [1800, 1802]],
  ["4", "blocks-first", "stuck", /stalling/, [1800, 1860]],
  ["8", "blocks-first-0.8", "deadline", undefined],
  ["8", "blocks-first", "deadline", undefined],
  ["17", "blocks-first", "synced", /bad-txnmrklroot \(\+100\)/],
  ["20", "blocks-first", "deadline", undefined],
  ["23", "blocks-first-0.8", "deadline", undefined],
  ["23", "blocks-first", "synced", /stalling/, [1800, 1802]],
  ["1", "learncoin", "synced", undefined],
  ["1", "core", "synced", /stalling/, [2, 10]],
  ["1", "core-0.12", "synced", /stalling/, [2, 400]],
  ["2", "learncoin", "synced", /headers response timeout/, [60, 61]],
  ["2", "core-0.12", "deadline", undefined],
  ["2", "core", "synced", /timeout downloading headers/, [900, 1830]],
  ["3", "learncoin", "synced", /block response timeout/, [60, 65]],
  ["3", "core-0.12", "synced", /stalling/, [2, 10]],
  ["3", "core", "synced", /stalling/, [2, 10]],
  ["4", "core", "stuck", /stalling/],
  ["6", "core", "synced", undefined],
  ["6", "core-0.12", "synced", undefined],
  ["7", "core", "synced", undefined],
  ["8", "learncoin", "synced", undefined],
  ["8", "core-0.12", "deadline", undefined],
  ["8", "core", "synced", /timeout downloading headers/],
  ["9", "core-0.12", "deadline", /high-hash \(\+50\)/],
  ["9", "core", "synced", /invalid proof of work/, [0, 1]],
  ["10a", "core-0.12", "synced", /bad-diffbits \(\+100\)/],
  // What is only counted is not looked at so closely, and the next message does not follow the forged header.
  ["10a", "core", "synced", /timeout downloading headers/, [900, 902]],
  ["10b", "core-0.12", "deadline", undefined],
  ["10b", "core", "synced", /timeout downloading headers/, [900, 902]],
  ["11", "core-0.12", "deadline", /non-continuous headers sequence \(\+20\)/],
  ["11", "core", "synced", /non-continuous headers sequence/],
  ["12", "core-0.12", "synced", /bad-prevblk \(\+10\)/],
  ["12", "core", "synced", /timeout downloading headers/, [900, 902]],
  ["13", "core-0.12", "deadline", /headers message size = 21 \(\+20\)/],
  ["13", "core", "synced", /headers message size = 21/],
  ["14", "core", "synced", /timeout downloading headers/, [900, 902]],
  ["16", "core-0.12", "synced", /bad-prevblk \(\+10\)/],
  ["16", "core", "synced", /prev-blk-not-found/],
  ["17", "core-0.12", "synced", /bad-txnmrklroot \(\+100\)/],
  ["17", "core", "synced", /mutated block/],
  ["18", "core-0.12", "synced", /bad-cb-height \(\+100\)/],
  ["18", "core", "synced", /bad-cb-height/],
  ["19", "core-0.12", "synced", /bad-txns-duplicate \(\+100\)/],
  ["19", "core", "synced", /mutated block/],
  ["20", "core-0.12", "deadline", undefined],
  ["20", "core", "synced", /./, [900, 1830]],
  ["21", "core-0.12", "deadline", undefined],
  ["22", "core", "synced", /timeout downloading headers/, [900, 902]],
  ["23", "core", "synced", /stalling/],
  ["24", "core", "synced", undefined],
  ["25", "core", "synced", /prev-blk-not-found/],
  ["26", "core", "synced", /prev-blk-not-found/, [0, 1]],
  ["27", "learncoin", "stuck", undefined],
  ["27", "core", "deadline", /timeout downloading headers/],
  ["28", "core", "synced", undefined],
  ["29", "learncoin", "synced", undefined],
  ["30", "core", "synced", undefined],
  ["31", "core", "synced", /frame\.length: expected at most 4000000, found 4000001/, [4, 5]],
  ["31", "core-0.12", "synced", /frame\.length: expected at most 2097152, found 4000001/, [4, 5]],
  // It waits for what was announced.
  ["31", "blocks-first", "deadline", undefined],
  ["32", "core", "synced", undefined],
  ["33", "core", "synced", undefined],
  ["1", PUBLISHED, "stuck", undefined],
  ["2", PUBLISHED, "stuck", /headers response timeout/, [60, 61]],
  ["3", PUBLISHED, "stuck", /block response timeout/, [60, 65]],
  ["4", PUBLISHED, "stuck", /block response timeout/],
  ["6", PUBLISHED, "stuck", undefined],
  ["7", PUBLISHED, "stuck", /block response timeout/],
  ["8", PUBLISHED, "stuck", undefined],
  ["9", PUBLISHED, "stuck", undefined],
  ["11", PUBLISHED, "stuck", /headers do not connect/],
  ["12", PUBLISHED, "stuck", /headers do not connect/],
  ["13", PUBLISHED, "stuck", undefined],
  ["15", PUBLISHED, "stuck", /crash: attempt to subtract with overflow/],
  ["17", PUBLISHED, "stuck", undefined],
  ["22", PUBLISHED, "stuck", undefined],
  ["23", PUBLISHED, "stuck", /block response timeout/],
  ["24", PUBLISHED, "stuck", undefined],
  ["27", PUBLISHED, "stuck", undefined],
  ["28", PUBLISHED, "stuck", undefined],
  ["30", PUBLISHED, "stuck", /requested invalid block/],
  ["31", PUBLISHED, "stuck", /connection lost/],
  ["32", PUBLISHED, "stuck", undefined],
];

describe("the table of faults", () => {
  const cases = expected.map(([row, policy, ended, noticed, when]) => ({
    row,
    policy,
    ended,
    noticed,
    when,
  }));
  test.each(cases)("[§7 row $row] $policy: $ended, $noticed", ({ row, policy, ended, noticed, when }) => {
    const seen = result(row, policy);
    expect(seen.ended).toBe(ended);
    if (noticed === undefined) expect(seen.noticed).toBeUndefined();
    else expect(seen.noticed).toMatch(noticed);
    if (when === undefined) return;
    expect(seen.noticedAtSeconds).toBeGreaterThanOrEqual(when[0]);
    expect(seen.noticedAtSeconds).toBeLessThan(when[1]);
  });

  test("has every row and every policy, and no run broke an invariant", () => {
    expect(results).toHaveLength(faults.length * policyIds.length);
    expect(results.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  test.each(["10b", "11", "29"])(
    "[§7 row %s] core-0.12 asks whom it refused a header for no block",
    (row) => {
      expect(result(row, "core-0.12")).toMatchObject({ ended: "deadline", height: 0 });
    },
  );

  test.each([
    ["3", 30.8],
    ["23", 120.8],
  ])(
    "[§7 row %s] 0.9 has a look at its peer with each ping of its own, every half hour: %d min",
    (row, minutes) => {
      expect(result(row, "blocks-first").atSeconds / 60).toBeCloseTo(minutes, 1);
    },
  );

  test("[§2.1] a minimum chain work lets headers and blocks not wait for each other, and costs no block of a light chain", () => {
    expect(result("0", "core").atSeconds).toBeLessThan(result("0r", "core").atSeconds - 3);
    expect(result("0", "core-0.12").atSeconds).toBe(result("0r", "core-0.12").atSeconds);
    expect(result("8", "core").wastedBytes).toBeLessThan(50_000);
    expect(result("27", "core").height).toBe(0);
  });

  test("[L-27] the article's program has every block of an honest network, and stays at genesis", () => {
    expect(result("0", PUBLISHED)).toMatchObject({ ended: "stuck", height: 0, stored: 200, wastedBytes: 0 });
    expect(results.filter(({ policy, height }) => policy === PUBLISHED && height > 0)).toEqual([]);
  });

  test("[§7 row 24] an inv of random hashes costs old Core a getheaders for each, and today's one in two minutes", () => {
    // Headers that come twice cost today's node some bytes in any world.
    const beyond = (policy: string) => result("24", policy).wastedBytes - result("0", policy).wastedBytes;
    expect(beyond("core-0.12")).toBeGreaterThan(100_000);
    expect(beyond("core")).toBeLessThan(5000);
  });

  test("is what docs/faults.md says", () => {
    const page = readFileSync(new URL("../../docs/faults.md", import.meta.url), "utf8");
    expect(page, "run `npm run tables`").toBe(faultTable(policyIds, results));
  });
});
