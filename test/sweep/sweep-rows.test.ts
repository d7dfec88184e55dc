import { expect, test } from "vitest";
import { summarise } from "../../src/sweep/point-summary.ts";
import { runAt } from "../../src/sweep/run-at.ts";
import { runPoint } from "../../src/sweep/run-point.ts";
import { InOrder, shareOut } from "../../src/sweep/share-out.ts";
import { parseCsv, printCsv } from "../../src/sweep/sweep-csv.ts";
import { joinRows, type SweepRow } from "../../src/sweep/sweep-row.ts";
import { parseSweep } from "../../src/sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../../src/sweep/sweep-spec.ts";
import { observed, runToEnd } from "../world/worlds.ts";

/** Small, and different from seed to seed. */
function sweepOver(from: number, to: number): SweepSpec {
  const link = { latencyMs: 30, jitterMs: 20 };
  const parsed = parseSweep({
    version: 1,
    scenario: {
      version: 1,
      chain: { blocks: 12, blockBytes: 100_000 },
      peers: [
        { link, uploadBytesPerSecond: 200_000 },
        { link, uploadBytesPerSecond: 200_000, behaviours: [{ kind: "silentOnBlocks" }] },
      ],
      constants: { windowBlocks: 8, inFlightPerPeer: 2 },
      deadlineSeconds: 300,
    },
    policies: [
      { policy: "core" },
      { name: "patient, or not", policy: "learncoin", constants: { blockTimeoutSeconds: null } },
    ],
    vary: [{ what: "windowBlocks", values: [4, 8] }],
    seeds: { from, to },
  });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.sweep;
}

const rowsOver = (from: number, to: number): readonly SweepRow[] => {
  const sweep = sweepOver(from, to);
  return jobsOf(sweep).map((job) => runPoint(sweep, job));
};

const all = rowsOver(3, 6);

test("a row says of a run what its summary says", () => {
  const sweep = sweepOver(3, 3);
  for (const [i, { point, seed }] of jobsOf(sweep).entries()) {
    const { scenario, policy } = runAt(sweep, point, seed);
    const { summary, records } = runToEnd(scenario, { seed, policy });
    const row = all[i];
    expect(row).toMatchObject({
      seed: 3,
      ended: summary.ended,
      syncedAtSeconds: summary.ended === "synced" ? summary.atSeconds : null,
      usefulBytes: summary.bytes.useful,
      wastedBytes: summary.bytes.wasted,
      peersDropped: summary.peers.filter(({ state }) => state === "disconnected").length,
      traceHash: summary.traceHash,
    });
    const firstAt = observed(records, "tipChanged")[0]?.at;
    expect(row?.firstBlockSeconds).toBe(firstAt === undefined ? null : firstAt / 1e6);
  }
  expect(all.some(({ firstBlockSeconds }) => firstBlockSeconds !== null)).toBe(true);
});

test("rows of two ranges of seeds joined, in whatever order, are those of one run over both, as CSV too", () => {
  const [low, high] = [rowsOver(3, 4), rowsOver(5, 6)];
  expect(joinRows([low, high])).toEqual(all);
  expect(joinRows([high, low])).toEqual(all);
  const vary = ["windowBlocks"];
  const [lowText, highText] = [printCsv({ vary, rows: low }), printCsv({ vary, rows: high })];
  expect(lowText + highText.slice(highText.indexOf("\n") + 1)).toBe(printCsv({ vary, rows: all }));
});

test("tables that are of different sweeps are not joined", () => {
  const [first] = all as [SweepRow];
  expect(joinRows([all, [first]])).toEqual(all);
  expect(() => joinRows([all, [{ ...first, wastedBytes: first.wastedBytes + 1 }]])).toThrow(
    /^rows: expected one result/,
  );
  expect(() => joinRows([all.slice(1)])).toThrow(/^rows: expected all 4 points of seed 3, found 3$/);
});

test("CSV that was printed is read again as it was", () => {
  const odd = {
    ...(all[0] as SweepRow),
    policy: '2 s, or "so"',
    values: [null, 0.5],
    syncedAtSeconds: null,
    firstBlockSeconds: null,
  };
  const tables = [
    { vary: ["windowBlocks"], rows: all },
    { vary: ["stallTimeoutSeconds", "latencyMs"], rows: [odd, { ...odd, values: [2, "85%"] }] },
  ];
  for (const table of tables) expect(parseCsv(printCsv(table))).toEqual({ ok: true, table });
});

test("what is no such CSV is refused with its line", () => {
  const text = printCsv({ vary: ["windowBlocks"], rows: all });
  const errorOf = (wrong: string) => {
    const parsed = parseCsv(wrong);
    return parsed.ok ? "" : parsed.error;
  };
  for (const wrong of ["", "a,b\n", text.replace("seed", "Seed"), text.replace("windowBlocks,", "")])
    expect(errorOf(wrong)).toMatch(/^line 1: expected seed,policy,[^\n]*, found [^\n]+$/);
  for (const wrong of [
    text.replace("\n3,", "\nx,"),
    text.replace(",synced,", ",sank,"),
    text.replace("\n3,", '\n"3,'),
  ])
    expect(errorOf(wrong)).toMatch(/^line \d: expected a row of 10 columns, found [^\n]+$/);
});

test("a point's summary has the median and the quartiles of its runs", () => {
  const row = all[0] as SweepRow;
  const rows = [10, 40, 20, null].map(
    (syncedAtSeconds, seed): SweepRow => ({
      ...row,
      seed,
      syncedAtSeconds,
      ended: syncedAtSeconds === null ? "stuck" : "synced",
      wastedBytes: seed,
    }),
  );
  const [found, ...more] = summarise(rows);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    runs: 4,
    unsynced: 1,
    spreads: {
      syncedAtSeconds: { low: 15, median: 20, high: 30 },
      wastedBytes: { low: 0.75, median: 1.5, high: 2.25 },
    },
  });
  expect(summarise(rows.slice(3))[0]?.spreads.syncedAtSeconds).toBeUndefined();
  expect(summarise(all).map(({ policy, values }) => [policy, ...values])).toEqual([
    ["core", 4],
    ["core", 8],
    ["patient, or not", 4],
    ["patient, or not", 8],
  ]);
});

test("jobs are shared out, answers come in order, and after an error nobody begins another", async () => {
  const jobs = [0, 1, 2, 3, 4, 5, 6];
  const given: number[] = [];
  const inOrder = new InOrder<number>((answer) => given.push(answer));
  const busy: number[] = [0, 0];
  const hands = busy.map((_, hand) => async (job: number) => {
    busy[hand] = (busy[hand] ?? 0) + 1;
    // The first job ends after all that the other hand does.
    for (let i = 0; i < (job === 0 ? 100 : 1); i++) await null;
    return job * 10;
  });
  await shareOut(jobs, hands, (answer, number) => inOrder.take(answer, number));
  expect(given).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(busy.every((count) => count > 0)).toBe(true);

  const begun: number[] = [];
  const failing = async (job: number) => {
    begun.push(job);
    await null;
    if (job === 1) throw new RangeError("no such world");
    return job;
  };
  await expect(shareOut(jobs, [failing, failing], () => {})).rejects.toThrow("no such world");
  await null;
  expect(begun.length).toBeLessThan(jobs.length);
});
