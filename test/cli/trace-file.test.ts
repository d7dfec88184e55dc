import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toHex } from "../../src/bitcoin/bytes.ts";
import { BadInput } from "../../src/cli/arguments.ts";
import { TraceFile } from "../../src/cli/trace-file.ts";
import { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { prepareWorld } from "../../src/world/setup.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trace-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(records: readonly WorldRecord[]): string {
  const path = join(folder, "trace.jsonl");
  const trace = new TraceFile(path);
  trace.write(records);
  trace.close();
  return readFileSync(path, "utf8");
}

/** A node's first record, with a chain of this many blocks on its disk. */
function started(count: number): WorldRecord {
  const entries = {
    first: 0,
    count,
    parents: Int32Array.from({ length: count }, (_, i) => i - 1),
    heights: Int32Array.from({ length: count }, (_, i) => i),
    hashes: Uint8Array.from({ length: 32 * count }, (_, i) => i * 7),
    lastWork: "2",
  };
  const stored = Int32Array.from({ length: count }, (_, i) => i);
  return {
    kind: "observed",
    at: 0,
    node: 1,
    sequence: 0,
    observation: {
      kind: "started",
      network: "regtest",
      entries,
      stored,
      tip: count - 1,
      bestHeader: 0,
      works: [],
      invalid: [],
    },
  };
}

/** What JSON itself makes of a record whose typed arrays are replaced. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value;
}

describe("the trace file", () => {
  it.each([0, 1, 4096, 4097, 100_000])("writes a record of %i headers as JSON would", (count) => {
    const record = started(count);
    const text = written([record]);
    expect(text === `${JSON.stringify(record, plain)}\n`).toBe(true);
  });

  it("writes whatever happens in a world as JSON would, in order", () => {
    const scenario = builtInScenarios.find(({ id }) => id === "classroom");
    if (scenario === undefined) throw new Error("no classroom");
    const prepared = prepareWorld({ scenario, seed: 2 });
    if (!prepared.ok) throw new Error(prepared.error);
    const world = new SingleThreadWorld(prepared.value);
    world.runToEnd();
    const records = world.takeRecords();
    expect(records.length).toBeGreaterThan(1000);
    const expected = records.map((record) => `${JSON.stringify(record, plain)}\n`).join("");
    expect(written(records) === expected).toBe(true);
  });

  it("writes text, lists and what is left out as JSON does", () => {
    const odd = {
      kind: "misbehaved",
      at: 0.5,
      node: 1,
      sequence: 2,
      behaviour: 'a "quoted"\n \u{1f600} \ud800',
      what: undefined,
      lists: [[], [1, [2]], {}, [{ a: null }], undefined],
    };
    expect(written([odd as unknown as WorldRecord])).toBe(`${JSON.stringify(odd)}\n`);
  });

  it("says in one line that the disk is full, or that there is no such place", () => {
    expect(() => new TraceFile(join(folder, "missing", "t"))).toThrow(BadInput);
    if (!existsSync("/dev/full")) return;
    const full = new TraceFile("/dev/full");
    expect(() => {
      full.write([started(100_000)]);
      full.close();
    }).toThrow(/^--trace: ENOSPC/);
  });
});

it("writes what could steer a terminal in digits, and it reads as the same", () => {
  const userAgent = "/\u001b[31m\u009b\u202e\u2069/";
  const record: WorldRecord = {
    ...{ kind: "observed", at: 1, node: 0, sequence: 0 },
    observation: { kind: "peerReady", peer: "A", startHeight: 5, userAgent },
  };
  const text = written([record]);
  expect(text.trimEnd()).toMatch(/^[^\p{Cc}\p{Bidi_Control}]+$/u);
  expect(JSON.parse(text)).toEqual(record);
});
